// Serves dist/ as a static host would: the sub-path it was built for, brotli, 404.html with status 404, redirects to the
// address with a slash. For the end-to-end tests and `npm run preview`; Node built-ins only.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './setup.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const COMPRESS = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest', '.ttf', '.wasm']);

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? fallback : process.argv[at + 1];
};
const base = option('base', process.env.BASE ?? '/');
const port = Number(option('port', '4173'));
const host = option('host', '127.0.0.1');
const dist = join(root, option('dist', 'dist'));
const bodies = new Map();

function body(path, encoding) {
  const key = `${encoding} ${path} ${statSync(path).mtimeMs}`;
  if (!bodies.has(key)) {
    const raw = readFileSync(path);
    bodies.set(
      key,
      encoding === 'br' ? brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : raw,
    );
  }
  return bodies.get(key);
}

function send(request, response, { path, status }) {
  const type = extname(path);
  const brotli = COMPRESS.has(type) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
  const headers = {
    'content-type': TYPES[type] ?? 'application/octet-stream',
    'cache-control': path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(brotli ? { 'content-encoding': 'br' } : {}),
  };
  response.writeHead(status, headers);
  response.end(request.method === 'HEAD' ? undefined : body(path, brotli ? 'br' : 'identity'));
}

function answer(request, response) {
  const { pathname, search } = new URL(request.url, 'http://localhost');
  const redirect = (to) => response.writeHead(301, { location: to + search }).end();
  if (`${pathname}/` === base) return redirect(base);
  const within = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : undefined;
  const path = within === undefined ? undefined : join(dist, normalize(within));
  if (path?.startsWith(dist) && existsSync(path)) {
    if (statSync(path).isFile()) return send(request, response, { path, status: 200 });
    const index = join(path, 'index.html');
    if (existsSync(index))
      return pathname.endsWith('/') ? send(request, response, { path: index, status: 200 }) : redirect(`${pathname}/`);
  }
  const fallback = join(dist, '404.html');
  if (existsSync(fallback)) return send(request, response, { path: fallback, status: 404 });
  response.writeHead(404).end('not found');
}

if (!existsSync(join(dist, 'index.html'))) {
  process.stderr.write('drydock: there is no dist/ yet; run `npm run build` first.\n');
  process.exit(1);
}
// port 0: any that is free, which is printed
const server = createServer((request, response) => {
  try {
    answer(request, response);
  } catch {
    response.writeHead(400).end('bad request');
  }
}).listen(port, host, () => process.stdout.write(`Drydock: http://${host}:${server.address().port}${base}\n`));
