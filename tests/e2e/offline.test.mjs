// The copy for use without a network, in a browser: kept whole, brought up to date, and never taken for the published text.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { site } from './folder.mjs';
import { host } from './host.mjs';
import { browser } from './reader.mjs';

/** The sample once its coming change is in force, and a manual that keeps no copies. */
const later = resolve(process.env.LATER_DIR ?? 'later');
const without = resolve(process.env.WITHOUT_DIR ?? 'without');
const today = '2026-11-22T12:00:00Z';
const list = (folder, name = 'offline.json') => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** A reader with a host of their own, and what the browser complained of. */
async function reader(folder = site) {
  const server = await host(folder);
  const context = await browser().newContext();
  const faults = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    // What cannot be fetched is told, too; only what the pages themselves do wrong is a fault.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  const close = async () => {
    await context.close();
    await server.stop();
  };
  return { server, context, page, faults, close };
}

/** Asks in the page until the answer is yes. */
async function until(page, asked, argument) {
  for (const end = Date.now() + 20_000; Date.now() < end; await page.waitForTimeout(100)) {
    if (await page.evaluate(asked, argument)) return;
  }
  assert.fail('this does not come to pass');
}

/** Waits until a copy was compared with the published text, after `since`. */
async function saved(page, since = 0) {
  await until(page, async (from) => {
    for (const name of await caches.keys()) {
      const entry = await (await caches.open(name)).match(new URL('/manual/offline.json', location.href));
      const copy = entry && await entry.json();
      if (copy?.list && Date.parse(copy.saved) > from) return true;
    }
    return false;
  }, since);
}

/** Brings the copy up to date, as a reader does. */
async function update(page, server) {
  await page.goto(`${server.top}offline/`);
  await page.getByRole('button', { name: 'Bring up to date' }).click();
}

const copyIsShown = (page) => page.locator('.copy-notice').isVisible();
const state = (page) => page.locator('.copy-panel [role="status"]');

test('a reader who has opened one page can read the whole current manual without a network', async () => {
  const { server, page, faults, close } = await reader();
  await page.goto(server.top);
  await saved(page);
  await page.getByText('Saved for use without a network on').waitFor();
  assert.equal(await copyIsShown(page), false, 'with a network the published text is read');

  await server.stop();
  const leadsOn = (path) => readFileSync(join(site, path, 'index.html'), 'utf8').includes('http-equiv="refresh"');
  const kept = Object.keys(list(site).files).filter((path) => (path === '' || path.endsWith('/')) && !leadsOn(path));
  assert.ok(kept.includes('online-safety/') && kept.includes('contacts/') && kept.length > 15);
  for (const path of kept) {
    await page.goto(server.top + path);
    assert.equal(page.url().split('#')[0].startsWith(server.top), true);
    assert.ok(await copyIsShown(page), `/${path} says that it is the copy`);
    assert.equal(await page.locator('h1').count(), 1);
  }
  await page.goto(`${server.top}online-safety/`);
  assert.match(await page.locator('.copy-notice').innerText(), /You are reading the copy that was last compared .* on \d+ \w+ 20\d\d/);
  assert.equal(await page.evaluate(() => document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0), true);
  await page.locator('.site-nav').getByRole('link', { name: 'Contacts' }).click();
  assert.match(page.url(), /\/contacts\/$/);
  await page.goto(`${server.top}online-safety`);
  assert.equal(page.url(), `${server.top}online-safety/`);
  assert.deepEqual(faults, []);
  await close();
});

