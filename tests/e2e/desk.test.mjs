// The editor's desk in a browser: edit it, be told, record it.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chapterhouse, desk } from './desk.mjs';
import { violations } from './reader.mjs';

const chapter = 'chapters/guidance/online-safety/chapter.md';
const addition = 'chapters/guidance/sharing-nudes/local/aldermere/chapter.md';

/** Adds a paragraph to the end of a text. */
const longer = (text, words) => `${text.trimEnd()}\n\n${words}\n`;

/** Opens the bar, if it is not open. */
const open = async (page) => {
  const bar = page.locator('#desk_bar > details');
  if (await bar.getAttribute('open') === null) await bar.locator('summary').click();
  return bar;
};

/** Fills the form that records. */
const fill = async (page, title) => {
  await page.getByLabel('Title of the amendment').fill(title);
  await page.getByLabel('Summary').fill('Says what to do first.');
  await page.getByRole('radio', { name: /^Minor change/ }).check();
  await page.getByLabel('In force from').fill('2026-11-22');
};

test('a saved text is shown at once, and the reader stays where they are', async (test) => {
  const { page, at, read, replace, write, errors } = await desk(test);
  await page.goto(at('/online-safety/'));
  assert.match(await page.locator('#desk_bar summary').innerText(), /^Recorded as it is/);
  const bar = await open(page);
  await page.evaluate(() => { window.stays = true; window.scrollTo(0, 1500); });
  await page.locator('article a').nth(5).focus();
  const place = () => page.evaluate(() => [Math.round(document.activeElement.getBoundingClientRect().top), document.activeElement.textContent]);
  const before = await place();
  replace(chapter, longer(read(chapter), 'Kingfisher.'));
  await page.locator('article p', { hasText: 'Kingfisher.' }).waitFor();
  write(chapter, longer(read(chapter), 'Heron.'));
  await page.locator('article p', { hasText: 'Heron.' }).waitFor();
  assert.deepEqual(await place(), before);
  assert.equal(await page.evaluate(() => window.stays), true, 'the page was loaded again');
  assert.notEqual(await bar.getAttribute('open'), null);
  assert.match(await page.locator('#desk_bar').innerText(), /^Draft[^]*a draft, which differs from version/);
  assert.deepEqual(errors, []);
});

test('what cannot be read is told over the last good page, and mended the page comes back', async (test) => {
  const { page, at, read, replace } = await desk(test);
  await page.goto(at('/online-safety/'));
  const good = read(chapter);
  replace(chapter, longer(good, 'Kingfisher.').replace(/^title:.*$/m, 'title: [broken'));
  await page.locator('.desk-note.is-error').waitFor();
  assert.match(await page.locator('#desk_bar summary').innerText(), /cannot be read/);
  assert.equal(await page.locator('article p', { hasText: 'Kingfisher.' }).count(), 0);
  assert.ok(await page.locator('article p').count() > 5, 'the last good page stays');
  const note = await page.locator('.desk-note.is-error').first().innerText();
  assert.match(note, /Mend:.*chapter\.md:\d+:\d+/s);
  replace(chapter, longer(good, 'Kingfisher.'));
  await page.locator('article p', { hasText: 'Kingfisher.' }).waitFor();
  assert.equal(await page.locator('.desk-note.is-error').count(), 0);
});

test('a finding of the whole manual stands beside its paragraph', async (test) => {
  const { page, at, read, replace } = await desk(test);
  await page.goto(at('/online-safety/'));
  replace(chapter, longer(read(chapter), 'Kingfisher: see [[referals]].'));
  const note = page.locator('.desk-note', { hasText: 'referals' });
  await note.waitFor();
  assert.match(await note.evaluate((element) => element.nextElementSibling.textContent), /Kingfisher/);
  assert.doesNotMatch(await page.content(), /data-at=/);
  await page.goto(at('/@changes/online-safety/'));
  await note.waitFor();
  assert.match(await note.evaluate((element) => element.nextElementSibling.textContent), /Kingfisher/);
  assert.doesNotMatch(await page.content(), /data-at=/);
  await page.goto(at('/@desk/findings/'));
  await page.getByText('referals').waitFor();
});

