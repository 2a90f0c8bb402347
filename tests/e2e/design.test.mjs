// The promises of the design, on a page of each kind: whom it bars, what it weighs, what is fixed, what jumps.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { site } from './folder.mjs';
import { kinds } from './kinds.mjs';
import { open, origin, violations } from './reader.mjs';

const pages = Object.values(kinds);
const schemes = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
};
/** What colours decide: of a scheme all else is asked at one width. */
const colours = ['color-contrast', 'link-in-text-block'];
/** A phone, and a wide screen at 400 %. */
const phone = { width: 390, height: 844 };
const zoomed = { width: 320, height: 256 };

for (const [scheme, options] of Object.entries(schemes)) {
  for (const width of [320, 390, 1280]) {
    test(`nothing bars a reader: ${width} px wide, ${scheme}`, async () => {
      const isWhole = scheme === 'light' || width === phone.width;
      const told = [];
      const { page, faults, close } = await open('', { ...options, viewport: { width, height: 900 } });
      for (const path of pages) {
        await page.goto(`${origin()}/${path}`);
        for (const violation of await violations(page, isWhole ? [] : colours)) told.push(`/${path}: ${violation}`);
      }
      told.push(...faults);
      await close();
      assert.deepEqual(told, []);
    });
  }
}

test('no page scrolls sideways, at any width and at 400 %', async () => {
  const wide = [];
  const { page, close } = await open('');
  for (const viewport of [zoomed, { width: 320, height: 640 }, phone, { width: 700, height: 900 }, { width: 1024, height: 768 }, { width: 1280, height: 900 }]) {
    await page.setViewportSize(viewport);
    for (const path of pages) {
      await page.goto(`${origin()}/${path}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > viewport.width) wide.push(`/${path} is ${width} px wide on ${viewport.width} px`);
    }
  }
  await close();
  assert.deepEqual(wide, []);
});

test('what is fixed takes no more than a tenth of the screen', async () => {
  const told = [];
  const { page, close } = await open('');
  for (const viewport of [zoomed, { width: 320, height: 480 }, phone, { width: 844, height: 390 }, { width: 1280, height: 480 }, { width: 1280, height: 900 }]) {
    await page.setViewportSize(viewport);
    for (const path of pages) {
      await page.goto(`${origin()}/${path}`);
      const share = await page.evaluate(() => {
        scrollTo(0, document.documentElement.scrollHeight / 2);
        const covered = new Set();
        for (const element of document.querySelectorAll('body *')) {
          const { position } = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          const isPinned = position === 'fixed' || (position === 'sticky' && element.parentElement === document.body);
          if (!isPinned || box.bottom <= 0 || box.height === 0 || box.width === 0) continue;
          for (let y = Math.max(0, Math.floor(box.top)); y < Math.min(innerHeight, box.bottom); y += 1) covered.add(y);
        }
        return covered.size / innerHeight;
      });
      if (share > 0.1) told.push(`/${path}: ${Math.round(share * 100)} % of ${viewport.width}×${viewport.height}`);
    }
  }
  await close();
  assert.deepEqual(told, []);
});

/** What is wrong with the element that has the focus: not seen, hidden behind something, or too small to touch. */
const faultOfFocus = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const name = `${element.tagName.toLowerCase()} ${element.className} "${(element.textContent || element.ariaLabel || '').trim().slice(0, 40)}"`;
  const style = getComputedStyle(element);
  const faults = [];
  if (!(Number.parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none')) faults.push('no outline');
  const inside = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element));
  };
  const left = Math.max(box.left, 0) + 2;
  const right = Math.min(box.right, innerWidth) - 2;
  const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const points = [[left, box.top + 2], [right, box.bottom - 2], [(left + right) / 2, middle]];
  const isTall = box.height > innerHeight / 2;
  if (!(isTall ? points.some(([x, y]) => inside(x, y)) : points.every(([x, y]) => inside(x, y)))) faults.push('hidden');
  const isInText = style.display === 'inline' && element.tagName === 'A';
  if (!isInText && (box.width < 24 || box.height < 24)) faults.push(`${Math.round(box.width)}×${Math.round(box.height)} px`);
  return faults.length ? `${name}: ${faults.join(', ')}` : '';
};

for (const viewport of [phone, { width: 1280, height: 900 }, zoomed]) {
  test(`each stop of the Tab key is seen, not hidden and large enough: ${viewport.width}×${viewport.height}`, async () => {
    const told = [];
    const { page, close } = await open('', { viewport });
    for (const path of ['', 'referrals/', 'aldermere/referrals/', 'apps-and-ages/', 'referrals/history/', 'amendments/', 'contacts/', 'glossary/', 'legislation/', 'online-safety/as-at/2024-01-31/changes/']) {
      await page.goto(`${origin()}/${path}`);
      let stops = 0;
      let isFirst = true;
      for (; stops < 700; stops += 1) {
        await page.keyboard.press('Tab');
        const fault = await page.evaluate(faultOfFocus);
        if (fault === null) break;
        if (isFirst) assert.equal(await page.evaluate(() => document.activeElement.className), 'skip', path);
        isFirst = false;
        if (fault) told.push(`/${path}: ${fault}`);
      }
      assert.ok(stops > 10, `/${path} has ${stops} stops`);
    }
    await close();
    assert.deepEqual(told, []);
  });
}

test('nothing jumps while a page loads, also for a reader whose partnership is remembered', async () => {
  for (const viewport of [phone, { width: 1280, height: 900 }]) {
    const { page, faults, close } = await open('aldermere/', { viewport });
    await page.evaluate(() => localStorage.setItem('partnership', 'aldermere'));
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          window.shifts.push(`${entry.value}: ${entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80)).join(' ')}`);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const path of pages) {
      await page.goto(`${origin()}/${path}`);
      await page.waitForLoadState('networkidle');
      assert.deepEqual(await page.evaluate(() => window.shifts), [], `/${path} at ${viewport.width} px`);
    }
    assert.deepEqual(faults, []);
    await close();
  }
});

test('a chapter of 1,500 words weighs less than 40 KiB with its style sheet and script, and the script less than 9', () => {
  const size = (path) => readFileSync(join(site, path)).length;
  const manual = JSON.parse(readFileSync(join(site, 'manual.json'), 'utf8'));
  const chapters = manual.chapters.map(({ slug }) => `${slug}/index.html`).map((path) => {
    const html = readFileSync(join(site, path), 'utf8');
    const article = /<article[\s\S]*?<\/article>/.exec(html)[0].replace(/<[^>]+>/g, ' ');
    const sheets = [...html.matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]+)"/g)]
      .map(([, address]) => size(new URL(address, `http://site/${path}`).pathname.slice(1)));
    return { path, words: article.split(/\s+/).length, bytes: size(path) + sheets.reduce((sum, each) => sum + each, 0) };
  });
  const measured = chapters.filter(({ words }) => words > 1300 && words <= 1500).sort((a, b) => a.bytes - b.bytes);
  assert.ok(measured.some(({ words }) => words > 1400), 'the sample has chapters of that length');
  const told = measured.map(({ path, words, bytes }) => `${path}: ${words} words, ${bytes} bytes`).join('\n');
  assert.ok(measured.at(-1).bytes <= 40960, told);
  assert.ok(size('assets/site.js') <= 9216);
});

