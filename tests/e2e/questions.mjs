// The search of a built site without a browser: its own scripts, run on its own files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const read = (file) =>
  readFileSync(new URL(`../search/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('- { ask: '))
    .map((line) => {
      const [, ask, find] = line.match(/^- \{ ask: ("(?:[^"\\]|\\.)*"), find: \[([^\]]*)\]/);
      return { ask: JSON.parse(ask), find: find.split(', ').filter(Boolean) };
    });

/** What practitioners ask, with where they should land first. */
export const questions = read('questions.yaml');

/** Questions of the same kind to which the ranking was never fitted. */
export const heldOut = read('held-out.yaml');

/** An engine that searches the site in `site`; `within` is a partnership's folder, with a slash; `change` alters what is read. */
export function engine(site, within = '', change = (text) => text) {
  const context = vm.createContext({ window: {} });
  context.window = context;
  const run = (file) => {
    vm.runInContext(change(readFileSync(join(site, file), 'utf8'), file), context, { filename: file });
  };
  run('assets/search-index.js');
  return {
    words: context.chapterhouseSearch.words,
    ...context.chapterhouseSearch.open(async (name) => {
      const [folder, file] = name.split('/');
      run(`${folder === 'own' ? within : ''}search/${folder}/${file}.js`);
    }),
  };
}

/** The links of an answer in the order in which a reader meets them: `chapter#heading`. */
export function links(answer) {
  const link = ({ address, anchor }) =>
    address.replace(/\/(index\.html)?$/, '') + (anchor ? `#${anchor}` : '');
  return [...answer.contacts, ...answer.groups.flat()].map(link);
}
