{%- if page.is_on -%}
'use strict';
// Keeps one copy of the current manual for use without a network, whole or not at all.
//
// `offline.json` names every file of a site with its digest. Files are kept under their digests, so an update
// fetches only what changed; the one entry COPY says which of them are the copy, and is replaced when all are there.
// What is kept is byte for byte what was published: an answer with another digest is not kept.
const scope = self.registration.scope;
const NAME = 'manual ' + scope;
const COPY = scope + 'offline.json';
// Of the list. A copy by a list of another format counts as none, and the next renewal replaces it.
const FORMAT = 2;
// The words for the day of the build: they change without a change of the page (see src/render/copy.rs).
const DAY = /<span class="built">.*?<\/span>/s;
// For how long a reader waits for the network before the copy is shown, in milliseconds.
const PATIENCE = 3000;
// A first copy larger than this waits until the reader asks for it, in bytes before compression.
const LARGE = 20e6;
// How often the server is asked whether there is something newer, in milliseconds.
const PAUSE = 60e3;

const store = () => caches.open(NAME);
const key = (digest) => COPY + '?' + digest;

async function read() {
  const kept = await (await store()).match(COPY);
  const copy = kept ? await kept.json() : {};
  return copy.list && copy.list.format !== FORMAT ? {} : copy;
}

async function write(copy) {
  await (await store()).put(COPY, new Response(JSON.stringify(copy)));
  return copy;
}

// Updating