test('a theme is shown as it is saved, and one that does not work stays as it was', async (test) => {
  const { page, at, top } = await desk(test, 'procedures', '--theme', 'themes/default');
  assert.ok(top);
  await page.goto(at('/'));
  await page.locator('main').waitFor();
  const own = await desk(test, 'procedures', '--theme', 'TOP');
  mkdirSync(join(own.top, 'templates'));
  mkdirSync(join(own.top, 'assets'));
  await own.page.goto(own.at('/online-safety/'));
  await own.page.evaluate(() => { window.stays = true; });
  const style = readFileSync('themes/default/assets/site.css', 'utf8');
  writeFileSync(join(own.top, 'assets/site.css'), `${style}\nh1 { color: rgb(1, 2, 3) }\n`);
  await own.page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)');
  const base = readFileSync('themes/default/templates/base.html', 'utf8');
  writeFileSync(join(own.top, 'templates/base.html'), base.replace('<footer', '<p>Kingfisher</p><footer'));
  await own.page.getByText('Kingfisher').waitFor();
  writeFileSync(join(own.top, 'templates/base.html'), `${base}{% if %}`);
  await own.page.getByText('The theme cannot be used as it is now').waitFor({ state: 'attached' });
  assert.equal(await own.page.getByText('Kingfisher').count(), 1);
  assert.equal(await own.page.evaluate(() => window.stays), true, 'the page was loaded again');
});

test('each view shows its own text, and links lead on within it', async (test) => {
  const { page, at, read, replace } = await desk(test);
  replace(chapter, longer(read(chapter), 'Kingfisher.'));
  await page.goto(at('/online-safety/'));
  await page.locator('article p', { hasText: 'Kingfisher.' }).waitFor();
  await open(page);
  await page.getByRole('link', { name: 'Public now' }).click();
  await page.waitForURL('**/@public/online-safety/');
  assert.equal(await page.getByText('Kingfisher.').count(), 0);
  await page.locator('.crumbs a').first().click();
  await page.waitForURL('**/@public/');
  await page.goto(at('/online-safety/'));
  await open(page);
  await page.getByRole('link', { name: 'Draft with changes marked' }).click();
  assert.match(await page.locator('article ins').innerText(), /Kingfisher\./);
  await open(page);
  await page.getByLabel('As the public site stood on:').fill('2025-06-01');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.waitForURL('**/@on/2025-06-01/online-safety/');
  assert.match(await page.locator('#desk_bar summary').innerText(), /Public on 1 June 2025/);
  await open(page);
  await page.locator('#desk_bar a[href^="/@after/"]').first().click();
  await page.waitForURL('**/@after/**/online-safety/');
});

test('an amendment is recorded from the form, and the public site has it', async (test) => {
  const { page, at, read, replace, folder, top, errors } = await desk(test);
  replace(chapter, longer(read(chapter), 'Kingfisher.'));
  await page.goto(at('/online-safety/'));
  await page.locator('article p', { hasText: 'Kingfisher.' }).waitFor();
  await open(page);
  await page.getByRole('link', { name: 'Record', exact: true }).click();
  assert.match(await page.locator('.marks ins').innerText(), /Kingfisher\./);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Look at it once more' }).click();
  assert.match(await page.getByRole('alert').innerText(), /title.*sentence.*kind of change.*day/s);
  assert.deepEqual(await violations(page), []);
  await fill(page, 'Kingfishers “first”');
  await page.getByLabel('In force from').fill('2026-11-20');
  await page.getByRole('button', { name: 'Look at it once more' }).click();
  assert.match(await page.getByRole('alert').innerText(), /before it is published on 2026-11-22.*“Published on”/s);
  await page.getByLabel('In force from').fill('2026-11-22');
  await page.getByRole('button', { name: 'Look at it once more' }).click();
  await page.getByRole('heading', { name: 'Record this?' }).waitFor();
  assert.match(await page.locator('.marks ins').innerText(), /Kingfisher\./);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Go back' }).click();
  assert.equal(await page.getByLabel('Title of the amendment').inputValue(), 'Kingfishers “first”');
  await page.getByRole('button', { name: 'Look at it once more' }).click();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('heading', { name: 'Recorded' }).waitFor();
  assert.ok(existsSync(join(folder, 'amendments/2026-11-22-kingfishers-first.yaml')));
  await page.goto(at('/@public/online-safety/'));
  await page.locator('article p', { hasText: 'Kingfisher.' }).waitFor();
  const out = join(top, 'public');
  await chapterhouse('build', '--manual', folder, '--as-at', '2026-11-22', '--out', out);
  assert.match(readFileSync(join(out, 'online-safety/index.html'), 'utf8'), /Kingfisher\./);
  assert.doesNotMatch(readFileSync(join(out, 'online-safety/index.html'), 'utf8'), /desk|data-at/);
  assert.deepEqual(errors, []);
});

