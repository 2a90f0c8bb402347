// The editor's desk as the browser tests see it: `chapterhouse serve` over a copy of a manual.
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { browser } from './reader.mjs';

/** The program, which `CHAPTERHOUSE_BIN` names. */
export const program = resolve(process.env.CHAPTERHOUSE_BIN ?? 'target/debug/chapterhouse');

const run = promisify(execFile);

/** Runs the program, and says what it wrote. */
export const chapterhouse = async (...options) => (await run(program, options)).stdout;

/** A preview of a copy of `manual`, and a browser that looks at it; both gone when the test is over. */
export async function desk(test, manual = 'procedures', ...options) {
  const top = mkdtempSync(join(tmpdir(), 'desk-'));
  const folder = join(top, 'procedures');
  cpSync(manual, folder, { recursive: true });
  const child = spawn(program, ['serve', '--manual', folder, '--port', '0', '--as-at', '2026-11-22', ...options.map((option) => option.replace('TOP', top))]);
  const ended = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })));
  let told = '';
  child.stderr.on('data', (text) => { told += text; });
  const address = await new Promise((found, failed) => {
    child.stdout.on('data', (text) => {
      told += text;
      const said = /preview at (http:\S+\/)/.exec(told);
      if (said) found(said[1]);
    });
    child.on('exit', () => failed(new Error(told)));
  });
  const context = await browser().newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  test.after(async () => {
    await context.close();
    child.kill('SIGKILL');
    await ended;
    rmSync(top, { recursive: true, force: true });
  });
  return {
    top, folder, address, page, errors, context,
    at: (path) => new URL(path, address).href,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    /** Writes a file in place, as plain editors do. */
    write: (file, text) => writeFileSync(join(folder, file), text),
    /** Writes a file beside it and renames that, as careful editors do. */
    replace: (file, text) => {
      writeFileSync(join(folder, `${file}.tmp`), text);
      renameSync(join(folder, `${file}.tmp`), join(folder, file));
    },
    /** Ends it as Ctrl-C does, and says how it ended. */
    end: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}