test('the page about the copy says nothing of it before it knows, and says so where none can be kept', async () => {
  const { server, page, close } = await reader();
  await page.addInitScript(() => {
    window.told = [];
    const look = () => {
      const words = document.querySelector('.copy-panel [role="status"]')?.textContent;
      if (words !== undefined && words !== window.told.at(-1)) window.told.push(words);
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  });
  server.fails = (path) => path === 'sw.js';
  await page.goto(`${server.top}offline/`);
  await page.waitForTimeout(500);
  assert.match(await state(page).innerText(), /^This browser keeps no copy/);
  assert.equal((await page.evaluate(() => window.told)).some((words) => /Nothing is saved/.test(words)), false);
  await close();
});

test('a page that is not in the copy gets an honest page, with the way back to it', async () => {
  const { server, page, close } = await reader();
  await page.goto(server.top);
  await saved(page);
  await server.stop();
  await page.goto(`${server.top}online-safety.pdf`);
  assert.match(page.url(), /\/offline\/#online-safety\.pdf$/, 'PDFs are no part of the copy');
  const past = 'online-safety/as-at/2024-01-31/';
  await page.goto(server.top + past);
  assert.match(page.url(), /\/offline\/#/);
  assert.ok(await page.getByText('This page is not in the copy on this device').isVisible());
  await server.start();
  await page.locator('.copy-missing a').click();
  assert.equal(page.url(), server.top + past);
  assert.match(await page.locator('main').innerText(), /Superseded/);
  await close();
});

test('where nothing was saved, the browser says itself that there is no network', async () => {
  const { server, page, close } = await reader();
  await page.goto(`${server.top}offline/`);
  await saved(page);
  await page.getByRole('button', { name: 'Remove from this device' }).click();
  await page.getByText(/Nothing is saved on this device\. A copy takes (?!0\.0)[0-9.]+ MB/).waitFor();
  await page.goto(server.top);
  await page.waitForTimeout(500);
  const names = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    return (await cache.keys()).length;
  });
  assert.equal(names, 1, 'nothing but the wish to have none');
  await server.stop();
  await assert.rejects(page.goto(`${server.top}contacts/`), /ERR_/);
  await close();
});

test('the copy follows the reader into a partnership, and holds its texts and numbers', async () => {
  const { server, page, close } = await reader();
  await page.goto(`${server.top}aldermere/`);
  await page.waitForFunction(() => /Saved/.test(document.querySelector('.copy-saved').textContent));
  await server.stop();
  await page.goto(`${server.top}aldermere/online-safety/`);
  assert.ok(await copyIsShown(page));
  assert.ok((await page.locator('main').innerText()).includes('01632 960101'));
  await page.goto(`${server.top}bullying/`);
  assert.match(page.url(), /\/aldermere\/offline\/#bullying\/$/);
  await close();
});

test('a change reaches the copy whole, and nothing that stayed the same is fetched again', async () => {
  const { server, page, close } = await reader();
  await page.goto(server.top);
  await saved(page);
  const [old, next] = [list(site), list(later)];
  const changed = Object.keys(next.files).filter((path) => next.files[path] !== old.files[path]);
  assert.ok(changed.includes('live-streaming/'));
  // The files of search are one index, and change together.
  const pages = (paths) => paths.filter((path) => !path.startsWith('search/'));
  assert.ok(pages(changed).length < pages(Object.keys(next.files)).length / 2);

  server.folder = later;
  await page.goto(`${server.top}offline/`);
  const since = Date.now();
  server.asked.length = 0;
  await page.getByRole('button', { name: 'Bring up to date' }).click();
  await saved(page, since);
  // The page's own icon is the browser's to ask for.
  const fetched = new Set(server.asked.filter((path) => path !== 'offline.json' && path !== 'icon.svg'));
  assert.deepEqual([...fetched].sort(), changed.sort());

  await server.stop();
  await page.goto(`${server.top}live-streaming/`);
  assert.ok(await copyIsShown(page));
  assert.equal(await page.locator('main article.prose').count(), 1);
  const words = await page.locator('.built').innerText();
  assert.ok(next.day === words && old.day !== words, 'the day is that of the site it was compared with');
  await page.goto(`${server.top}bullying/`);
  assert.equal(await page.locator('.built').innerText(), next.day, 'on pages that did not change, too');
  await close();
});

test('an update that fails at one file leaves the old copy, which says that it was overtaken', async () => {
  const { server, page, close } = await reader();
  await page.goto(server.top);
  await saved(page);
  server.folder = later;
  server.fails = (path) => path === 'live-streaming/';
  await update(page, server);
  await page.getByText('This has not succeeded').waitFor();
  await server.stop();
  await page.goto(`${server.top}contacts/`);
  assert.equal(await page.locator('.built').innerText(), list(site).day);
  assert.match(await page.locator('.copy-notice').innerText(), /A newer text has been published since/);

  server.fails = () => false;
  await server.start();
  await update(page, server);
  await page.waitForFunction(() => !/newer|succeeded|being/.test(document.querySelector('.copy-panel [role="status"]').textContent));
  await server.stop();
  await page.goto(`${server.top}contacts/`);
  assert.equal(await page.locator('.built').innerText(), list(later).day);
  assert.ok(!/newer/.test(await page.locator('.copy-notice').innerText()));
  await close();
});

test('what was changed on the way is not kept', async () => {
  const { server, page, close } = await reader();
  const folder = mkdtempSync(join(tmpdir(), 'changed-'));
  spawnSync('cp', ['-r', `${site}/.`, folder]);
  spawnSync('sed', ['-i', 's/<main/<p>inserted<\\/p><main/', join(folder, 'bullying', 'index.html')]);
  server.folder = folder;
  await page.goto(`${server.top}offline/`);
  await page.getByText('This has not succeeded').waitFor();
  assert.match(await state(page).innerText(), /Nothing is saved/);
  rmSync(folder, { recursive: true });
  await close();
});

test('a slow network gives way to the copy, and the published text comes first when it answers', async () => {
  const { server, page, close } = await reader();
  await page.goto(server.top);
  await saved(page);
  server.delay = 8000;
  const start = Date.now();
  await page.goto(`${server.top}bullying/`, { waitUntil: 'domcontentloaded' });
  assert.ok(Date.now() - start < 7000);
  assert.ok(await copyIsShown(page));
  server.delay = 0;
  await page.goto(`${server.top}bullying/`);
  assert.equal(await copyIsShown(page), false);
  await close();
});

test('a copy that is too old to rely on says how old it is', async () => {
  const { server, page, close } = await reader();
  await page.goto(server.top);
  await saved(page);
  // The program that keeps the copy has the machine's clock, so the copy is made older instead.
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys()).find((name) => name.startsWith('manual ')));
    const key = (await cache.keys()).find(({ url }) => url.endsWith('offline.json'));
    const copy = await (await cache.match(key)).json();
    copy.saved = new Date(Date.parse(copy.saved) - 8.5 * 864e5).toISOString();
    await cache.put(key, new Response(JSON.stringify(copy)));
  });
  await server.stop();
  await page.goto(`${server.top}bullying/`);
  assert.match(await page.locator('.copy-notice').innerText(), /That was 8 days ago/);
  await close();
});

