// A manual in Welsh, in a browser: its language, its search, and days in Welsh where a script writes them.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { host } from './host.mjs';
import { browser, violations } from './reader.mjs';

const welsh = resolve(process.env.WELSH_DIR ?? 'welsh');
const months = 'Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr';

async function reader() {
  const server = await host(welsh);
  const context = await browser().newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const close = async () => {
    await context.close();
    await server.stop();
  };
  return { server, page, close };
}

test('axe finds nothing wrong with the language of Welsh pages, or with anything else', async () => {
  const { server, page, close } = await reader();
  for (const path of ['', 'grooming/', 'accessibility/', 'offline/', 'search/', 'amendments/']) {
    await page.goto(server.top + path);
    assert.equal(await page.locator('html').getAttribute('lang'), 'cy');
    assert.deepEqual(await violations(page), [], path);
  }
  await close();
});

test('a search says what it found in Welsh, and takes no word for a form of another', async () => {
  const { server, page, close } = await reader();
  await page.goto(`${server.top}search/`);
  const status = page.locator('.search-status');
  await page.locator('input[type="search"]').fill('grooming');
  await page.getByText(/canlyniad/).first().waitFor();
  assert.doesNotMatch(await status.innerText(), /result/);
  await page.locator('input[type="search"]').fill('qqxzv');
  await page.getByText('Ni chafwyd dim').first().waitFor();
  await close();
});

test('the day on which a copy was saved is in Welsh, in a browser that knows no Welsh', async () => {
  const { server, page, close } = await reader();
  await page.goto(server.top);
  const saved = page.locator('.copy-saved');
  await page.waitForFunction(() => document.querySelector('.copy-saved').textContent);
  assert.match(await saved.innerText(), new RegExp(`^Cadwyd i’w ddefnyddio heb rwydwaith ar \\d+ (${months}) 20\\d\\d\\.$`));
  await page.goto(`${server.top}offline/`);
  await page.getByText(new RegExp(`ar \\d+ (${months}) 20\\d\\d \\([\\d.]+ MB\\)`)).waitFor();
  await server.stop();
  await page.goto(`${server.top}grooming/`);
  assert.match(await page.locator('.copy-notice').innerText(), new RegExp(`cyhoeddedig ar \\d+ (${months}) 20\\d\\d`));
  await close();
});
