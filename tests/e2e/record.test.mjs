// The record in a browser: what changed, when, and what a page says once it is out of date.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { files, site } from './folder.mjs';
import { open, origin, violations } from './reader.mjs';

const html = files.filter((name) => name.endsWith('.html'));
const dated = html.filter((name) => /^[^/]+\/as-at\/[\d-]+\/index\.html$/.test(name));
const marked = html.filter((name) => /\/as-at\/[\d-]+\/(changes|since)\/index\.html$/.test(name));

/** A chapter that changes on a day to come, and pages of its record. */
const coming = {
  chapter: 'live-streaming/',
  text: 'live-streaming/as-at/2027-01-11/',
  changes: 'live-streaming/as-at/2027-01-11/changes/',
};
/** A moment of the day for which `tests/run` builds the site. */
const before = '2026-11-22T12:00:00Z';

// From an amendment to its words

test('the words that changed are two steps from the list of amendments, without JavaScript', async () => {
  const { page, close } = await open('amendments/', { javaScriptEnabled: false });
  const amendment = page.locator('article.amendment', { hasText: 'New offences of sharing' });
  await amendment.getByRole('link', { name: 'What changed' }).first().click();
  assert.match(page.url(), /\/as-at\/2024-01-31\/changes\/$/);
  const place = page.locator('.places a').first();
  const id = (await place.getAttribute('href')).slice(1);
  await place.click();
  assert.match(page.url(), /#/);
  assert.ok(await page.locator(`[id="${id}"]`).isVisible());
  assert.ok((await page.locator('article.prose ins').count()) > 0);
  await close();
});

test('the page of an amendment shows the words that it changed', async () => {
  const { page, close } = await open('amendments/', { javaScriptEnabled: false });
  await page.getByRole('link', { name: 'New offences of sharing intimate images' }).first().click();
  assert.match(page.url(), /\/amendments\/2024-01-31-intimate-images\/$/);
  assert.ok(await page.locator('.passages ins').first().isVisible());
  await close();
});

// "Show amendments" on a chapter's page

const ways = {
  'a click': (page) => page.locator('.show-changes').click(),
  Enter: (page) => page.keyboard.press('Enter'),
  Space: (page) => page.keyboard.press('Space'),
};

for (const [way, press] of Object.entries(ways)) {
  test(`${way} shows the amendments in the text, and another takes them away`, async () => {
    const { page, faults, close } = await open('online-safety/', { viewport: { width: 390, height: 500 } });
    const control = page.locator('.show-changes');
    const article = page.locator('main article.prose');
    const status = page.locator('.show-changes + [role="status"]');
    assert.equal(await control.getAttribute('role'), 'button');
    assert.equal(await control.getAttribute('aria-pressed'), 'false');
    assert.equal(await article.locator('ins, del').count(), 0);
    await control.focus();
    const plain = await article.innerHTML();
    const stands = await page.evaluate(() => window.scrollY);

    await press(page);
    await page.locator('.show-changes[aria-pressed="true"]').waitFor();
    assert.ok(await article.locator('ins').first().isVisible());
    assert.equal(await status.innerText(), 'The last amendment is marked in the text.');
    assert.equal(await control.innerText(), 'Hide amendments');
    assert.equal(await page.locator('main article.prose').count(), 1);
    assert.equal(page.url(), `${origin()}/online-safety/`);
    assert.equal(await page.evaluate(() => window.scrollY), stands);
    assert.ok(await control.evaluate((element) => element === document.activeElement));

    await press(page);
    await page.locator('.show-changes[aria-pressed="false"]').waitFor();
    assert.equal(await article.innerHTML(), plain);
    assert.equal(await status.innerText(), 'The text is shown without marks.');
    assert.equal(await page.evaluate(() => window.scrollY), stands);
    assert.ok(await control.evaluate((element) => element === document.activeElement));
    assert.deepEqual(faults, []);
    await close();
  });
}

test('amendments that are shown in the text bar nobody, and lead where the text leads', async () => {
  const { page, close } = await open('online-safety/');
  await page.locator('.show-changes').click();
  await page.locator('.show-changes[aria-pressed="true"]').waitFor();
  assert.deepEqual(await violations(page), []);
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), []);
  const hrefs = await page
    .locator('article.prose a[href]')
    .evaluateAll((all) => all.map(({ href }) => href));
  const broken = hrefs.filter((href) => {
    const { origin: host, pathname } = new URL(href);
    return host === origin() && !files.includes(`${decodeURIComponent(pathname).slice(1)}index.html`);
  });
  assert.deepEqual(broken, []);
  await close();
});