test('marks of the form stand on their own ground, around words and around blocks', async (test) => {
  const { page, at, read, replace } = await desk(test);
  replace(chapter, longer(read(chapter), 'Kingfisher: see [[referrals]].'));
  await page.goto(at('/online-safety/'));
  await page.locator('article p', { hasText: 'Kingfisher' }).waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(at('/@desk/record/?document=online-safety'));
    const words = page.locator('.marks ins p', { hasText: 'Kingfisher' });
    // A mark that is a line paints nothing behind a block that it holds; axe does not look for that.
    const mark = await words.evaluate((element) => getComputedStyle(element.closest('ins')).display);
    assert.equal(mark, 'block');
    assert.equal(await page.locator('.marks ins p a').evaluate((link) => getComputedStyle(link).color === getComputedStyle(link.closest('ins')).color), true);
    assert.deepEqual(await violations(page), [], colorScheme);
  }
});

test('a draft that is changed on the disk while its form is open is not recorded unseen', async (test) => {
  const { page, at, read, replace, folder } = await desk(test);
  replace(chapter, longer(read(chapter), 'Kingfisher.'));
  const before = readdirSync(join(folder, 'amendments')).length;
  await page.goto(at('/@desk/record/?document=online-safety'));
  await fill(page, 'Kingfishers');
  await page.getByRole('button', { name: 'Look at it once more' }).click();
  await page.getByRole('heading', { name: 'Record this?' }).waitFor();
  replace(chapter, longer(read(chapter), 'Heron.'));
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  assert.match(await page.getByRole('alert').innerText(), /was changed on the disk.*Nothing was recorded/s);
  assert.match(await page.locator('.marks').innerText(), /Heron\./);
  assert.equal(readdirSync(join(folder, 'amendments')).length, before);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('heading', { name: 'Recorded' }).waitFor();
  assert.equal(readdirSync(join(folder, 'amendments')).length, before + 1);
});

test('forms of others are refused, and where nothing is to be recorded there is no form', async (test) => {
  const { page, at, address } = await desk(test);
  const post = (form, headers) => page.request.post(at('/@desk/record/'), { form, headers });
  const origin = address.slice(0, -1);
  const foreign = await post({ step: 'record' }, { origin: 'https://evil.example' });
  assert.equal(foreign.status(), 403);
  const guessed = await post({ step: 'record', token: 'guess' }, { origin });
  assert.equal(guessed.status(), 403);
  assert.match(await guessed.text(), /earlier run of the preview/);
  const read = await desk(test, 'procedures', '--read-only');
  const refused = await read.page.request.get(read.at('/@desk/record/'));
  assert.equal(refused.status(), 403);
  await read.page.goto(read.at('/'));
  assert.equal(await read.page.locator('a[href^="/@desk/record"]').count(), 0);
});

test('the bar, the lists and the notes bar nobody’s way', async (test) => {
  const { page, at, read, replace } = await desk(test);
  replace(chapter, longer(read(chapter), 'Kingfisher: see [[referals]].'));
  replace(addition, longer(read(addition), 'Heron.'));
  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const path of ['/online-safety/', '/@changes/aldermere/sharing-nudes/', '/@desk/drafts/', '/@desk/findings/', '/report/', '/@desk/record/', '/nothing/']) {
        await page.goto(at(path));
        if (await page.locator('#desk_bar > details').count()) await open(page);
        assert.deepEqual(await violations(page), [], `${path} at ${width}, ${colorScheme}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${path} at ${width} is ${overflow} pixels too wide`);
      }
    }
  }
  await page.goto(at('/online-safety/'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.closest('#desk_bar') !== null), true);
  await page.keyboard.press('Enter');
  assert.notEqual(await page.locator('#desk_bar > details').getAttribute('open'), null);
});

test('folders that are moved and branches that are switched are followed, with and without notices', async (test) => {
  for (const options of [[], ['--poll']]) {
    const { page, at, folder, replace, read } = await desk(test, 'tests/manuals/small', ...options);
    await page.goto(at('/'));
    const added = join(folder, 'chapters/guidance/kingfishers');
    cpSync(join(folder, 'chapters/guidance/bullying'), added, { recursive: true });
    await page.goto(at('/@desk/findings/'));
    await page.getByText('kingfishers').first().waitFor();
    replace('chapters/guidance/kingfishers/chapter.md', longer(read('chapters/guidance/kingfishers/chapter.md'), 'Heron.'));
    await page.goto(at('/kingfishers/'));
    await page.locator('article p', { hasText: 'Heron.' }).waitFor();
  }
});

test('Ctrl-C ends it although pages are open', async (test) => {
  const { page, at, end } = await desk(test, 'tests/manuals/small');
  await page.goto(at('/'));
  await page.waitForTimeout(300);
  const start = Date.now();
  assert.deepEqual(await end(), { code: 0, signal: null });
  assert.ok(Date.now() - start < 3000);
});
