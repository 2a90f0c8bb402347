// A manual in Welsh, in a browser: its language, its search, and days in Welsh where a script writes them.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { host } from './host.mjs';
import { browser, violations } from './reader.mjs';

const welsh = resolve(process.env.WELSH_DIR ?? 'welsh');
const months = 'Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr';

/** Somebody whose browser is set to American English, and knows no Welsh; gone when the test is over. */
async function reader(test) {
  const server = await host(welsh);
  const context = await browser().newContext({ locale: 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  test.after(async () => {
    await context.close();
    await server.stop();
  });
  return { server, page };
}

test('axe finds nothing wrong with the language of Welsh pages, or with anything else', async (test) => {
  const { server, page } = await reader(test);
  for (const path of ['', 'grooming/', 'accessibility/', 'offline/', 'search/', 'amendments/']) {
    await page.goto(server.top + path);
    assert.equal(await page.locator('html').getAttribute('lang'), 'cy');
    assert.deepEqual(await violations(page), [], path);
  }
});

test('a search says in Welsh what it found', async (test) => {
  const { server, page } = await reader(test);
  await page.goto(`${server.top}search/`);
  const status = page.locator('.search-status');
  await page.locator('input[type="search"]').fill('grooming');
  await status.filter({ hasText: /^\d+ o ganlyniadau\.$/ }).waitFor();
  await page.locator('input[type="search"]').fill('qqxzv');
  await status.filter({ hasText: 'Ni chafwyd dim ar gyfer “qqxzv”' }).waitFor();
});

test('the day on which a copy was saved is in Welsh, in a browser that knows no Welsh', async (test) => {
  const { server, page } = await reader(test);
  await page.goto(server.top);
  const saved = page.locator('.copy-saved');
  await page.waitForFunction(() => document.querySelector('.copy-saved').textContent);
  assert.match(await saved.innerText(), new RegExp(`^Cadwyd i’w ddefnyddio heb rwydwaith ar \\d+ (${months}) 20\\d\\d\\.$`));
  await page.goto(`${server.top}offline/`);
  await page.getByText(new RegExp(`ar \\d+ (${months}) 20\\d\\d \\([\\d.]+ MB\\)`)).waitFor();
  await server.stop();
  await page.goto(`${server.top}grooming/`);
  assert.match(await page.locator('.copy-notice').innerText(), new RegExp(`cyhoeddedig ar \\d+ (${months}) 20\\d\\d`));
});
