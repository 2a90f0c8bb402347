// Pictures of each kind of page, at each width and in each scheme, for people to look at:
//   SITE_DIR=public node tests/e2e/pictures.mjs OUT [word...]
// With words, only the pictures whose names have all of them. OUT must not be in the repository.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { serve } from './folder.mjs';
import { kinds } from './kinds.mjs';

const [out, ...words] = process.argv.slice(2);
if (!out) {
  console.error('say where: SITE_DIR=public node tests/e2e/pictures.mjs OUT [word...]');
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const schemes = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
  print: { media: 'print' },
};
const server = await serve();
const browser = await launch();
for (const [scheme, media] of Object.entries(schemes)) {
  for (const width of [320, 390, 1280]) {
    const names = Object.keys(kinds).map((kind) => [kind, `${kind}-${width}-${scheme}`]);
    const wanted = names.filter(([, name]) => words.every((word) => name.split('-').includes(word)));
    if (wanted.length === 0) continue;
    const context = await browser.newContext({ viewport: { width, height: width < 1000 ? 844 : 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.emulateMedia(media);
    for (const [kind, name] of wanted) {
      await page.goto(`${server.origin}/${kinds[kind]}`, { waitUntil: 'load' });
      await page.screenshot({ path: join(out, `${name}-first.png`) });
      await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
await server.close();