test('on a phone the title and the first words of the text are on the first screen, and 999 is in reach', async () => {
  for (const path of ['referrals/', 'bullying/', 'online-safety/', 'aldermere/referrals/']) {
    const { page, close } = await open(path, { viewport: phone });
    const bar = await page.locator('.bar').boundingBox();
    const first = await page.locator('article.prose > *').first().boundingBox();
    assert.ok(first.y + 30 < bar.y, `/${path}: the text begins at ${first.y} px`);
    const call = page.locator('.bar').getByRole('link', { name: 'Call 999' });
    assert.equal(await call.getAttribute('href'), 'tel:999');
    await page.locator('.bar').getByRole('link', { name: 'Contents' }).click();
    await page.locator('.contents a').first().waitFor({ state: 'visible' });
    await close();
  }
});

test('on a wide screen the contents are open without script, and with it follow the reader', async () => {
  const still = await open('referrals/', { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  assert.ok(await still.page.locator('.contents a').last().isVisible());
  assert.match(await still.page.locator('.print').getAttribute('href'), /referrals\/print\/\?print$/, 'it works without script');
  await still.close();

  const { page, close } = await open('referrals/', { viewport: { width: 1280, height: 900 } });
  await page.locator('#recording').evaluate((heading) => heading.scrollIntoView());
  const current = page.locator('.contents [aria-current]');
  await current.waitFor();
  assert.equal(await current.getAttribute('href'), '#recording');
  assert.ok((await page.locator('.contents').boundingBox()).y < 200, 'they stay beside the text');
  await close();
});

test('a heading is a link to itself, whose address is copied where the browser can', async () => {
  const { page, close } = await open('referrals/', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('#recording > a').click();
  assert.match(page.url(), /referrals\/#recording$/);
  await page.locator('.said:not(:empty)').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${origin()}/referrals/#recording`);
  assert.match(await page.locator('.said[role="status"]').innerText(), /copied/);
  await close();
});

test('headings whose addresses are copied one after another are all told, by one script', async () => {
  const { page, close } = await open('referrals/', { permissions: ['clipboard-read', 'clipboard-write'] });
  const asked = [];
  await page.route('**/assets/copy-link.js', (route) => {
    asked.push(route.request().url());
    setTimeout(() => route.continue(), 300);
  });
  for (const id of ['recording', 'who-to-tell', 'the-law']) await page.locator(`#${id} > a`).click();
  const said = page.locator('.said:not(:empty)');
  await said.waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${origin()}/referrals/#the-law`);
  assert.equal(asked.length, 1);
  assert.equal(await page.locator('.said').count(), 1);
  await page.waitForTimeout(2500);
  await page.locator('#recording > a').click();
  await page.waitForTimeout(2500);
  assert.equal(await said.count(), 1, 'what was told first takes nothing away');
  await close();
});

for (const key of ['Shift', 'Escape']) {
  test(`${key} three times leaves this site, and "back" does not lead here again`, async () => {
    const { page, close } = await open('bullying/');
    await page.context().route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: 'weather' }));
    await page.goto(`${origin()}/referrals/`);
    await page.keyboard.press(key);
    await page.keyboard.press(key);
    assert.match(page.url(), /referrals/);
    await page.keyboard.press(key);
    await page.waitForURL('https://www.bbc.co.uk/weather');
    await page.goBack();
    assert.match(page.url(), /bullying/, 'the page was replaced');
    await close();
  });
}

test('an Escape that empties a field or closes something is not counted', async () => {
  const { page, close } = await open('referrals/');
  await page.context().route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: 'weather' }));
  const field = page.locator('.site-search input');
  await field.fill('sexting');
  await page.locator('.search-panel .search-link').first().focus();
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Escape');
  await field.blur();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(300);
  assert.match(page.url(), /referrals/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.waitForURL('https://www.bbc.co.uk/weather');
  await close();
});

