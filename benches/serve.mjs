// Measures a preview in Chromium: the time from starting the program to its first page, and from saving a file to
// the moment at which the page that shows it has the new text.
// Usage: node benches/serve.mjs CHAPTERS ROUNDS [chapterhouse|hugo|zola]   (needs tests/node_modules; see tests/run)
// CHAPTERHOUSE_BIN, HUGO_BIN and ZOLA_BIN name the programs. All show the same texts; the others with a template
// that has nothing but the text.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch } from '../tests/e2e/browser.mjs';

const [chapters = '100', rounds = '30', name = 'chapterhouse'] = process.argv.slice(2);
const chapterhouse = process.env.CHAPTERHOUSE_BIN ?? 'target/release/chapterhouse';
const top = mkdtempSync(join(process.env.BENCH_IN ?? tmpdir(), 'serve-'));
let child;
process.on('exit', () => {
  child?.kill('SIGKILL');
  rmSync(top, { recursive: true, force: true, maxRetries: 5 });
});

const port = await new Promise((found) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const free = server.address().port;
    server.close(() => found(free));
  });
});

const manual = join(top, 'manual');
execFileSync(chapterhouse, ['bench-manual', '--chapters', chapters, manual]);
const numbers = Array.from({ length: Number(chapters) }, (_, index) => index + 1);
const inSection = Math.max(25, Math.ceil(Number(chapters) / 12));
const source = (n) => join(manual, `chapters/part-${Math.floor((n - 1) / inSection) + 1}/topic-${n}/chapter.md`);

// The same texts without what only Chapterhouse knows.
const plain = (n) => readFileSync(source(n), 'utf8').replace(/^---\n[^]*?\n---\n/, '').replace(/\[\[|\]\]|\{#[^}]*\}/g, '').replace(/^> \[!LAW\].*$/gm, '');
const site = join(top, 'site');
const others = {
  hugo() {
    mkdirSync(join(site, 'content/topics'), { recursive: true });
    mkdirSync(join(site, 'layouts'), { recursive: true });
    writeFileSync(join(site, 'hugo.toml'), "baseURL = 'http://127.0.0.1/'\ntitle = 'Bench'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'section', 'home']\n");
    writeFileSync(join(site, 'layouts/single.html'), '<!doctype html><html lang="en"><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>\n');
    for (const n of numbers) writeFileSync(join(site, `content/topics/topic-${n}.md`), `+++\ntitle = 'Topic ${n}'\n+++\n${plain(n)}`);
    return {
      file: join(site, 'content/topics/topic-1.md'),
      path: 'topics/topic-1/',
      command: [process.env.HUGO_BIN ?? 'hugo', ['server', '--renderToMemory', '--port', String(port), '--bind', '127.0.0.1', '--source', site]],
    };
  },
  zola() {
    mkdirSync(join(site, 'content'), { recursive: true });
    mkdirSync(join(site, 'templates'), { recursive: true });
    writeFileSync(join(site, 'config.toml'), "base_url = 'http://127.0.0.1'\ngenerate_feeds = false\n");
    writeFileSync(join(site, 'templates/page.html'), '<!doctype html><html lang="en"><head><title>{{ page.title }}</title></head><body><main>{{ page.content | safe }}</main></body></html>\n');
    writeFileSync(join(site, 'templates/index.html'), '<!doctype html><html lang="en"><head><title>Bench</title></head><body><main></main></body></html>\n');
    for (const n of numbers) writeFileSync(join(site, `content/topic-${n}.md`), `+++\ntitle = 'Topic ${n}'\n+++\n${plain(n)}`);
    return {
      file: join(site, 'content/topic-1.md'),
      path: 'topic-1/',
      command: [process.env.ZOLA_BIN ?? 'zola', ['--root', site, 'serve', '--port', String(port)]],
    };
  },
  chapterhouse() {
    return {
      file: source(1),
      path: 'topic-1/',
      command: [chapterhouse, ['serve', '--manual', manual, '--port', String(port), '--as-at', '2026-11-22']],
    };
  },
};
const { file, path, command } = others[name]();
const url = `http://127.0.0.1:${port}/${path}`;

// What was written must not be busy with the disk when the clock runs.
execFileSync('sync');
const load = loadavg()[0].toFixed(1);
const started = performance.now();
child = spawn(...command, { stdio: 'ignore' });
for (;;) {
  const answer = await fetch(url).catch(() => undefined);
  if (answer?.ok && (await answer.text()).includes('<main')) break;
  await sleep(2);
}
const first = performance.now() - started;
await sleep(Number(chapters) > 1000 ? 8000 : 2000);

const browser = await launch();
const page = await (await browser.newContext()).newPage();
await page.addInitScript(() => {
  const look = () => {
    const text = document.querySelector('main')?.textContent ?? '';
    for (const [mark] of text.matchAll(/kingfisher-\d+/g)) {
      if (!sessionStorage.getItem(mark)) sessionStorage.setItem(mark, String(performance.timeOrigin + performance.now()));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
});
await page.goto(url);
await sleep(1000);
const text = readFileSync(file, 'utf8').trimEnd();
const times = [];
for (let round = 1; round <= Number(rounds); round += 1) {
  const mark = `kingfisher-${round}`;
  writeFileSync(`${file}.tmp`, `${text}\n\nA new paragraph: ${mark}.\n`);
  const saved = performance.timeOrigin + performance.now();
  renameSync(`${file}.tmp`, file);
  let seen = null;
  for (const until = Date.now() + 5_000; !seen && Date.now() < until;) {
    await sleep(25);
    seen = await page.evaluate((key) => sessionStorage.getItem(key), mark).catch(() => null);
  }
  // What was never shown counts as longer than all others.
  times.push(seen ? Number(seen) - saved : Infinity);
  await sleep(300 + Math.random() * 200);
}
times.sort((a, b) => a - b);
const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(0);
console.log(`| ${name} | ${chapters} | ${(first / 1000).toFixed(2)} s | ${at(0)} | ${at(0.5)} | ${at(0.9)} | ${load} |`);
await browser.close();
process.exit(0);
