// Somebody who reads the built site: a browser, the pages it opens, and what bars its way.
import { after, before } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch } from './browser.mjs';
import { serve } from './folder.mjs';

let running;
let server;

before(async () => {
  server = await serve();
  running = await launch();
});

after(async () => {
  await running?.close();
  await server?.close();
});

/** The browser, for tests that keep house themselves. */
export const browser = () => running;

/** Where the site is served. */
export const origin = () => server.origin;

/**
 * A page of its own at an address of the site, and what it complained of or asked others for.
 * Nothing leaves loopback, and no copy is kept. `clock` is the reader's time; without it, it is the machine's.
 */
export async function open(path, { clock, ...options } = {}) {
  const context = await running.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block', ...options });
  if (clock) await context.clock.setFixedTime(clock);
  const faults = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(`${server.origin}/`) || /^(data|file):/.test(url)) return route.continue();
    faults.push(`asks another host: ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  // A violation of the Content-Security-Policy is an error of the console, too.
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} on ${page.url()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message} on ${page.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  const url = path.startsWith('file:') ? path : `${server.origin}/${path}`;
  await page.goto(url, { waitUntil: 'load' });
  return { page, faults, close: () => context.close() };
}

/** What axe finds against WCAG and its best practice, or against some of its rules, in lines. */
export async function violations(page, rules = []) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const axe = new AxeBuilder({ page });
  const found = await (rules.length ? axe.withRules(rules) : axe.withTags(tags)).analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html).join(' ')}`,
  );
}
