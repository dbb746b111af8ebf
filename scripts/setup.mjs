// Makes a fresh clone ready: checks Node, installs dependencies, and (with { browser: true }) finds or installs a
// browser for the end-to-end tests. Node built-ins only: it runs before `npm ci`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const say = (text) => process.stderr.write(`drydock: ${text}\n`);

export class SetupError extends Error {}

/** Fails with one sentence when this Node is too old for the tools. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(
      `Node 20.19 or later is needed, this is ${version}. Install a current one from nodejs.org and try again.`,
    );
  }
}

/**
 * True when node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json last, so an
 * install that was broken off counts as missing.
 */
export function dependenciesCurrent(folder = root) {
  const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8')).packages;
  try {
    const wanted = read('package-lock.json');
    const installed = read('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true;
      const found = installed[path];
      if (!found) return entry.optional === true || entry.peer === true;
      return found.version === entry.version && found.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

/** How to run npm without a shell; on Windows npm is a .cmd file, so its JavaScript is run with this Node. */
function npmCommand() {
  const fromNpm = process.env.npm_execpath;
  if (fromNpm && /\.[cm]?js$/.test(fromNpm)) return [process.execPath, fromNpm];
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return existsSync(beside) ? [process.execPath, beside] : ['npm'];
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options }).status ?? 1;
}

function installDependencies() {
  say('installing dependencies (once, about 20 seconds) …');
  const [command, ...before] = npmCommand();
  // --include=dev: NODE_ENV=production would leave the tools out
  const status = run(command, [...before, 'ci', '--include=dev', '--no-audit', '--no-fund']);
  if (status !== 0) {
    throw new SetupError(
      '`npm ci` failed (its message stands above). Check the network or the proxy settings of npm, then run the command again.',
    );
  }
}

const BROWSERS = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) =>
    ['/usr/bin/', '/usr/local/bin/', '/snap/bin/'].map((folder) => folder + name),
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

/** Path of an installed Chromium or Chrome, else of Playwright's own; undefined when there is none. */
export function findBrowser(platform = process.platform, exists = existsSync) {
  const installed = [process.env.CHROMIUM_PATH, ...(BROWSERS[platform] ?? [])].find((path) => path && exists(path));
  if (installed) return installed;
  try {
    const own = createRequire(join(root, 'package.json'))('@playwright/test').chromium.executablePath();
    return exists(own) ? own : undefined;
  } catch {
    return undefined;
  }
}

function distribution() {
  try {
    return /^ID=("?)([\w-]+)\1$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[2];
  } catch {
    return undefined;
  }
}

function installBrowser() {
  say('no Chromium or Chrome found; asking Playwright for its own …');
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  if (run(process.execPath, [cli, 'install', 'chromium']) === 0 && findBrowser()) return;
  const asRoot = process.getuid?.() === 0;
  // Ubuntu's chromium package is a snap stub that does not run in containers
  if (asRoot && distribution() === 'debian') {
    say("Playwright's download failed; installing Debian's chromium …");
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { env });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
    if (findBrowser()) return;
  }
  throw new SetupError(
    'no browser for the end-to-end tests: install Chromium or Google Chrome (Debian: `apt-get install chromium`), or set CHROMIUM_PATH to one.',
  );
}

/** Installs what is missing. Throws SetupError with one sentence when it cannot. */
export function setup({ browser = false } = {}) {
  checkNode();
  if (!dependenciesCurrent()) installDependencies();
  if (browser && !findBrowser()) installBrowser();
}

/** Runs `main` and turns a SetupError into one line and exit status 1. */
export async function orExplain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await orExplain(() => setup({ browser: process.argv.includes('--browser') }));
}