test('nothing is stored about a reader who shows amendments', async () => {
  const { page, close } = await open('online-safety/');
  await page.locator('.show-changes').click();
  await page.locator('.show-changes[aria-pressed="true"]').waitFor();
  const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  assert.deepEqual(stored, [0, 0, '']);
  assert.deepEqual(await page.context().cookies(), []);
  await close();
});

test('presses that come before the marks count as one, and the text comes back as it was', async () => {
  const { page, close } = await open('online-safety/');
  const scripts = [];
  await page.route('**/assets/changes.js', (route) => {
    scripts.push(route.request().url());
    setTimeout(() => route.continue(), 300);
  });
  const control = page.locator('.show-changes');
  const article = page.locator('main article.prose');
  const plain = await article.innerHTML();
  await control.click();
  await control.click();
  await control.dblclick();
  await page.locator('.show-changes[aria-pressed="true"]').waitFor();
  await page.waitForTimeout(300);
  assert.equal(scripts.length, 1);
  assert.equal(await control.getAttribute('aria-pressed'), 'true');
  await control.click();
  assert.equal(await article.innerHTML(), plain);
  await control.click();
  assert.ok(await article.locator('ins').first().isVisible());
  await close();
});

test('while amendments are shown a sentence says so and leads to the first, contents follow, and cards stay as they are', async () => {
  for (const width of [390, 1280]) {
    const { page, close } = await open('online-safety/', { viewport: { width, height: 800 } });
    const card = page.locator('.card').first();
    const look = () => card.evaluate((element) => [getComputedStyle(element).paddingLeft, getComputedStyle(element).borderLeftWidth]);
    const before = await look();
    await page.locator('.show-changes').click();
    await page.locator('.show-changes[aria-pressed="true"]').waitFor();
    assert.deepEqual(await look(), before);
    if (width === 1280) {
      for (const id of ['devices', 'the-law']) {
        await page.locator(`#${id}`).evaluate((heading) => heading.scrollIntoView());
        await page.locator(`.contents [aria-current][href="#${id}"]`).waitFor();
      }
    }
    const sentence = page.locator('.show-changes + [role="status"] a');
    assert.ok((await sentence.boundingBox()).height >= 20);
    await sentence.click();
    assert.ok(await page.locator(':is(ins, del):target').isVisible());
    await close();
  }
});

test('paper has the text that its stamp certifies, also while amendments are shown', async () => {
  const { page, close } = await open('online-safety/');
  await page.locator('.show-changes').click();
  await page.locator('.show-changes[aria-pressed="true"]').waitFor();
  await page.evaluate(() => {
    const count = () => document.querySelectorAll('article ins, article del').length;
    addEventListener('beforeprint', () => { window.printed = count(); });
  });
  await page.pdf();
  assert.equal(await page.evaluate(() => window.printed), 0);
  assert.ok(await page.locator('article ins').first().isVisible());
  await close();
});

test('where the script that shows amendments does not come, the link is followed', async () => {
  const { page, close } = await open('online-safety/');
  await page.route('**/assets/changes.js', (route) => route.abort());
  await page.locator('.show-changes').click();
  await page.waitForURL(/\/online-safety\/as-at\/[\d-]+\/changes\/$/);
  await close();
});

test('without JavaScript "Show amendments" is a link to the words that changed', async () => {
  const { page, close } = await open('online-safety/', { javaScriptEnabled: false });
  const control = page.locator('.show-changes');
  assert.equal(await control.getAttribute('role'), null);
  await control.click();
  assert.match(page.url(), /\/online-safety\/as-at\/[\d-]+\/changes\/$/);
  assert.ok(await page.locator('article.prose ins').first().isVisible());
  await close();
});

