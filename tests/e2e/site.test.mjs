// The built site in a browser: reading without JavaScript, links.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, site } from './folder.mjs';
import { open, origin } from './reader.mjs';

const section = 'guidance/';
const chapter = 'online-safety/';
test('a reader without JavaScript reaches a chapter and follows a cross-reference', async () => {
  const { page, faults, close } = await open('', { javaScriptEnabled: false });
  assert.equal(await page.locator('h1').count(), 1);

  const direct = page.locator(`main a[href$="${chapter}"]`);
  if ((await direct.count()) === 0) {
    await page.locator(`main a[href$="${section}"]`).first().click();
    await page.waitForURL(`${origin()}/${section}`);
  }
  await direct.first().click();
  await page.waitForURL(`${origin()}/online-safety/`);

  const article = page.locator('main article.prose');
  assert.equal(await page.locator('main').count(), 1);
  assert.equal(await article.count(), 1);
  assert.equal(await article.getAttribute('data-document'), 'online-safety');
  const version = await article.getAttribute('data-version');
  assert.match(version, /^\d+\.\d+/);
  assert.match(await page.locator('h1').innerText(), /Online safety/);
  assert.ok((await page.locator('body').innerText()).includes(version), 'the version is said in words');
  assert.ok((await article.innerText()).length > 500, 'the text of the chapter is there');

  const hrefs = await article
    .locator('a[href^="../"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const target = hrefs.find((href) => isChapter(href.split(/[/#]/)[1]));
  assert.ok(target, 'the chapter refers to another');
  await article.locator(`a[href="${target}"]`).first().click();
  await page.waitForURL(new URL(target, `${origin()}/online-safety/`).href);
  assert.equal(
    await page.locator('main article.prose').getAttribute('data-document'),
    target.split('/')[1],
  );
  const fragment = target.split('#')[1];
  if (fragment) assert.ok(await page.locator(`[id="${fragment}"]`).isVisible());
  assert.deepEqual(faults, []);
  await close();
});

test('every page opens without a complaint and asks nobody else for anything', async () => {
  const { page, faults, close } = await open('');
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    await page.goto(`${origin()}/${file}`, { waitUntil: 'load' });
  }
  assert.deepEqual(faults, []);
  await close();
});

test('every link leads to a file of the site, and every fragment to an id', () => {
  const ids = new Map();
  const links = [];
  const broken = [];
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    const html = readFileSync(join(site, file), 'utf8').replace(/<!--[\s\S]*?-->/g, '');
    const found = new Set();
    for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
      for (const [, name, quoted, bare] of tag.matchAll(/\s(id|href|src)=(?:"([^"]*)"|([^\s">]+))/gi)) {
        const value = text(quoted ?? bare);
        if (name.toLowerCase() === 'id') {
          if (found.has(value)) broken.push(`${file} has the id ${value} twice`);
          found.add(value);
        } else {
          links.push({ file, value });
        }
      }
    }
    ids.set(file, found);
  }
  assert.ok(links.length > 0);

  for (const { file, value } of links) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(value)) continue;
    const url = new URL(value, `http://site/${file}`);
    if (url.host !== 'site') continue;
    let path = decodeURIComponent(url.pathname).slice(1);
    if (path === '' || path.endsWith('/')) path += 'index.html';
    if (!existsSync(join(site, path))) {
      broken.push(`${file}: ${value} leads to no file`);
    } else if (url.hash.length > 1 && path.endsWith('.html')) {
      const id = decodeURIComponent(url.hash.slice(1));
      if (!ids.get(path)?.has(id)) broken.push(`${file}: ${value} leads to no id`);
    }
  }
  assert.deepEqual(broken, []);
});

/** Whether a folder at the top of the site, other than the page's own, is a chapter's page. */
function isChapter(slug) {
  const file = `${slug}/index.html`;
  return `${slug}/` !== chapter
    && files.includes(file)
    && readFileSync(join(site, file), 'utf8').includes(`data-document="${slug}"`);
}

/** What an attribute's value says, without HTML's escapes. */
function text(value) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });
}
