// The sites of partnerships in a browser: choosing one, reading its texts and numbers, and being remembered only when asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, origin, violations } from './reader.mjs';

const chapter = 'online-safety/';
const ours = `aldermere/${chapter}`;
const name = 'Aldermere';
/** Aldermere's hub, which its addition names, and nobody else's page does. */
const number = '01632 960101';

const at = (page) => page.url().slice(origin().length + 1);
const article = (page) => page.locator('main article.prose');
const local = (page) => article(page).locator('section[data-document="online-safety/aldermere"]');

/** That a page is the chapter with what Aldermere adds, and with its own number. */
async function isOurs(page) {
  assert.equal(at(page).split('#')[0], ours);
  assert.equal(await local(page).count(), 1);
  assert.match(await local(page).getAttribute('data-version'), /^\d+\.\d+/);
  assert.ok(await local(page).isVisible());
  assert.ok((await article(page).innerText()).includes(number));
  assert.equal(await article(page).locator(`a[href="tel:${number.replace(' ', '')}"]`).count() > 0, true);
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`${how} JavaScript a reader chooses a partnership and stays in its site`, async () => {
    const { page, faults, close } = await open(chapter, { javaScriptEnabled });
    assert.equal(await local(page).count(), 0);
    assert.ok(!(await article(page).innerText()).includes(number), 'the region gives no partnership’s number');
    await page.locator('.picker summary').click();
    await page.locator('.picker').getByRole('link', { name }).click();
    await isOurs(page);

    await page.locator('.site-nav').getByRole('link', { name: '2. Guidance' }).click();
    assert.equal(at(page), 'aldermere/guidance/');
    await page.locator('main').getByRole('link', { name: 'Bullying' }).first().click();
    assert.equal(at(page), 'aldermere/bullying/');
    await page.goBack();
    await page.goBack();
    await isOurs(page);
    await page.goBack();
    assert.equal(at(page), chapter);
    await page.goForward();
    await isOurs(page);
    assert.deepEqual(faults, []);
    await close();
  });
}