const portable = process.env.PORTABLE_DIR;

test(
  'from a folder "Show amendments" is a link to the words that changed',
  { skip: portable ? false : 'PORTABLE_DIR names no portable site: NOT CHECKED' },
  async () => {
    const { page, faults, close } = await open(pathToFileURL(join(portable, 'online-safety/index.html')).href);
    await page.locator('.show-changes').click();
    await page.waitForURL(/^file:.*\/online-safety\/as-at\/[\d-]+\/changes\/index\.html$/);
    assert.ok(await page.locator('article.prose ins').first().isVisible());
    assert.deepEqual(faults, []);
    await close();
  },
);

// A page that outlives its truth

/** Whether a notice with these words can be read on a page. */
async function reads(page, words) {
  const notice = page.locator('main .callout', { hasText: words });
  return (await notice.count()) > 0 && notice.first().isVisible();
}

test('before the day of a change the page says that it will come', async () => {
  const chapter = await open(coming.chapter, { clock: before });
  assert.ok(await reads(chapter.page, 'This chapter changes on 11 January 2027'));
  assert.ok(!(await reads(chapter.page, 'Out of date')));
  await chapter.close();
  const text = await open(coming.text, { clock: before });
  assert.ok(await reads(text.page, 'Not in force yet'));
  assert.ok(!(await reads(text.page, 'has been in force since')));
  await text.close();
  const changes = await open(coming.changes, { clock: before });
  assert.ok(await reads(changes.page, 'These changes are not in force until 11 January 2027'));
  await changes.close();
});

test('after the day of a change the page says that it is out of date and leads to the newer text', async () => {
  const { page, close } = await open(coming.chapter, { clock: '2027-01-12T12:00:00Z' });
  assert.ok(await reads(page, 'Out of date'));
  assert.ok(!(await reads(page, 'This chapter changes on')));
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'Read the newer text' }).click();
  assert.equal(page.url(), `${origin()}/${coming.text}`);
  assert.ok(await reads(page, 'has been in force since 11 January 2027'));
  assert.ok(!(await reads(page, 'Not in force yet')));
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'What changed then' }).click();
  assert.equal(page.url(), `${origin()}/${coming.changes}`);
  assert.ok(!(await reads(page, 'not in force')));
  await close();
});

// Half past midnight and half past eleven the evening before, where readers are.
const zones = [
  ['Pacific/Auckland', '2027-01-10T10:30:00Z', '2027-01-10T11:30:00Z'],
  ['Europe/London', '2027-01-10T23:30:00Z', '2027-01-11T00:30:00Z'],
  ['America/Los_Angeles', '2027-01-11T07:30:00Z', '2027-01-11T08:30:00Z'],
];

for (const [timezoneId, evening, morning] of zones) {
  test(`the day of a change begins at the reader’s own midnight: ${timezoneId}`, async () => {
    for (const [clock, isChanged] of [[evening, false], [morning, true]]) {
      const chapter = await open(coming.chapter, { timezoneId, clock });
      assert.equal(await reads(chapter.page, 'Out of date'), isChanged);
      assert.equal(await reads(chapter.page, 'This chapter changes on'), !isChanged);
      await chapter.close();
      const text = await open(coming.text, { timezoneId, clock });
      assert.equal(await reads(text.page, 'has been in force since'), isChanged);
      assert.equal(await reads(text.page, 'Not in force yet'), !isChanged);
      await text.close();
    }
  });
}

// Texts of other days

test('a past text says so, leads to the text in force and is kept from search engines, without JavaScript', async () => {
  const { page, close } = await open('online-safety/as-at/2024-01-31/', { javaScriptEnabled: false });
  const banner = page.locator('main .callout-warning').first();
  assert.match(await banner.innerText(), /Superseded[\s\S]*31 January 2024[\s\S]*20 January 2025/);
  const follows = await page.evaluate(
    () => document.querySelector('main .callout-warning').compareDocumentPosition(document.querySelector('article.prose')),
  );
  assert.ok(follows & 4, 'it stands before the text');
  await banner.getByRole('link', { name: 'Read the text in force' }).click();
  assert.equal(page.url(), `${origin()}/online-safety/`);
  await close();
});

