// Paper: pages printed with a real browser to PDF, and read back: the stamp, the sheets, the links, the breaks.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { site } from './folder.mjs';
import { open, origin, violations } from './reader.mjs';

/** A day on which the sample's coming change is still to come, and one on which it has come. */
const today = new Date('2026-11-22T14:05:00');
const later = new Date('2027-02-01T09:30:00');
const portable = process.env.PORTABLE_DIR;

/** Points from the top of an A4 sheet: the text of a page stands between its head and its foot. */
const head = 54;
const foot = 842 - 77;

/** What stands on each sheet, by Poppler: lines of words, where they stand and how high they are. */
function read(pdf) {
  const { stdout, status, error } = spawnSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  assert.equal(status, 0, error?.message);
  return stdout.split('<page ').slice(1).map((page, index) => {
    const lines = [];
    for (const [, x, top, bottom, escaped] of page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="[\d.-]+" yMax="([\d.-]+)">(.*?)<\/word>/g)) {
      const words = escaped.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');
      const word = { x: Number(x), words };
      const line = lines.find((own) => Math.abs(own.bottom - bottom) < 2.5);
      if (line) line.parts.push(word);
      else lines.push({ top: Number(top), bottom: Number(bottom), parts: [word] });
    }
    lines.sort((a, b) => a.bottom - b.bottom);
    for (const line of lines) {
      line.size = line.bottom - line.top;
      line.words = line.parts.sort((a, b) => a.x - b.x).map(({ words }) => words).join(' ');
    }
    const said = (isThere) => lines.filter(isThere).map(({ words }) => words).join('\n');
    return {
      number: index + 1,
      // Nothing but feet, of which some are higher than others, is as small as this.
      body: lines.filter(({ top, size }) => top > head && top < foot && size > 9),
      head: said(({ top }) => top <= head),
      foot: said(({ top, size }) => top >= foot || (top > head && size <= 9)),
    };
  });
}

/** A page as it is printed from a menu: `beforeprint` is the browser's own. */
async function printed(path, { clock = today, ...options } = {}) {
  const { page, faults, close } = await open(path, { clock, ...options });
  const pdf = await page.pdf({ preferCSSPageSize: true, displayHeaderFooter: false });
  const links = await page.locator('main article a[href]:not([href^="#"])').evaluateAll((all) => all
    .filter((link) => link.checkVisibility()).map((link) => link.href));
  const headings = await page.locator('main :is(h1, h2, h3, h4, h5, h6, dt, .callout-label)').evaluateAll((all) => all
    .filter((heading) => heading.checkVisibility()).map((heading) => heading.innerText));
  // The name of a local addition is its label, which a style sheet shows.
  headings.push(...await page.locator('main .local').evaluateAll((all) => all.map((own) => own.ariaLabel)));
  await close();
  assert.deepEqual(faults, [], path);
  return { sheets: read(pdf), links, headings };
}

const plain = (text) => text.replace(/\s+/g, '');
const all = (sheets) => sheets.flatMap(({ body }) => body.map(({ words }) => words)).join('\n');

const views = {
  'a long chapter with tables': 'online-safety/print/',
  'a chapter with many contacts': 'referrals/print/',
  'a chapter with law': 'grooming/print/',
  'a partnership’s chapter': 'aldermere/referrals/print/',
  'a chapter as at a date': 'online-safety/as-at/2024-01-31/print/',
  'the words that changed': 'online-safety/as-at/2024-01-31/changes/print/',
  'what has changed since': 'online-safety/as-at/2024-01-31/since/print/',
  'a section': 'guidance/print/',
  'a partnership’s manual': 'aldermere/print/',
};
const sheetsOf = new Map();
for (const [name, path] of Object.entries(views)) sheetsOf.set(name, undefined);
const view = async (name) => {
  if (!sheetsOf.get(name)) sheetsOf.set(name, printed(views[name]));
  return sheetsOf.get(name);
};
after(() => sheetsOf.clear());

