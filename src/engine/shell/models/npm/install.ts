import { digestOf } from '../../../base/digest.ts';
import type { Process } from '../../system.ts';
import { fits, placePackage, runInstallScript, sizeOf } from './place.ts';
import { manifest, outOfStep, readJson, readLock, type Locked, type Manifest } from './project.ts';

/** Options of an install as npm's configuration gives them. */
export interface InstallOptions {
  readonly omit: ReadonlySet<string>;
  readonly ignoreScripts: boolean;
  readonly audit: boolean;
  readonly fund: boolean;
  readonly silent: boolean;
}

/** Prints `npm error` lines, closed by the line about the log file, and answers the exit code. */
export function npmError(process: Process, lines: readonly string[], exit = 1): number {
  for (const line of lines) process.err(line === '' ? 'npm error\n' : `npm error ${line}\n`);
  process.err('npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log\n');
  return exit;
}

// Texts as npm 11.19 prints them.
const NO_LOCK = [
  'code EUSAGE',
  '',
  'The `npm ci` command can only install with an existing package-lock.json or',
  'npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or',
  'later to generate a package-lock.json file, then try again.',
  '',
  'Clean install a project',
  '',
  'Usage:',
  'npm ci',
  '',
  'Run "npm help ci" for more info',
];

/** The project in the working folder; prints npm's error when package.json is missing or no JSON. */
export function readProject(process: Process): Manifest | number {
  const path = `${process.cwd === '/' ? '' : process.cwd}/package.json`;
  const json = readJson(process, path);
  if (json) return manifest(json);
  if (json === null)
    return npmError(process, [
      'code EJSONPARSE',
      `path ${path}`,
      `JSON.parse Failed to parse JSON data.`,
      'JSON.parse Note: package.json must be actual JSON, not just JavaScript.',
    ]);
  return npmError(
    process,
    [
      'code ENOENT',
      'syscall open',
      `path ${path}`,
      'errno -2',
      `enoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'`,
      'enoent This is related to npm not being able to find a file.',
      'enoent',
    ],
    254,
  );
}

/** `npm ci`: exactly what the lock file says, into an empty node_modules. */
export function npmCi(process: Process, options: InstallOptions): number {
  const json = lockFile(process);
  if (!json) return npmError(process, NO_LOCK);
  const lock = readLock(json);
  if (!lock) return npmError(process, NO_LOCK);
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const problems = outOfStep(project, lock);
  if (problems.length)
    return npmError(process, [
      'code EUSAGE',
      '',
      '`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.',
      '',
      ...problems,
      '',
      'Clean install a project',
      '',
      'Usage:',
      'npm ci',
      '',
      'Run "npm help ci" for more info',
    ]);
  process.files.remove(folderOf(process), { recursive: true });
  return lay(process, wanted(process, lock.packages, options), options);
}

/** `npm install` with a lock file lays down what is missing; without one the versions cannot be known. */
export function npmInstall(process: Process, options: InstallOptions): number {
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const json = lockFile(process);
  const lock = json ? readLock(json) : undefined;
  if (lock && outOfStep(project, lock).length === 0)
    return lay(process, wanted(process, lock.packages, options), options);
  process.notSimulated('npm install without a lock file in step: which versions it takes');
  const kinds = options.omit.has('dev') ? [project.dependencies] : [project.dependencies, project.devDependencies];
  const guesses = kinds
    .flatMap((names) => Object.entries(names ?? {}))
    .map(([name, range]): Locked => guess(process, name, range));
  return lay(process, guesses, options);
}

function guess(process: Process, name: string, range: string): Locked {
  const version = process.system.packages.find('npm', '', name)?.version || range.replace(/^[^\d]*/, '') || '1.0.0';
  return {
    place: `node_modules/${name}`,
    name,
    version,
    dev: false,
    optional: false,
    installScript: false,
    funding: false,
    bin: {},
    dependencies: {},
    os: [],
    cpu: [],
    libc: [],
  };
}

/** `npm prune`: removes what the lock file marks as for development (with omit) or does not know. */
export function npmPrune(process: Process, options: InstallOptions): number {
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const json = lockFile(process);
  const lock = json ? readLock(json) : undefined;
  if (!lock) {
    process.notSimulated('npm prune without a lock file');
    return 0;
  }
  const root = process.cwd === '/' ? '' : process.cwd;
  let removed = 0;
  for (const { place, dev, bin } of lock.packages) {
    if (!dev || !options.omit.has('dev') || !process.files.stat(`${root}/${place}`).ok) continue;
    process.files.remove(`${root}/${place}`, { recursive: true });
    for (const name of Object.keys(bin)) process.files.remove(`${folderOf(process)}/.bin/${name}`);
    removed++;
  }
  dropEmptyScopes(process);
  const kept = lock.packages.filter((entry) => process.files.stat(`${root}/${entry.place}`).ok);
  report(process, { change: removed ? `removed ${plural(removed)}` : 'up to date', packages: kept, options });
  return 0;
}