test('every page of another day is kept from search engines, and names the chapter’s own page', () => {
  assert.ok(dated.length > 0 && marked.length > 0);
  for (const file of [...dated, ...marked]) {
    const text = readFileSync(join(site, file), 'utf8');
    assert.match(text, /<meta name="robots" content="noindex">/, file);
    const [, canonical] = /<link rel="canonical" href="([^"]*)">/.exec(text) ?? [];
    // Of a partnership that left, the region's page is the one to list.
    const own = file.split('/as-at/')[0].replace(/^kestrelby\//, '');
    assert.equal(new URL(canonical).pathname, `/${own}/`, file);
  }
  const own = readFileSync(join(site, 'online-safety/index.html'), 'utf8');
  assert.doesNotMatch(own, /noindex/);
});

// Marks

test('marks are well formed on every page', async () => {
  const { page, close } = await open('');
  const told = [];
  let count = 0;
  for (const file of html) {
    const text = readFileSync(join(site, file), 'utf8');
    const found = await page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, 'text/html');
      const faults = [];
      const ids = [...parsed.querySelectorAll('[id]')].map(({ id }) => id);
      for (const id of ids.filter((each, at) => ids.indexOf(each) !== at)) faults.push(`${id} is there twice`);
      for (const link of parsed.querySelectorAll('.places a')) {
        const id = link.getAttribute('href').slice(1);
        if (!ids.includes(id)) faults.push(`the list of places leads to ${id}, which is not there`);
      }
      const marks = [...parsed.querySelectorAll('ins, del')].filter((mark) => !mark.closest('.mark-key'));
      for (const mark of marks) {
        const told = mark.outerHTML.slice(0, 120);
        if (mark.parentElement.matches('ul, ol, table, thead, tbody, tr, dl')) {
          faults.push(`stands in ${mark.parentElement.localName}: ${told}`);
        }
        const words = (node) => node.textContent.replace(/\s+/g, ' ').trim();
        const notes = [...mark.querySelectorAll('.mark-note')].map(words);
        const [first, last] = [notes[0], notes.at(-1)];
        if (!first || !words(mark).startsWith(first)) faults.push(`begins without words: ${told}`);
        if (!last || notes.length < 2 || !words(mark).endsWith(last)) faults.push(`ends without words: ${told}`);
      }
      return { faults, count: marks.length };
    }, text);
    count += found.count;
    told.push(...found.faults.map((fault) => `${file}: ${fault}`));
  }
  assert.ok(count > 0);
  assert.deepEqual(told, []);
  await close();
});

test('the list of changed places counts what it lists', () => {
  for (const file of marked) {
    const [list] = /<nav class="places"[\s\S]*?<\/nav>/.exec(readFileSync(join(site, file), 'utf8')) ?? [];
    if (!list) continue;
    const [, count] = /<h2>[^<]*?(\d+)<\/h2>/.exec(list);
    assert.equal(list.match(/<li>/g).length, Number(count), file);
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`marks and the words around them can be read: ${colorScheme}`, async () => {
    for (const path of [coming.changes, 'online-safety/as-at/2024-01-31/since/']) {
      const { page, close } = await open(path, { colorScheme });
      const note = page.locator('article.prose ins > .mark-note').first();
      assert.ok((await note.boundingBox()).width <= 1, 'they are out of the way');
      await page.getByRole('checkbox').check();
      assert.ok((await note.boundingBox()).width > 10, 'they can be shown');
      await page.locator('details').evaluateAll((all) => all.forEach((each) => { each.open = true; }));
      assert.deepEqual(await violations(page), [], path);
      await close();
    }
  });
}

test('on paper what is new is underlined and what is gone is struck through, without colour', async () => {
  const { page, close } = await open(coming.changes);
  await page.emulateMedia({ media: 'print' });
  const lines = (name) => page
    .locator(`article.prose ${name}`)
    .evaluateAll((all) => [...new Set(all.flatMap((each) => {
      // Around blocks the words have the line, and the note beside them has none.
      const marked = each.querySelector(':scope > :is(p, ul, ol, dl, div, blockquote, h2, h3, h4, h5, h6, pre, hr)');
      const parts = marked ? [...each.children].filter((part) => !part.matches('.mark-note')) : [each];
      return parts.map((part) => getComputedStyle(part).textDecorationLine);
    }))]);
  assert.deepEqual(await lines('ins'), ['underline']);
  assert.deepEqual(await lines('del'), ['line-through']);
  const ink = await page
    .locator('article.prose :is(ins, del)')
    .evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).color))]);
  assert.deepEqual(ink, ['rgb(0, 0, 0)']);
  assert.equal(await page.getByRole('checkbox').isVisible(), false, 'paper has nothing to press');
  await close();
});

