// `npm run bench`: how fast and how big. Prints figures and never fails: timings are no tests.
//   npm run bench                all parts
//   npm run bench -- engine      parser against dockerfile-ast, growth, build of the largest exercise
//   npm run bench -- docker      the same file built by a real docker, where a daemon answers; commands on the simulated host and replay of 200 of them
//   npm run bench -- browser     build and answers of every exercise page while its Dockerfile is edited
//   npm run bench -- views       gaps between frames while each view of a 200-step build is scrolled
//   npm run bench -- sizes       bytes that each page loads, brotli 11
//   npm run bench -- page        lesson and exercise on a slow phone (1.6 Mbit/s, 150 ms, CPU ÷ 4)
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { answersOf } from './bench-browser.mjs';
import { views } from './bench-views.mjs';
import { findBrowser, orExplain, root, setup, SetupError } from './setup.mjs';

const dist = join(root, '.cache', 'bench-site');
const base = '/drydock/';
const LESSON = 'lessons/multi-stage-builds/';
const say = (text = '') => process.stdout.write(`${text}\n`);

/** kB = 1000 B, compressed as a host would at its best. */
const brotli = (buffer) =>
  brotliCompressSync(buffer, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / 1000;

function buildSite() {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--out', dist], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, BASE: base },
  });
  if (status !== 0) throw new SetupError('the site does not build; see above.');
}

async function bundled() {
  const { build } = await import('vite');
  const outDir = join(root, '.cache', 'bench');
  await build({
    root,
    logLevel: 'error',
    build: { ssr: 'src/cli/bench/bench.ts', outDir, emptyOutDir: true, copyPublicDir: false },
  });
  return import(pathToFileURL(join(outDir, 'bench.js')).href);
}

async function engine() {
  const { measure } = await bundled();
  for (const line of await measure(root)) say(line);
}

/** One line: time and steps of a real `docker build` of the file that the simulator builds. */
async function docker() {
  const { dockerLines, scratch } = await bundled();
  for (const line of await dockerLines()) say(line);
  const ours = scratch();
  if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0)
    return say('real docker: no daemon answers here; `docker info` must succeed for the comparison');
  const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
  for (const [path, text] of Object.entries({ ...ours.files, Dockerfile: ours.dockerfile })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const began = performance.now();
  const { status, stderr } = spawnSync('docker', ['build', '--no-cache', '--progress=plain', folder], {
    encoding: 'utf8',
    env: { ...process.env, DOCKER_BUILDKIT: '1' },
  });
  const ms = performance.now() - began;
  rmSync(folder, { recursive: true });
  if (status !== 0) return say(`real docker: the build fails there: ${stderr.trim().split('\n').at(-1)}`);
  const [theirs, simulated] = [stderr, ours.log].map(steps);
  const same =
    theirs.join('\n') === simulated.join('\n')
      ? 'the same steps'
      : `other steps:\n${theirs.join('\n')}\nnot\n${simulated.join('\n')}`;
  say(`real docker: ${Math.round(ms)} ms, simulated ${ours.ms.toFixed(2)} ms; ${same}`);
}

/** Steps of a plain log, sorted: independent ones may come in any order. */
const steps = (log) => [...new Set(log.match(/\[(?:[\w-]+ +)?\d+\/\d+\] .*/g))].toSorted();

/** Answers of the page of every exercise while its Dockerfile is edited: see bench-browser.mjs. */
async function answersInBrowser() {
  const { chromium } = await import('@playwright/test');
  const { site, close } = await serve();
  const chrome = await chromium.launch({ executablePath: findBrowser(), args: CHROME });
  try {
    for (const line of await answersOf(chrome, site, exercisePages())) say(line);
  } finally {
    await chrome.close();
    close();
  }
}

async function viewsInBrowser() {
  const { chromium } = await import('@playwright/test');
  const { site, close } = await serve();
  const chrome = await chromium.launch({ executablePath: findBrowser(), args: CHROME });
  try {
    await views(chrome, `${site}playground/`, say);
  } finally {
    await chrome.close();
    close();
  }
}