function dropEmptyScopes(process: Process): void {
  const names = process.files.list(folderOf(process));
  for (const name of names.ok ? names.value : []) {
    const inside = name.startsWith('@') ? process.files.list(`${folderOf(process)}/${name}`) : undefined;
    if (inside?.ok && inside.value.length === 0)
      process.files.remove(`${folderOf(process)}/${name}`, { recursive: true });
  }
}

function lockFile(process: Process): Record<string, unknown> | null | undefined {
  const root = process.cwd === '/' ? '' : process.cwd;
  return readJson(process, `${root}/npm-shrinkwrap.json`) ?? readJson(process, `${root}/package-lock.json`);
}

function folderOf(process: Process): string {
  return `${process.cwd === '/' ? '' : process.cwd}/node_modules`;
}

function wanted(process: Process, packages: readonly Locked[], { omit }: InstallOptions): readonly Locked[] {
  return packages.filter((entry) => {
    if (entry.dev && omit.has('dev')) return false;
    return !entry.optional || (fits(process, entry) && !omit.has('optional'));
  });
}

function lay(process: Process, packages: readonly Locked[], options: InstallOptions): number {
  const root = process.cwd === '/' ? '' : process.cwd;
  const fresh = packages.filter(({ place }) => !process.files.stat(`${root}/${place}`).ok);
  const misfit = packages.find((entry) => !fits(process, entry));
  if (misfit)
    return npmError(process, ['code EBADPLATFORM', `notsup Unsupported platform for ${misfit.name}@${misfit.version}`]);
  const problem = fillCache(process, fresh);
  if (problem !== undefined) return npmError(process, problem);
  for (const entry of fresh) {
    const denied = placePackage(process, root, entry);
    if (denied !== undefined)
      return npmError(
        process,
        [
          'code EACCES',
          'syscall mkdir',
          `path ${denied}`,
          'errno -13',
          `Error: EACCES: permission denied, mkdir '${denied}'`,
        ],
        243,
      );
  }
  const native = options.ignoreScripts ? [] : fresh.filter(({ installScript }) => installScript);
  for (const entry of native) runInstallScript(process, root, entry);
  const hidden = {
    lockfileVersion: 3,
    packages: Object.fromEntries(packages.map(({ place, version }) => [place, { version }])),
  };
  if (packages.length)
    process.files.write(`${folderOf(process)}/.package-lock.json`, { content: `${JSON.stringify(hidden)}\n` });
  report(process, { change: fresh.length ? `added ${plural(fresh.length)}` : 'up to date', packages, options });
  return 0;
}

/** Downloads into npm's cache; about 0.8 of what is unpacked (measured: 48.5 MB for 61.5 MB). Answers error lines. */
function fillCache(process: Process, packages: readonly Locked[]): readonly string[] | undefined {
  if (packages.length === 0) return undefined;
  const home = process.env.get('HOME') ?? '/root';
  const folder =
    process.env.get('npm_config_cache') ?? process.env.get('NPM_CONFIG_CACHE') ?? `${home === '/' ? '' : home}/.npm`;
  const key = digestOf('npm cache', ...packages.map(({ name, version }) => `${name}@${version}`).toSorted());
  const path = `${folder}/_cacache/${key.slice(7, 19)}`;
  const bytes = packages.reduce((sum, entry) => sum + sizeOf(process, entry).bytes, 0);
  const warm = process.files.stat(path).ok;
  process.takes(warm ? 300 + packages.length * 20 : 900 + bytes / 4500);
  if (warm) return undefined;
  if (!process.system.network)
    return [
      'code EAI_AGAIN',
      'syscall getaddrinfo',
      'errno EAI_AGAIN',
      `request to https://registry.npmjs.org/${packages[0]?.name ?? ''} failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org`,
    ];
  const made = process.files.mkdir(`${folder}/_cacache`, { parents: true });
  if (!made.ok)
    return [
      'code EACCES',
      'syscall mkdir',
      `path ${folder}`,
      'errno EACCES',
      `Your cache folder contains root-owned files, due to a bug in`,
      `previous versions of npm which has since been addressed.`,
    ];
  process.files.write(path, { bulk: { files: packages.length * 3, size: Math.round(bytes * 0.8) }, digest: key });
  return undefined;
}

function plural(count: number): string {
  return `${count} ${count === 1 ? 'package' : 'packages'}`;
}

function report(
  process: Process,
  { change, packages, options }: { change: string; packages: readonly Locked[]; options: InstallOptions },
): void {
  if (options.silent) return;
  const audited = options.audit ? `, and audited ${plural(packages.length + 1)}` : '';
  process.out(`\n${change}${audited} in 2s\n`);
  const funded = packages.filter(({ funding }) => funding).length;
  if (options.fund && funded)
    process.out(
      `\n${plural(funded)} ${funded === 1 ? 'is' : 'are'} looking for funding\n  run \`npm fund\` for details\n`,
    );
  if (options.audit) process.out('\nfound 0 vulnerabilities\n');
}