test('with the reader’s wish to spare data nothing is fetched unasked', async () => {
  const { server, context, page, close } = await reader();
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await page.goto(`${server.top}offline/`);
  await page.getByText(/Nothing is saved on this device\. A copy takes (?!0\.0)[0-9.]+ MB/).waitFor();
  await page.waitForTimeout(500);
  assert.ok(!server.asked.includes('bullying/'));
  await page.getByRole('button', { name: 'Save on this device' }).click();
  await saved(page);
  await close();
});

test('a site that keeps no copies removes those that an earlier one left', async () => {
  const { server, page, close } = await reader();
  await page.goto(server.top);
  await saved(page);
  server.folder = without;
  await page.goto(server.top);
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration())?.update(); }).catch(() => {});
  await until(page, async () => {
    const left = await navigator.serviceWorker.getRegistrations();
    return left.length === 0 && (await caches.keys()).length === 0;
  });
  await page.goto(server.top);
  assert.equal(await page.locator('.copy-saved').count(), 0);
  await close();
});

test('the browser takes the site for one that can be put on the screen', async () => {
  const { server, context, page, close } = await reader();
  await page.goto(`${server.top}aldermere/`);
  const client = await context.newCDPSession(page);
  const { errors, data } = await client.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  assert.match(manifest.name, /^Aldermere/);
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  // A window that keeps nothing after it is closed installs nothing; all else must be right.
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
  await close();
});

// The whole site in one file

let unpacked;
before(() => {
  unpacked = mkdtempSync(join(tmpdir(), 'manual-'));
});
after(() => rmSync(unpacked, { recursive: true, force: true }));

test('the downloaded manual opens from a folder and can be read there', async () => {
  const { server, context, page, faults, close } = await reader();
  await page.goto(`${server.top}offline/`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Download the whole manual/ }).click()]);
  assert.equal(download.suggestedFilename(), 'four-vales-safeguarding-children-procedures-2026-11-22.zip');
  const file = join(unpacked, 'manual.zip');
  await download.saveAs(file);
  assert.equal(spawnSync('unzip', ['-q', file, '-d', unpacked]).status, 0);
  await server.stop();

  const [folder] = readdirSync(unpacked).filter((name) => !name.endsWith('.zip'));
  const top = join(unpacked, folder);
  for (const name of ['sw.js', 'offline.json', 'offline', 'manifest.webmanifest', '_headers', 'robots.txt']) {
    assert.ok(!readdirSync(top).includes(name), name);
  }
  await context.clock.setFixedTime(today);
  await page.goto(pathToFileURL(join(top, 'index.html')).href);
  await page.locator('main').getByRole('link', { name: 'Online safety' }).first().click();
  assert.match(page.url(), /^file:.*\/online-safety\/index\.html$/);
  assert.ok((await page.locator('main article.prose').innerText()).length > 500);
  await page.locator('main').getByRole('link', { name: 'History' }).first().click();
  assert.match(page.url(), /^file:.*\/history\/index\.html$/);
  assert.equal(await page.locator('.copy-notice').isVisible(), false);

  await context.clock.setFixedTime('2026-11-30T12:00:00Z');
  await page.goto(pathToFileURL(join(top, 'online-safety', 'index.html')).href);
  const notice = page.locator('.copy-notice');
  assert.match(await notice.innerText(), /as in force on 22 November 2026\. That is more than 7 days ago/);
  assert.equal(await notice.locator('a').getAttribute('href'), 'https://procedures.example.org/online-safety/');
  assert.deepEqual(faults, []);
  await close();
});