const controls = /(Show amendments|Hide amendments|Leave this site|Choose your partnership|Skip to the main content|Remember this partnership|History of this chapter|Read the text in force|Print this section)|^(Menu|Search|History|Print|Next|Previous|More|Chapters)$/m;

for (const name of Object.keys(views)) {
  test(`on paper ${name} says what it is on each sheet`, async () => {
    const { sheets } = await view(name);
    for (const sheet of sheets) {
      const place = `sheet ${sheet.number}`;
      assert.match(sheet.foot, new RegExp(`Page ${sheet.number} of ${sheets.length}`), place);
      assert.match(sheet.foot, /Printed on 22 November 2026 at 14:05\./, place);
      assert.match(sheet.foot, /version|Version|chapters that are in force/, place);
      assert.match(plain(sheet.foot), /https:\/\/procedures\.example\.org\//, place);
      if (!name.includes('as at a date')) assert.match(sheet.foot, /longer than 7 days/, place);
      assert.match(sheet.head, /Four Vales|Aldermere/, place);
    }
    const first = sheets[0].body.map(({ words }) => words).join('\n');
    assert.match(first, name.includes('as at a date') ? /Do not\sact on it\./ : /Do not rely on a printed copy for longer than 7 days\./);
    assert.match(first, /Check for a newer text at https:\/\/procedures\.example\.org\//);
    assert.match(first, /Printed on 22 November 2026 at 14:05\./);
  });

  test(`on paper ${name} has no control, and each link’s address`, async () => {
    const { sheets, links } = await view(name);
    const text = all(sheets);
    assert.equal(controls.exec(text)?.[0], undefined);
    const words = plain(text).toLowerCase();
    const lacking = links.map((link) => link.replace(origin(), 'https://procedures.example.org').replace(/^(tel|mailto):/, ''))
      .filter((link) => !words.includes(plain(decodeURI(link)).toLowerCase()) && !words.replace(/\D/g, '').includes(link.replace(/\D/g, '') || '-'));
    assert.deepEqual(lacking, []);
  });

  test(`on paper ${name} has no heading alone at the foot of a sheet`, async () => {
    const { sheets, headings } = await view(name);
    const known = new Set(headings.map(plain));
    const alone = sheets.filter(({ body }) => body.length > 1).flatMap(({ number, body }) => [1, 2, 3]
      .map((n) => ({ number, size: body.at(-1).size, words: body.slice(-n).map(({ words }) => words).join(' ') }))
      .filter(({ words, size }) => known.has(plain(words)) && size > 11.5));
    assert.deepEqual(alone.map(({ number, words }) => `${number}: ${words}`), []);
  });
}

test('the head of each sheet names the chapter that begins or goes on there', async () => {
  const { sheets } = await view('a partnership’s manual');
  assert.match(sheets[0].head, /Four Vales Safeguarding Children Procedures/);
  const chapters = [...new Set(sheets.slice(1).map((sheet) => sheet.head.split('\n')[0]))];
  const manual = JSON.parse(readFileSync(join(site, 'manual.json'), 'utf8'));
  for (const { number, title } of manual.chapters) {
    assert.ok(sheets.some((sheet) => sheet.head.includes(`${number} ${title}`)), `${number} ${title}`);
  }
  assert.ok(chapters.every((one) => one.includes('Aldermere')));
  const referral = sheets.find((sheet) => sheet.head.includes('Making a referral'));
  assert.match(plain(referral.foot), /ReferringinAldermere,version1\.0/);
});

test('a row stands on one sheet, and the headers of a table on each of its sheets', async () => {
  const { page, close } = await open('online-safety/print/', { clock: today });
  const rows = await page.locator('article tbody tr').evaluateAll((all) => all.map((row) => ({
    cells: [...row.cells].map((cell) => cell.innerText),
    header: [...row.closest('table').querySelectorAll('thead th')].map((cell) => cell.innerText),
  })));
  await close();
  const { sheets } = await view('a long chapter with tables');
  const words = sheets.map(({ body }) => plain(body.map((line) => line.words).join('')).replace(/\[\d+\]/g, ''));
  let n_tables = 0;
  for (const { cells, header } of rows) {
    // Lines of cells beside each other are read across, so each word of the row is looked for by itself.
    const parts = cells.join(' ').split(/\s+/).map((part) => plain(part)).filter((part) => part.length > 4);
    const home = words.filter((sheet) => parts.every((part) => sheet.includes(part)));
    assert.ok(home.length > 0, `no sheet has the whole row: ${cells.join(' | ')}`);
    if (home.some((sheet) => header.every((cell) => sheet.includes(plain(cell))))) n_tables += 1;
  }
  assert.equal(n_tables, rows.length, 'each row has its headers on its sheet');
});

test('without JavaScript a print says for which day it was built, and not when it was printed', async () => {
  const { sheets } = await printed('online-safety/print/', { javaScriptEnabled: false });
  assert.match(sheets[0].foot, /Built for 22 November 2026\./);
  assert.match(all(sheets), /Built for 22 November 2026\./);
  assert.doesNotMatch(sheets.map((sheet) => sheet.foot).join(''), /Printed on/);
});

test('a print made after a newer text took effect says so', async () => {
  const before = await printed('live-streaming/print/');
  assert.doesNotMatch(all(before.sheets), /A newer text of this chapter has been in force/);
  const past = await printed('live-streaming/print/', { clock: later });
  assert.match(all(past.sheets), /A newer text of this chapter has been in force since 11 January 2027\. Do not act on the\stext below\./);
  for (const { foot } of past.sheets) {
    assert.match(foot, /Printed on 1 February 2027 at 09:30\./);
    assert.match(plain(foot), /Anewertextofthischapterhasbeeninforcesince11January2027/);
  }
  const ordinary = await printed('live-streaming/', { clock: later });
  assert.match(plain(ordinary.sheets.at(-1).foot), /Anewertextofthischapterhasbeeninforcesince11January2027/);
});

test('ordinary pages print well, too: no controls, and each sheet is numbered', async () => {
  for (const path of ['online-safety/', 'aldermere/referrals/', 'contacts/', 'legislation/', 'glossary/', 'amendments/', 'online-safety/history/', 'online-safety/as-at/2024-01-31/', 'online-safety/as-at/2024-01-31/changes/', 'guidance/', 'as-at/2024-01-31/']) {
    const { sheets } = await printed(path);
    for (const sheet of sheets) assert.ok(sheet.foot.includes(`${sheet.number} / ${sheets.length}`), `${path}: ${sheet.foot}`);
    assert.doesNotMatch(all(sheets), /\b(Menu|Leave this site|Choose your partnership|Skip to the main content|Show amendments)\b/, path);
    if (/online-safety\/(as-at|$)|referrals/.test(path)) {
      assert.match(all(sheets), /Check this print at/, path);
      assert.match(sheets[0].foot, /Printed on 22 November 2026 at 14:05\./, path);
    }
  }
});

test('nothing bars a reader of a whole manual', async () => {
  const { page, faults, close } = await open('aldermere/print/', { clock: today });
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('"Print" leads to the print view and asks for the printer once', async () => {
  const { page, faults, close } = await open('online-safety/');
  await page.addInitScript(() => { window.print = () => { window.asked = (window.asked ?? 0) + 1; }; });
  await page.locator('.tools .print').click();
  await page.waitForURL(/online-safety\/print\/$/);
  assert.equal(await page.evaluate(() => window.asked), 1);
  await page.reload();
  assert.equal(await page.evaluate(() => window.asked), undefined);
  assert.deepEqual(faults, []);
  await close();
});

const digest = '1600629a58ed';

test('a digest typed from paper says which text it was', async () => {
  const { page, faults, close } = await open('check/', { clock: today });
  const field = page.getByLabel('Digest of the print');
  const answer = page.locator('.check-answer');
  const type = async (words) => { await field.fill(words); await page.getByRole('button', { name: 'Check', exact: true }).click(); };
  await type('');
  assert.match(await answer.innerText(), /Type the digest/);
  await type('16');
  assert.match(await answer.innerText(), /at least four signs: 2 are too few/);
  await type('16 zz');
  assert.match(await answer.innerText(), /only the digits 0 to 9 .*: z$/);
  await type(' I6 00 62 9A ');
  await page.waitForURL(/check\/1\/#1600629a$/);
  await page.locator('.check-answer:not(:empty)').waitFor();
  assert.match(await answer.innerText(), /Found: 1600629a58ed 2\.5 Online safety, version 2\.3\. In force since 20 November 2026/i);
  assert.equal(await page.locator('[data-digest]:visible').count(), 1);
  await type('1111 1111');
  assert.match(await answer.innerText(), /No recorded text has a digest that begins with 11111111/);
  assert.deepEqual(faults, []);
  await close();
});

test('the address in the stamp opens the text, without JavaScript too', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, faults, close } = await open(`check/1/#${digest}`, { clock: today, javaScriptEnabled });
    const entry = page.locator(`[id="${digest}"]`);
    assert.match(await entry.innerText(), /In force since 20 November 2026\. This print is of the current version\./);
    assert.ok(await entry.getByRole('link', { name: 'Read what applies now' }).isVisible());
    assert.deepEqual(faults, []);
    await close();
  }
});

test('a text that was replaced says by what, and shows what has changed since', async () => {
  const manual = JSON.parse(readFileSync(join(site, 'manual.json'), 'utf8'));
  const { versions } = manual.chapters.find(({ slug }) => slug === 'online-safety');
  const old = versions.find(({ number }) => number === '1.0');
  const { page, close } = await open(`check/${old.sha256[0]}/#${old.sha256.slice(0, 12)}`, { clock: today });
  const entry = page.locator(`[data-digest="${old.sha256}"]`);
  assert.match(await entry.innerText(), /It is no longer in force: version .* took its place\./);
  await entry.getByRole('link', { name: 'What has changed since' }).click();
  await page.waitForURL(/online-safety\/as-at\/.*\/since\/$/);
  await close();
});

test('a text that is overtaken by a known one says so by the reader’s clock', async () => {
  const manual = JSON.parse(readFileSync(join(site, 'manual.json'), 'utf8'));
  const { versions } = manual.chapters.find(({ slug }) => slug === 'live-streaming');
  for (const [clock, before, after] of [[today, /In force since/, /Not in force until 11 January 2027/], [later, /It is no longer in force/, /In force since 11 January 2027/]]) {
    for (const [version, expected] of [[versions.filter(({ in_force }) => in_force < '2027-01-11').at(-1), before], [versions.find(({ in_force }) => in_force === '2027-01-11'), after]]) {
      const { page, close } = await open(`check/${version.sha256[0]}/`, { clock });
      assert.match(await page.locator(`[data-digest="${version.sha256}"]`).innerText(), expected);
      await close();
    }
  }
});

test('a print is checked from a folder, too', { skip: portable && existsSync(portable) ? false : 'no PORTABLE_DIR' }, async () => {
  const { page, faults, close } = await open(`file://${portable}/check/index.html`, { clock: today });
  await page.getByLabel('Digest of the print').fill('1600 629a');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.waitForURL(/check\/1\/index\.html#1600629a$/);
  await page.locator('.check-answer:not(:empty)').waitFor();
  assert.match(await page.locator('.check-answer').innerText(), /Online safety, version 2\.3/);
  assert.deepEqual(faults, []);
  await close();
});