function exercisePages() {
  return readdirSync(join(dist, 'lessons'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/[^/]+\/index\.html$/.test(path))
    .map((path) => `lessons/${path.slice(0, -'index.html'.length)}`)
    .toSorted();
}

function files(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile());
}

async function sizes(requests) {
  say('Sizes, brotli 11, kB = 1000 B');
  for (const [page, urls] of Object.entries(requests)) {
    const rows = urls
      .filter((url) => /\.(?:js|css)$/.test(url))
      .map((url) => ({ url, kB: brotli(readFileSync(join(dist, url.slice(base.length)))) }));
    const sum = (pattern) => rows.filter(({ url }) => pattern.test(url)).reduce((total, { kB }) => total + kB, 0);
    say(`  ${page}: JS ${sum(/\.js$/).toFixed(1)} kB, CSS ${sum(/\.css$/).toFixed(1)} kB`);
    for (const { url, kB } of rows.toSorted((a, b) => b.kB - a.kB).slice(0, 8))
      say(`    ${kB.toFixed(1).padStart(7)}  ${url.slice(base.length)}`);
  }
  for (const line of workers()) say(`  ${line}`);
}

/**
 * The engine's worker part by part: its own file, the shell beside the image data, and what builds, checks and the editor ask for
 * by name (worker/parts.ts).
 */
function workers() {
  const [entry, monaco] = [/^entry-[\w-]+\.js$/, /^editor\.worker-[\w-]+\.js$/].map((name) =>
    files(dist).find((path) => name.test(basename(path))),
  );
  const later = imported(entry);
  const named = (...names) => later.filter((path) => names.some((name) => basename(path).startsWith(`${name}-`)));
  const first = withStatic([entry]);
  // the bundler calls what other chunks share of the shell by the same name
  const shell = named('shell').toSorted((one, other) => statSync(other).size - statSync(one).size)[0];
  const built = withStatic([entry, shell]);
  const terminal = withStatic([...built, ...named('host', 'commands')]);
  const containers = withStatic([...terminal, ...commandChunks('run')]);
  const others = withStatic([...containers, ...commandChunks('container')]);
  const lists = withStatic([...others, ...commandChunks('lists')]);
  const composed = withStatic([...terminal, ...named('compose')]);
  const quickjs = withStatic(named('quickjs')).filter((path) => !built.includes(path));
  const code = later.filter((path) => !isData(path) && !built.includes(path) && !quickjs.includes(path));
  const data = later.filter(isData);
  return [
    `engine worker: ${kB(built)} kB (goal 160): ${kB(first)} kB at once, the shell ${kB(built.filter((path) => !first.includes(path)))} kB`,
    `  with a terminal open: ${kB(terminal)} kB (goal 230); after docker run ${kB(containers)} kB, with all of docker container ${kB(others)} kB, after docker ps too ${kB(lists)} kB; after docker compose ${kB(composed)} kB`,
    `  when asked for: ${code.length} parts, ${kB(code)} kB in all (${largest(code)}); QuickJS ${kB(quickjs)} kB and its WebAssembly; ${data.length} files of image data, ${kB(data)} kB in all`,
    `Monaco's worker: ${kB([monaco])} kB`,
  ];
}

/** Image data is one value and no code: a chunk that exports what it holds. */
const isData = (path) => !/\bfunction\b|=>/.test(readFileSync(path, 'utf8'));

const largest = (paths) =>
  paths
    .toSorted((one, other) => statSync(other).size - statSync(one).size)
    .slice(0, 5)
    .map((path) => `${basename(path).replace(/-[\w-]{8}\.js$/, '')} ${kB([path])}`)
    .join(', ');

const kB = (paths) => paths.reduce((total, path) => total + brotli(readFileSync(path)), 0).toFixed(1);