test('without script "Leave this site" is a plain link', async () => {
  const { page, close } = await open('referrals/', { javaScriptEnabled: false });
  assert.equal(await page.getByRole('link', { name: 'Leave this site' }).getAttribute('href'), 'https://www.bbc.co.uk/weather');
  await close();
});

test('on a phone a table of three columns is cards with their headers, and a wider one scrolls by itself', async () => {
  const { page, close } = await open('recovery/', { viewport: phone });
  const cell = page.locator('.stack td').nth(1);
  assert.equal(await cell.evaluate((element) => getComputedStyle(element, '::before').content), '"The child may need"');
  const box = await cell.boundingBox();
  assert.ok(box.width > 300);
  await page.goto(`${origin()}/apps-and-ages/`);
  const region = page.locator('.table[tabindex="0"]').first();
  assert.ok(await region.evaluate((element) => element.scrollWidth > element.clientWidth));
  assert.ok(await region.getAttribute('aria-labelledby'));
  await close();
});

test('values of the record read alike, links and other words', async () => {
  const { page, close } = await open('aldermere/online-safety/');
  const weights = await page.locator('.status dd, .status dd a').evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).fontWeight))]);
  assert.deepEqual(weights, ['400']);
  await close();
});

test('with forced colours the line below the notice is whole', async () => {
  const { page, close } = await open('glossary/', { colorScheme: 'dark', forcedColors: 'active' });
  const [notice, head] = [await page.locator('.notice').boundingBox(), await page.locator('.head').boundingBox()];
  assert.ok(notice.y + notice.height <= head.y);
  await close();
});

test('paper has no controls, and says where links lead', async () => {
  const { page, close } = await open('referrals/');
  await page.emulateMedia({ media: 'print' });
  for (const control of ['.bar', '.site-nav', '.picker ul', '.tools', '.contents', '.turn', 'button', 'summary:not(.whose summary, .card summary)']) {
    assert.equal(await page.locator(control).first().isVisible(), false, control);
  }
  assert.ok(await page.locator('.stamp').isVisible());
  const heading = page.locator('#recording > a');
  await heading.hover();
  assert.equal(await heading.evaluate((link) => getComputedStyle(link, '::after').content), 'none', 'a pointer that rests on a heading leaves no sign');
  await close();
});
