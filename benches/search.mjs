// Measures the search of a built site in a browser: bytes loaded until the first answer, and time from a key to its results.
// Usage: SITE_DIR=... node benches/search.mjs WORD [WORD...]   (needs tests/node_modules; see tests/run)
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '../tests/node_modules/playwright-core/index.mjs';
import { serve, site } from '../tests/e2e/folder.mjs';

const questions = process.argv.slice(2);
const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const size = (folder) => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
console.log(`index: ${readdirSync(join(site, 'search/data')).length} files, ${size(join(site, 'search/data'))} bytes; words.js ${readFileSync(join(site, 'search/data/words.js')).length}; page ${statSync(join(site, 'search/index.html')).size}`);

for (const question of questions) {
  const context = await browser.newContext();
  const page = await context.newPage();
  let bytes = 0;
  let requests = 0;
  const waiting = [];
  page.on('response', (response) => waiting.push(response.body().then((body) => {
    if (/search/.test(response.url())) { bytes += body.length; requests += 1; }
  }, () => {})));
  await page.goto(`${server.origin}/search/`);
  await page.waitForFunction(() => window.chapterhouseSearch?.brought('own/words'));
  const input = page.locator('main input[type="search"]');
  await input.focus();
  const times = [];
  let first = 0;
  for (const letter of question) {
    // From the key to the frame in which its results are painted.
    await page.evaluate(() => {
      const found = document.querySelector('.search-results');
      window.waited = new Promise((done) => {
        document.addEventListener('keydown', () => {
          const start = performance.now();
          new MutationObserver((_, observer) => {
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
          }).observe(found, { childList: true, subtree: true, characterData: true });
          setTimeout(() => done(null), 1000);
        }, { once: true });
      });
    });
    await page.keyboard.type(letter);
    times.push(await page.evaluate(() => window.waited));
    await Promise.all(waiting);
    if (!first && times.at(-1) !== null) first = bytes;
  }
  await Promise.all(waiting);
  const shown = times.filter((time) => time !== null).map((time) => Math.round(time));
  console.log(`${JSON.stringify(question)}: first answer ${first} bytes, all ${bytes} in ${requests} files; ms for each key: ${shown.join(' ')}; ${await page.locator('.search-status').innerText()}`);
  await context.close();
}
await browser.close();
await server.close();