test('a partnership is chosen with the keyboard alone', async () => {
  const { page, close } = await open(chapter);
  await page.locator('.picker summary').focus();
  await page.keyboard.press('Enter');
  const wanted = page.locator('.picker').getByRole('link', { name });
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((link) => link === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/${ours}`);
  await isOurs(page);
  await close();
});

test('the regional text says at its place who adds something, as links', async () => {
  const { page, close } = await open(chapter);
  const links = article(page).locator('.local-links a');
  assert.equal(await links.count(), 2);
  assert.equal(await article(page).locator('.local-links').first().innerText(), '');
  await page.getByRole('link', { name: `Local addition: ${name}` }).click();
  assert.equal(at(page), `${ours}#own_addition`);
  assert.ok(await local(page).isVisible());
  await close();
});

test('nothing is remembered unasked; once asked, the local page is offered and never forced', async () => {
  const { page, close } = await open(ours);
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.equal(await kept(), '{}');
  assert.ok(!(await page.locator('.offer').isVisible()));
  await page.locator('.picker summary').click();
  await page.getByRole('button', { name: 'Remember this partnership' }).click();
  assert.match(await page.locator('.remember [role="status"]').innerText(), /on this device only/);
  assert.equal(await kept(), '{"partnership":"aldermere"}');

  await page.goto(`${origin()}/${chapter}`);
  assert.equal(at(page), chapter, 'the reader is not sent elsewhere');
  await page.getByRole('link', { name: `Read this page for ${name}` }).click();
  await isOurs(page);

  await page.goto(`${origin()}/${chapter}`);
  await page.locator('.picker summary').click();
  await page.getByRole('button', { name: 'Forget my partnership' }).click();
  assert.equal(await kept(), '{}');
  assert.equal(await page.locator('.picker [role="status"]').innerText(), 'It is forgotten.');
  assert.ok(await page.locator('.picker summary').evaluate((element) => element === document.activeElement));
  await page.locator('.picker summary').click();
  assert.ok(!(await page.locator('.offer').isVisible()));
  await close();
});

for (const width of [320, 390, 800, 1280]) {
  test(`the offer leaves whose text it is, and the choice of another, as they are: ${width} px wide`, async () => {
    for (const path of [`thornhaven/${chapter}`, chapter]) {
      const { page, faults, close } = await open(path, { viewport: { width, height: 800 } });
      const box = () => page.locator('.whose').boundingBox();
      const before = await box();
      await page.evaluate(() => localStorage.setItem('partnership', 'aldermere'));
      await page.reload({ waitUntil: 'networkidle' });
      const offer = page.getByRole('link', { name: `Read this page for ${name}` });
      assert.deepEqual(await box(), before, 'nothing moves');
      // Where the strip has no room for it, the opened picker has.
      const hasRoom = await offer.isVisible();
      assert.ok(hasRoom || (width === 320 && path === chapter));
      const covered = await page.locator('.picker summary').evaluate((summary) => {
        const range = document.createRange();
        range.selectNodeContents(summary);
        return [...range.getClientRects()].filter((rect) => [rect.left + 1, rect.right - 1].some(
          (x) => !summary.contains(document.elementFromPoint(x, rect.top + rect.height / 2)),
        )).length;
      });
      assert.equal(covered, 0, 'the name can be read');
      assert.deepEqual(await violations(page), []);
      await page.locator('.picker summary').click({ position: { x: 20, y: 20 } });
      await page.locator('.picker').getByRole('link', { name: 'Westmark' }).click({ trial: true });
      // Below the list the colour of the strip goes on.
      const [strip, opened] = [await box(), await page.locator('.picker').boundingBox()];
      const list = await page.locator('.picker > :last-child').boundingBox();
      assert.ok(strip.y + strip.height >= opened.y + opened.height && strip.y + strip.height > list.y + list.height + 8);
      if (hasRoom) await page.locator('.picker summary').press('Enter');
      await offer.click();
      await page.waitForURL(`**/aldermere/${chapter}`);
      assert.deepEqual(faults, []);
      await close();
    }
  });
}

test('the record, the list of amendments and the contacts stay within the partnership', async () => {
  const { page, close } = await open(ours);
  await page.locator('main').getByRole('link', { name: 'History' }).first().click();
  assert.equal(at(page), `${ours}history/`);
  await page.getByRole('link', { name: 'What changed then' }).first().click();
  assert.match(at(page), /^aldermere\/online-safety\/as-at\/[\d-]+\/changes\/$/);
  await page.locator('.site-nav').getByRole('link', { name: 'Amendments' }).click();
  assert.equal(at(page), 'aldermere/amendments/');
  assert.ok(!(await page.locator('main').innerText()).includes('Thornhaven Safeguarding Children Partnership)'));
  await page.locator('.site-nav').getByRole('link', { name: 'Contacts' }).click();
  assert.equal(at(page), 'aldermere/contacts/');
  // A practitioner calls the partnership's own team first; 999 is on every page.
  assert.equal(await page.locator('main h2').first().innerText(), 'Aldermere Safeguarding Children Partnership');
  assert.ok((await page.locator('main').innerText()).includes(number));
  await close();
});

test('the addresses of a partnership that left stay, and say so', async () => {
  for (const address of ['kestrelby/', 'kestrelby/live-streaming/', 'kestrelby/contacts/']) {
    const { page, close } = await open(address, { javaScriptEnabled: false });
    assert.match(await page.locator('main').innerText(), /stopped using this manual after 31 March 2026/);
    await page.getByRole('link', { name: 'Read the page of the region' }).click();
    assert.equal(at(page), address.replace('kestrelby/', ''));
    await close();
  }
  const { page, close } = await open('kestrelby/');
  await page.locator('main').getByRole('link', { name: 'Live streaming' }).click();
  assert.equal(at(page), 'kestrelby/live-streaming/history/');
  assert.match(await page.locator('main').innerText(), /Superseded/);
  await close();
});
