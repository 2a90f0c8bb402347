// Every page before the Nu HTML checker, where there is Java to run it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { files, site } from './folder.mjs';

// The package's own entry looks for a Java of its own; only the checker itself is wanted.
const folder = dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json'));
const checker = join(folder, 'build', 'dist', 'vnu.jar');
const hasJava = spawnSync('java', ['-version']).status === 0;

test('every page is valid HTML', { skip: hasJava ? false : 'no java on this machine: HTML NOT CHECKED' }, () => {
  const pages = files.filter((name) => name.endsWith('.html')).map((name) => join(site, name));
  assert.ok(pages.length > 0);
  const { error, stderr } = spawnSync(
    'java',
    ['-jar', checker, '--format', 'json', ...pages],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  assert.equal(error, undefined);
  const { messages } = JSON.parse(stderr);
  const errors = messages
    .filter(({ type }) => type !== 'info')
    .map(({ url, lastLine, message }) => `${url}:${lastLine}: ${message}`);
  assert.deepEqual(errors, []);
});