async function digestOf(bytes, type) {
  const text = type.startsWith('text/html') && new TextDecoder().decode(bytes).replace(DAY, '');
  const whole = await crypto.subtle.digest('SHA-256', text ? new TextEncoder().encode(text) : bytes);
  return Array.from(new Uint8Array(whole, 0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function published(path, digest) {
  for (const cache of ['no-cache', 'reload']) {
    const answer = await fetch(scope + path, { cache });
    if (!answer.ok || answer.redirected) continue;
    const type = answer.headers.get('content-type') || '';
    const bytes = await answer.arrayBuffer();
    if (await digestOf(bytes, type) === digest) return new Response(bytes, { headers: { 'content-type': type } });
  }
  throw new Error('this is not what was published: ' + path);
}

async function fetchList(site) {
  const answer = await fetch(scope + site + 'offline.json', { cache: 'no-cache' });
  if (answer.status === 404) return null;
  const list = await answer.json();
  if (list.format !== FORMAT) throw new Error('another format');
  return list;
}

async function fill(list) {
  const cache = await store();
  const held = new Set((await cache.keys()).map((request) => request.url));
  const missing = Object.entries(list.files).filter(([, digest]) => !held.has(key(digest)));
  const work = async () => {
    for (let next = missing.pop(); next; next = missing.pop()) {
      await cache.put(key(next[1]), await published(...next));
    }
  };
  await Promise.all([work(), work(), work(), work()]);
}

async function drop(list) {
  const cache = await store();
  const wanted = new Set([COPY, ...Object.values(list.files).map(key)]);
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
}

const isSame = (a, b) => a && b && JSON.stringify(a.files) === JSON.stringify(b.files);

// Brings the copy up to date, and tells whether that has failed. It is of the partnership that the reader had
// remembered; else of the one that is read, or was last.
async function renew({ site, chosen, asked, sparing }) {
  const old = await read();
  if (old.isDeclined && !asked) return;
  const wanted = chosen ? chosen + '/' : site || (old.list && old.list.site) || '';
  const isOurs = old.list && old.list.site === wanted;
  if (isOurs && !asked && Date.now() - Date.parse(old.saved) < PAUSE) return;
  let list;
  try {
    list = await fetchList(wanted) || (chosen && await fetchList(site));
  } catch {
    return;
  }
  if (!list) return;
  const saved = () => ({ list, saved: new Date().toISOString() });
  if (isSame(list, old.list)) {
    await write(saved());
    return;
  }
  if (!asked && (sparing || (!isOurs && list.size > LARGE))) {
    if (isOurs) await write({ ...old, isNewer: true });
    return;
  }
  try {
    await tell({ isBusy: true });
    await fill(list);
    await write(saved());
  } catch {
    if (old.list) await write({ ...old, isNewer: old.isNewer || isOurs });
    return true;
  }
  await drop(list);
  return false;
}

// A day in the words of the site: browsers do not know the months in every language.
function inWords(moment, { months, date }) {
  const day = new Date(moment);
  return date.replace('{day}', day.getDate()).replace('{month}', months[day.getMonth()]).replace('{year}', day.getFullYear());
}

async function tell(more) {
  const { list, saved, isNewer, isDeclined } = await read();
  const state = { saved: list && inWords(saved, list), isNewer, isDeclined, site: list && list.site, size: list && list.size, ...more };
  for (const client of await self.clients.matchAll()) client.postMessage(state);
}

let running = null;

async function answer(wish) {
  let hasFailed = false;
  if (wish.remove) {
    await caches.delete(NAME);
    await write({ isDeclined: true });
  } else {
    await tell(running ? { isBusy: true } : {});
    running ||= renew(wish).finally(() => { running = null; });
    hasFailed = await running;
  }
  await tell({ hasFailed });
}

// Reading: the network goes first, because law and contacts change; the copy when it gives no answer.

// The readers whose page came from the copy: what belongs to it comes from there too.
const copied = new Set();

async function find(url) {
  const { list, ...copy } = await read();
  if (!list) return {};
  const path = url.slice(scope.length).split(/[?#]/)[0].replace(/(^|\/)index\.html$/, '$1');
  if (!list.files[path] && list.files[path + '/']) return { response: Response.redirect(scope + path + '/') };
  const response = list.files[path] && await (await store()).match(key(list.files[path]));
  return { response, copy, list, path };
}

// What a page of the copy says of itself: when it was last compared with what is published, and if it is too old.
function notice({ saved, isNewer }, list) {
  const { said, days } = list;
  const age = Math.floor((Date.now() - Date.parse(saved)) / 864e5);
  const more = [isNewer && said.newer, days && age > days && said.old].filter(Boolean);
  const words = [said.here, ...more].join(' ').replace('{date}', inWords(saved, list)).replace('{days}', age);
  return `<div class="callout callout-${more.length ? 'warning' : 'note'} copy-notice" role="note"><p class="callout-label">${said.label}</p><p>${words}</p></div>`;
}

// A page of the copy, with that notice and the day of the site that it was last compared with.
async function marked({ response, copy, list }) {
  if (!(response.headers.get('content-type') || '').startsWith('text/html')) return response;
  const text = (await response.text())
    .replace('<main', () => notice(copy, list) + '<main')
    .replace(DAY, () => '<span class="built">' + list.day + '</span>');
  return new Response(text, { headers: response.headers });
}

async function page(event) {
  const { request } = event;
  const asked = (async () => await event.preloadResponse || fetch(request))();
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  const first = await Promise.race([asked.catch(() => null), late]);
  if (first && first.status < 500) return first;
  const found = await find(request.url);
  if (found.response) {
    if (event.resultingClientId) copied.add(event.resultingClientId);
    return found.copy ? marked(found) : found.response;
  }
  const last = first || await asked.catch(() => null);
  if (last || !found.list) return last || Response.error();
  return Response.redirect(scope + found.list.site + 'offline/#' + found.path);
}

async function part({ request, clientId }) {
  const kept = async () => (await find(request.url)).response;
  if (copied.has(clientId)) {
    const own = await kept();
    if (own) return own;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const own = await kept();
    if (own) return own;
    throw error;
  }
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
  await self.clients.claim();
})()));
self.addEventListener('message', (event) => event.waitUntil(answer(event.data)));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  event.respondWith(request.mode === 'navigate' ? page(event) : part(event));
});
{%- else -%}
// This site keeps no copies: whatever an earlier one left is removed, and then this program itself.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  await caches.delete('manual ' + self.registration.scope);
  await self.registration.unregister();
})()));
{%- endif %}
