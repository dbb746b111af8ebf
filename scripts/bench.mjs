// `npm run bench`: how fast and how big. Prints figures and never fails: timings are no tests.
//   npm run bench                all parts
//   npm run bench -- engine      parser against dockerfile-ast, growth, build of the largest exercise
//   npm run bench -- sizes       bytes that each page loads, brotli 11
//   npm run bench -- page        lesson and exercise on a slow phone (1.6 Mbit/s, 150 ms, CPU ÷ 4)
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
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

async function engine() {
  const { build } = await import('vite');
  const outDir = join(root, '.cache', 'bench');
  await build({
    root,
    logLevel: 'error',
    build: { ssr: 'src/cli/bench/bench.ts', outDir, emptyOutDir: true, copyPublicDir: false },
  });
  const { measure } = await import(pathToFileURL(join(outDir, 'bench.js')).href);
  for (const line of await measure(root)) say(line);
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

/** The engine's worker part by part, as it loads them: its own file, then the shell and the image data side by side. */
function workers() {
  const [entry, monaco] = [/^entry-[\w-]+\.js$/, /^editor\.worker-[\w-]+\.js$/].map((name) =>
    files(dist).find((path) => name.test(basename(path))),
  );
  const later = imported(entry);
  const shell = later.filter((path) => basename(path).startsWith('shell-'));
  const data = later.filter((path) => !shell.includes(path));
  return [
    `engine worker: ${kB([entry])} kB (goal 90), then shell ${kB(shell)} kB and what is needed of ${data.length} files of image data (${kB(data)} kB in all)`,
    `Monaco's worker: ${kB([monaco])} kB`,
  ];
}

const kB = (paths) => paths.reduce((total, path) => total + brotli(readFileSync(path)), 0).toFixed(1);

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

async function pages(wanted) {
  const { chromium } = await import('@playwright/test');
  const executablePath = findBrowser();
  const server = spawn(
    process.execPath,
    [join(root, 'scripts', 'serve.mjs'), '--base', base, '--port', '0', '--dist', '.cache/bench-site'],
    { stdio: ['ignore', 'pipe', 2] },
  );
  const site = await new Promise((resolve) =>
    server.stdout.once('data', (line) => resolve(/http:\S+/.exec(String(line))[0])),
  );
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const requests = {};
  const exercise = readdirSync(join(dist, LESSON), { withFileTypes: true }).find((entry) => entry.isDirectory())?.name;
  try {
    for (const [name, path, mark] of [
      ['lesson', LESSON, 'drydock:hydrated'],
      ['exercise', `${LESSON}${exercise}/`, 'drydock:editor'],
    ]) {
      const runs = [];
      for (let run = 0; run < (wanted.includes('page') ? 3 : 1); run++)
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
    server.kill();
  }
  return requests;
}

await orExplain(async () => {
  const asked = process.argv.slice(2);
  const wanted = asked.length ? asked : ['engine', 'sizes', 'page'];
  setup({ browser: wanted.includes('page') || wanted.includes('sizes') });
  if (wanted.includes('engine')) await engine();
  if (!wanted.includes('page') && !wanted.includes('sizes')) return;
  buildSite();
  const requests = await pages(wanted);
  if (wanted.includes('sizes')) await sizes(requests);
});
