// A host that can change what it serves, fail at some of it, or be gone: for copies that readers keep.
import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
};

/** Serves a folder below `/manual/` on loopback, with the headers of its file `_headers`. */
export async function host(folder) {
  const state = { folder, fails: () => false, asked: [], server: null, port: 0, delay: 0 };
  const answer = (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    const inside = path.startsWith('/manual/') ? path.slice('/manual/'.length) : null;
    const headers = Object.fromEntries(
      readFileSync(join(state.folder, '_headers'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('  '))
        .map((line) => line.trim().split(/: (.*)/s).slice(0, 2)),
    );
    // What a script fetches, and not what the browser shows.
    if (request.headers['sec-fetch-dest'] === 'empty') state.asked.push(inside);
    let file = join(state.folder, inside ?? '');
    if (inside === null || (file !== state.folder && !file.startsWith(state.folder + sep))) return response.writeHead(404).end();
    if (state.fails(inside)) return response.writeHead(500).end();
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory() && !path.endsWith('/')) return response.writeHead(301, { location: `${path}/` }).end();
    if (found?.isDirectory()) file = join(file, 'index.html');
    try {
      const body = readFileSync(file);
      response.writeHead(200, { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404, headers).end('not here');
    }
    return undefined;
  };
  const start = async () => {
    state.server = createServer((request, response) => {
      setTimeout(() => answer(request, response), state.delay);
    });
    await new Promise((listening) => state.server.listen(state.port, '127.0.0.1', listening));
    state.port = state.server.address().port;
  };
  const stop = async () => {
    if (!state.server) return;
    state.server.closeAllConnections();
    await new Promise((closed) => state.server.close(closed));
    state.server = null;
  };
  await start();
  return Object.assign(state, { start, stop, top: `http://127.0.0.1:${state.port}/manual/` });
}
