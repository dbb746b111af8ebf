import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import type { Config } from '../npm/config.ts';
import { completed } from '../npm/known-packages.ts';
import { fits, placePackage, runInstallScript, sizeOf } from '../npm/place-package.ts';
import { manifest, readJson, type Locked, type Manifest } from '../npm/project.ts';
import { refusedBy } from '../npm/registry.ts';
import { isInStep, reachedBy, readPnpmLock, type PnpmEntry, type PnpmLock } from './lock.ts';

/** Options of `pnpm install` and `pnpm fetch`. */
export interface PnpmOptions {
  readonly frozen: boolean;
  readonly production: boolean;
  readonly offline: boolean;
  readonly ignoreScripts: boolean;
  readonly config: Config;
  /** package.json and the lock file were changed just now. */
  readonly adding?: boolean;
}

/** Prints an error as pnpm does: code, then message. */
export function pnpmError(process: Process, code: string, message: string): number {
  process.out(` ${code}  ${message}\n`);
  return 1;
}

/** `--store-dir`, then PNPM_HOME, then the data folder. Source: pnpm's documentation, settings, storeDir. */
export function storeOf(process: Process, config: Config): string {
  const set = config.get('store-dir');
  if (set) return `${process.path(set).replace(/\/$/, '')}/v10`;
  const home = (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
  const base = process.env.get('PNPM_HOME') ?? `${process.env.get('XDG_DATA_HOME') ?? `${home}/.local/share`}/pnpm`;
  return `${base}/store/v10`;
}

const rootOf = (process: Process): string => (process.cwd === '/' ? '' : process.cwd);

function lockOf(process: Process): PnpmLock | 'none' | 'strange' {
  const text = process.files.read(process.path('pnpm-lock.yaml'));
  return text.ok ? (readPnpmLock(text.value ?? '') ?? 'strange') : 'none';
}

/** `pnpm prune` and installs of less: what package.json does not ask for any more leaves the virtual store too. */
function dropOthers(process: Process, kept: readonly Locked[]): void {
  const folder = `${rootOf(process)}/node_modules/.pnpm`;
  const names = process.files.list(folder);
  const wanted = new Set(kept.map((entry) => entry.place.split('/')[2]));
  for (const name of names.ok ? names.value : [])
    if (!wanted.has(name)) process.files.remove(`${folder}/${name}`, { recursive: true });
}

/** `pnpm install`. Answers the exit code. */
export function pnpmInstall(process: Process, options: PnpmOptions): number {
  const json = readJson(process, process.path('package.json'));
  if (!json) return pnpmError(process, 'ERR_PNPM_NO_PKG_MANIFEST', `No package.json found in ${process.cwd}`);
  const project = manifest(json);
  const lock = lockOf(process);
  if (lock === 'none' && options.frozen)
    return pnpmError(
      process,
      'ERR_PNPM_NO_LOCKFILE',
      'Cannot install with "frozen-lockfile" because pnpm-lock.yaml is absent',
    );
  if (typeof lock === 'string') {
    process.notSimulated(
      lock === 'none' ? 'pnpm install without a lock file: which versions it takes' : 'this form of pnpm-lock.yaml',
    );
    return 0;
  }
  if (!isInStep(lock, project)) {
    if (options.frozen)
      return pnpmError(
        process,
        'ERR_PNPM_OUTDATED_LOCKFILE',
        'Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with <ROOT>/package.json\n\nNote that in CI environments this setting is true by default. If you still need to run install in such cases, use "pnpm install --no-frozen-lockfile"',
      );
    process.notSimulated('pnpm install with a lock file out of step: which versions it takes');
  }
  if (options.adding !== true) process.out('Lockfile is up to date, resolution step is skipped\n');
  return lay(process, { lock, project }, options);
}

/** `pnpm fetch`: what the lock file names, into the store and the virtual store; package.json is not looked at. */
export function pnpmFetch(process: Process, options: PnpmOptions): number {
  const lock = lockOf(process);
  if (lock === 'none')
    return pnpmError(process, 'ERR_PNPM_NO_LOCKFILE', 'Cannot fetch dependencies because pnpm-lock.yaml is absent');
  if (lock === 'strange') {
    process.notSimulated('this form of pnpm-lock.yaml');
    return 0;
  }
  return lay(process, { lock, project: undefined }, options);
}

const place = ({ id, name }: PnpmEntry): string =>
  `node_modules/.pnpm/${id.replaceAll('/', '+').replaceAll(/[()]/g, '_')}/node_modules/${name}`;

function lockedOf(entry: PnpmEntry, config: Config): Locked {
  const scope = /^@[^/]+/.exec(entry.name)?.[0];
  const registry = scope === undefined ? undefined : config.get(`${scope}:registry`);
  const host = /^https?:\/\/([^/]+)/.exec(registry ?? '')?.[1];
  return completed({
    ...entry,
    place: place(entry),
    dev: false,
    optional: false,
    installScript: false,
    funding: false,
    bin: {},
    dependencies: Object.fromEntries(entry.needs.map((id) => [id, ''])),
    ...(host === undefined ? {} : { host }),
  });
}

interface Plan {
  readonly lock: PnpmLock;
  /** Without one nothing is linked: `pnpm fetch`. */
  readonly project: Manifest | undefined;
}

function lay(process: Process, { lock, project }: Plan, options: PnpmOptions): number {
  const kinds = ['dependencies', 'optionalDependencies', ...(options.production ? [] : ['devDependencies'])];
  const root = rootOf(process);
  const all = reachedBy(lock, kinds)
    .map((entry) => lockedOf(entry, options.config))
    .filter((entry) => fits(process, entry));
  const fresh = all.filter((entry) => !process.files.stat(`${root}/${entry.place}`).ok);
  const start = process.now;
  const made = process.files.mkdir(`${root}/node_modules`, { parents: true });
  if (!made.ok) return pnpmError(process, 'EACCES', `EACCES: permission denied, mkdir '${root}/node_modules'`);
  const fetched = download(process, fresh, options);
  if (fetched.status !== 0) return fetched.status;
  for (const entry of fresh) placePackage(process, root, entry);
  process.takes(100 + fresh.length * 4);
  if (all.length === 0 || fresh.length === 0) process.out('Already up to date\n');
  else
    process.out(
      `Progress: resolved ${all.length}, reused ${fresh.length - fetched.count}, downloaded ${fetched.count}, added ${fresh.length}, done\n`,
    );
  if (project === undefined) return 0;
  dropOthers(process, all);
  const failed = build(process, fresh, options);
  if (failed !== 0) return failed;
  process.out(`${link(process, lock, kinds)}\nDone in ${((process.now - start) / 1000).toFixed(1)}s using pnpm v10\n`);
  return 0;
}

/** Build scripts run only for packages that `pnpm.onlyBuiltDependencies` names (pnpm 10). */
function build(process: Process, fresh: readonly Locked[], options: PnpmOptions): number {
  const scripted = fresh.filter(({ installScript }) => installScript);
  const settings = process.files.read(process.path('pnpm-workspace.yaml'));
  const json = JSON.stringify(readJson(process, process.path('package.json'))?.['pnpm'] ?? {});
  const allowed = `${json}\n${(settings.ok ? settings.value : undefined) ?? ''}`;
  const mayBuild = (name: string): boolean =>
    allowed.includes('onlyBuiltDependencies') && new RegExp(`["' -]${name}["'\\s]`).test(`${allowed}\n`);
  const root = rootOf(process);
  for (const entry of options.ignoreScripts ? [] : scripted.filter(({ name }) => mayBuild(name)))
    if (runInstallScript(process, { root, entry, fromSource: false }))
      return pnpmError(process, 'ELIFECYCLE', `Command failed with exit code 1.`);
  const ignored = scripted.filter(({ name }) => !mayBuild(name)).map(({ name }) => name);
  if (ignored.length && !options.ignoreScripts)
    process.out(
      `Ignored build scripts: ${ignored.toSorted().join(', ')}.\nRun "pnpm approve-builds" to pick which dependencies should be allowed to run scripts.\n`,
    );
  return 0;
}

/** Links in node_modules for what package.json asks for, none for what it does not. Answers the lines that say so. */
function link(process: Process, lock: PnpmLock, kinds: readonly string[]): string {
  return [...lock.direct]
    .map(([kind, direct]) => {
      const added = direct.filter((one) => linkOne(process, lock, { ...one, wanted: kinds.includes(kind) }));
      return added.length
        ? `\n${kind}:\n${added.map(({ name, version }) => `+ ${name} ${version.replace(/\(.*$/, '')}\n`).join('')}`
        : '';
    })
    .join('');
}

/** Answers whether the link is new. */
function linkOne(
  process: Process,
  lock: PnpmLock,
  { name, version, wanted }: { name: string; version: string; wanted: boolean },
): boolean {
  const root = rootOf(process);
  const entry = lock.entries.get(`${name}@${version}`);
  const path = `${root}/node_modules/${name}`;
  const there = process.files.stat(path, { follow: false }).ok;
  if (!wanted || !entry) {
    if (there) process.files.remove(path);
    return false;
  }
  if (there) return false;
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
  process.files.symlink(path, `${name.includes('/') ? '../' : ''}${place(entry).slice('node_modules/'.length)}`);
  linkTools(process, root, completed(lockedAt(name, entry)));
  return true;
}

function lockedAt(name: string, { version, os, cpu, libc }: PnpmEntry): Locked {
  const rest = { dev: false, optional: false, installScript: false, funding: false, bin: {}, dependencies: {} };
  return { place: `node_modules/${name}`, name, version, os, cpu, libc, ...rest };
}

function linkTools(process: Process, root: string, { name, bin }: Locked): void {
  const folder = `${root}/node_modules/.bin`;
  if (Object.keys(bin).length) process.files.mkdir(folder, { parents: true });
  for (const [tool, file] of Object.entries(bin)) {
    process.files.remove(`${folder}/${tool}`);
    process.files.symlink(`${folder}/${tool}`, `../${name}/${file}`);
  }
}

/** Fetches what the store lacks; files of the store are linked into projects on the same file system, else copied. */
function download(
  process: Process,
  fresh: readonly Locked[],
  options: PnpmOptions,
): { readonly status: number; readonly count: number } {
  const store = storeOf(process, options.config);
  const pathOf = ({ name, version }: Locked): string =>
    `${store}/files/${digestOf('pnpm', name, version).slice(7, 19)}`;
  const missing = fresh.filter((entry) => !process.files.stat(pathOf(entry)).ok);
  const fail = (code: string, message: string) => ({ status: pnpmError(process, code, message), count: 0 });
  const [first] = missing;
  if (!first) return { status: 0, count: 0 };
  if (options.offline)
    return fail(
      'ERR_PNPM_NO_OFFLINE_TARBALL',
      `A package is missing from the store but cannot download it in offline mode. The missing package may be downloaded from https://registry.npmjs.org/${first.name}`,
    );
  if (!process.system.network)
    return fail(
      'ERR_PNPM_META_FETCH_FAIL',
      `GET https://registry.npmjs.org/${first.name}: request to https://registry.npmjs.org/${first.name} failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org`,
    );
  if (refusedBy(process, missing, options.config))
    return fail('ERR_PNPM_FETCH_401', `GET https://${first.host ?? ''}/${first.name}: Unauthorized - 401`);
  process.files.mkdir(`${store}/files`, { parents: true });
  const apart = isApart(process, store);
  for (const entry of missing) {
    const { bytes, files } = sizeOf(process, entry);
    process.takes(bytes / 6000);
    process.files.write(pathOf(entry), {
      bulk: { files, size: apart ? Math.round(bytes) : 0 },
      digest: digestOf('pnpm store', entry.name, entry.version, String(apart)),
    });
  }
  return { status: 0, count: missing.length };
}

/** True when a hard link from the store to the project is impossible. */
function isApart(process: Process, store: string): boolean {
  const [from, to] = [`${store}/.probe`, `${rootOf(process)}/node_modules/.probe`];
  process.files.write(from, { content: '' });
  const linked = process.files.link(to, from);
  process.files.remove(from);
  process.files.remove(to);
  return !linked.ok && linked.errno === 'EXDEV';
}