// Choosing amendments

test('two choices leave the amendments that match both, and say how many', async () => {
  const { page, faults, close } = await open('amendments/');
  await page.locator('.filters > summary').click();
  const entries = page.locator('article.amendment');
  const all = await entries.count();
  const result = page.locator('.filter-result');
  assert.equal(await result.getAttribute('role'), 'status');
  const choice = (kind, value) => page.locator(`[data-filter="${kind}"] [data-value="${value}"]`);
  const shown = () => page.locator('article.amendment:visible').evaluateAll(
    (list) => list.map(({ dataset }) => ({ significance: dataset.significance, sections: dataset.section.split(' ') })),
  );

  await choice('significance', 'minor').click();
  const minor = await shown();
  assert.ok(minor.length > 0 && minor.length < all);
  assert.ok(minor.every(({ significance }) => significance === 'minor'));
  assert.equal(await result.innerText(), `${minor.length} of ${all} amendments`);

  await choice('section', 'core').focus();
  await page.keyboard.press('Space');
  const both = await shown();
  assert.ok(both.length > 0 && both.length < minor.length);
  assert.ok(both.every(({ significance, sections }) => significance === 'minor' && sections.includes('core')));
  assert.equal(await result.innerText(), `${both.length} of ${all} amendments`);
  const empty = await page.locator('main section:visible').evaluateAll(
    (list) => list.filter((each) => ![...each.querySelectorAll('article')].some((entry) => entry.offsetParent)).length,
  );
  assert.equal(empty, 0, 'no heading stands over nothing');
  assert.deepEqual(await violations(page), []);

  await choice('section', 'core').click();
  assert.equal(await choice('section', 'core').getAttribute('aria-pressed'), 'false');
  assert.equal((await shown()).length, minor.length);
  await choice('significance', 'minor').click();
  assert.equal((await shown()).length, all);
  assert.equal(await result.innerText(), '');
  assert.deepEqual(faults, []);
  await close();
});

test('without JavaScript each choice is a page or a place that shows what was chosen', async () => {
  const { page, faults, close } = await open('amendments/', { javaScriptEnabled: false });
  const choices = await page.locator('[data-filter] a').evaluateAll((links) => links.map((link) => ({
    kind: link.closest('[data-filter]').dataset.filter,
    value: link.dataset.value,
    href: link.getAttribute('href'),
  })));
  assert.ok(choices.length > 0);
  for (const { kind, value, href } of choices) {
    await page.goto(new URL(href, `${origin()}/amendments/`).href);
    if (href.startsWith('#')) {
      assert.equal(await page.locator(`[id="${href.slice(1)}"]`).count(), 1, href);
      continue;
    }
    const values = await page
      .locator('article.amendment')
      .evaluateAll((list, name) => list.map((each) => each.getAttribute(`data-${name}`).split(' ')), kind);
    assert.ok(values.length > 0 && values.every((each) => each.includes(value)), href);
    assert.equal(await page.locator('[aria-current="page"][data-value]').getAttribute('data-value'), value);
  }
  assert.deepEqual(faults, []);
  await close();
});