/** Files, with those that they import before they run. */
function withStatic(paths) {
  const found = new Set();
  const open = [...paths];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const names = readFileSync(path, 'utf8').matchAll(/\b(?:from|import)\s*["'`]\.\/([\w.-]+)["'`]/g);
    open.push(...[...names].map(([, name]) => join(dirname(path), name)));
  }
  return [...found];
}

/** Chunks of commands of docker, by what worker-chunks.ts calls them. */
const commandChunks = (name) => files(dist).filter((path) => basename(path).startsWith(`docker-${name}-`));

/** Files that `path` imports when it is asked for them. */
function imported(path) {
  const names = readFileSync(path, 'utf8').matchAll(/\bimport\(\s*["'`]\.\/([\w.-]+)["'`]\s*\)/g);
  return [...new Set([...names].map(([, name]) => join(dirname(path), name)))];
}

/** Opens a page on a slow phone: `[first paint, hydrated, extra mark]` in ms and the addresses it asked for. */
async function visit(browser, address, mark) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const urls = new Set();
  page.on('request', (request) => urls.add(new URL(request.url()).pathname));
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 100_000,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(address);
  await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark, { timeout: 60_000 });
  const times = await page.evaluate((name) => {
    const [paint, hydrated, last] = ['first-contentful-paint', 'drydock:hydrated', name].map(
      (entry) => performance.getEntriesByName(entry)[0]?.startTime ?? NaN,
    );
    return { paint, hydrated, mark: last };
  }, mark);
  await page.waitForTimeout(1500);
  await context.close();
  return { times, urls: [...urls] };
}

const CHROME = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/** Serves the site on a free port. */
async function serve() {
  const server = spawn(
    process.execPath,
    [join(root, 'scripts', 'serve.mjs'), '--base', base, '--port', '0', '--dist', '.cache/bench-site'],
    { stdio: ['ignore', 'pipe', 2] },
  );
  const site = await new Promise((resolve) =>
    server.stdout.once('data', (line) => resolve(/http:\S+/.exec(String(line))[0])),
  );
  return { site, close: () => server.kill() };
}

async function pages(wanted) {
  const { chromium } = await import('@playwright/test');
  const { site, close } = await serve();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: CHROME });
  const requests = {};
  const exercise = readdirSync(join(dist, LESSON), { withFileTypes: true }).find((entry) => entry.isDirectory())?.name;
  try {
    for (const [name, path, mark] of [
      ['lesson', LESSON, 'drydock:hydrated'],
      ['exercise', `${LESSON}${exercise}/`, 'drydock:editor'],
    ]) {
      const runs = [];
      for (let run = 0; run < (wanted.includes('page') ? 7 : 1); run++)
        runs.push(await visit(browser, `${site}${path}`, mark));
      requests[name] = runs[0].urls;
      const median = (key) =>
        Math.round(runs.map(({ times }) => times[key]).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)]);
      if (wanted.includes('page')) {
        const editor = mark === 'drydock:editor' ? `, editor ready ${median('mark')} ms` : '';
        say(
          `${name} at 1.6 Mbit/s, 150 ms, CPU ÷ 4: text painted ${median('paint')} ms, hydrated ${median('hydrated')} ms${editor}`,
        );
      }
    }
  } finally {
    await browser.close();
    close();
  }
  return requests;
}

await orExplain(async () => {
  const asked = process.argv.slice(2);
  const wants = (part) => asked.length === 0 || asked.includes(part);
  const inBrowser = ['browser', 'views', 'page', 'sizes'].some(wants);
  setup({ browser: inBrowser });
  if (wants('engine')) await engine();
  if (wants('docker')) await docker();
  if (!inBrowser) return;
  buildSite();
  if (wants('browser')) await answersInBrowser();
  if (wants('views')) await viewsInBrowser();
  if (!wants('page') && !wants('sizes')) return;
  const requests = await pages(['page', 'sizes'].filter(wants));
  if (wants('sizes')) await sizes(requests);
});
