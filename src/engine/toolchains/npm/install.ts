import type { Process, Task } from '../../kernel/system.ts';
import { nodeVersion } from '../node/errors.ts';
import type { Config } from './config.ts';
import { denied, NO_LOCK, npmError, outOfSync } from './errors.ts';
import { fillCache } from './fetch.ts';
import { countOf, fits, placePackage, runInstallScript } from './place-package.ts';
import { outOfStep, readJson, readLock, type Locked, type Lock, type Manifest, type Member } from './project.ts';
import { readProject } from './read-project.ts';
import { runLifecycle } from './scripts.ts';
import { settle } from './settle.ts';
import { linkMembers, membersOutOfStep, partOf, selected, type Selection } from './workspaces.ts';

/** Options of an install as npm's configuration gives them. */
export interface InstallOptions {
  readonly omit: ReadonlySet<string>;
  readonly ignoreScripts: boolean;
  readonly audit: boolean;
  readonly fund: boolean;
  readonly silent: boolean;
  /** Warnings are shown. */
  readonly warn: boolean;
  readonly offline: boolean;
  /** Addons are compiled, not fetched. */
  readonly fromSource: boolean;
  readonly config: Config;
  /** Workspaces that the install is for. */
  readonly workspaces?: Selection;
}

/** `npm ci`: exactly what the lock file says, into an empty node_modules. */
export function npmCi(process: Process, options: InstallOptions): number | Task {
  const lock = lockOf(process);
  const alone = lock.state === 'read' && !process.files.stat(`${rootOf(process)}/package.json`).ok;
  const project = alone ? {} : readProject(process);
  if (typeof project === 'number') return project;
  if (lock.state === 'old') {
    process.notSimulated('package-lock.json of version 1');
    return 0;
  }
  if (lock.state === 'none') return npmError(process, NO_LOCK);
  const problems = [...outOfStep(project, lock.lock), ...membersOutOfStep(process, lock.lock)];
  if (problems.length) return npmError(process, outOfSync(problems));
  const part = chosenPart(process, lock.lock, options);
  if (typeof part === 'number') return part;
  process.files.remove(folderOf(process), { recursive: true });
  const packages = wanted(process, part.packages, options);
  return lay(process, { project, packages, unwanted: [], members: part.members }, options);
}

/**
 * `npm install` with a lock file makes node_modules as it says. What it does not hold is chosen and written there, as long as
 * all of it is listed in content/packages/npm; else the versions cannot be known.
 */
export function npmInstall(process: Process, options: InstallOptions): number | Task {
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const found = lockOf(process);
  if (
    found.state === 'read' &&
    outOfStep(project, found.lock).length + membersOutOfStep(process, found.lock).length === 0
  ) {
    const part = chosenPart(process, found.lock, options);
    if (typeof part === 'number') return part;
    return lay(process, planOf(process, { project, lock: part, options }), options);
  }
  const settled =
    found.state === 'old' ? undefined : settle(process, found.state === 'read' ? found.lock : undefined, options);
  if (settled) return lay(process, settled, options);
  const kinds = options.omit.has('dev') ? [project.dependencies] : [project.dependencies, project.devDependencies];
  const guesses = kinds
    .flatMap((names) => Object.entries(names ?? {}))
    .map(([name, range]): Locked => guess(process, name, range));
  if (guesses.length) process.notSimulated('npm install without a lock file in step: which versions it takes');
  return lay(process, { project, packages: guesses, unwanted: [] }, options);
}

/** `npm prune` lays down and removes what `npm install` with the same options would. */
export function npmPrune(process: Process, options: InstallOptions): number | Task {
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const found = lockOf(process);
  if (found.state === 'read')
    return lay(process, planOf(process, { project, lock: found.lock, options }), { ...options, ignoreScripts: true });
  process.notSimulated('npm prune without a lock file');
  return 0;
}

/** `npm rebuild [PACKAGE…]`: install scripts of what is there run again. */
export function npmRebuild(process: Process, names: readonly string[], options: InstallOptions): number | Task {
  const found = lockOf(process);
  const root = rootOf(process);
  const packages = found.state === 'read' ? found.lock.packages : [];
  if (found.state !== 'read') process.notSimulated('npm rebuild without a lock file');
  const here = packages.filter(
    ({ name, place, installScript }) =>
      installScript && (names.length === 0 || names.includes(name)) && process.files.stat(`${root}/${place}`).ok,
  );
  for (const entry of here) {
    const problem = runInstallScript(process, { root, entry, fromSource: options.fromSource });
    if (problem) return npmError(process, problem);
  }
  process.out('rebuilt dependencies successfully\n');
  return 0;
}

interface Wish {
  readonly project: Manifest;
  readonly lock: Lock;
  readonly options: InstallOptions;
}

/** What shall be there, and what is there and shall not. */
function planOf(process: Process, { project, lock, options }: Wish): Plan {
  const packages = wanted(process, lock.packages, options);
  const kept = new Set(packages);
  const root = rootOf(process);
  const unwanted = lock.packages.filter((entry) => !kept.has(entry) && process.files.stat(`${root}/${entry.place}`).ok);
  return { project, packages, unwanted, members: lock.members };
}

/** The lock file, or what the workspaces that were asked for need of it. */
function chosenPart(process: Process, lock: Lock, { workspaces }: InstallOptions): Lock | number {
  const there = lock.members.filter(({ place }) => process.files.stat(`${rootOf(process)}/${place}`).ok);
  if (workspaces === undefined || workspaces === 'all') return { ...lock, members: there };
  const members = selected(process, there, workspaces);
  return typeof members === 'number' ? members : partOf({ ...lock, members: there }, members);
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

function dropEmptyScopes(process: Process): void {
  const names = process.files.list(folderOf(process));
  for (const name of names.ok ? names.value : []) {
    const inside = name.startsWith('@') ? process.files.list(`${folderOf(process)}/${name}`) : undefined;
    if (inside?.ok && inside.value.length === 0)
      process.files.remove(`${folderOf(process)}/${name}`, { recursive: true });
  }
}

export function lockOf(
  process: Process,
): { readonly state: 'read'; readonly lock: Lock } | { readonly state: 'none' } | { readonly state: 'old' } {
  const root = rootOf(process);
  const json = readJson(process, `${root}/npm-shrinkwrap.json`) ?? readJson(process, `${root}/package-lock.json`);
  const lock = json ? readLock(json) : undefined;
  if (lock) return { state: 'read', lock };
  return { state: json && json['lockfileVersion'] === 1 ? 'old' : 'none' };
}

export const rootOf = (process: Process): string => (process.cwd === '/' ? '' : process.cwd);

const folderOf = (process: Process): string => `${rootOf(process)}/node_modules`;

export function wanted(process: Process, packages: readonly Locked[], { omit }: InstallOptions): readonly Locked[] {
  return packages.filter((entry) => {
    if (entry.dev && omit.has('dev')) return false;
    return !entry.optional || (fits(process, entry) && !omit.has('optional'));
  });
}

/** What an install makes. */
export interface Plan {
  readonly project: Manifest;
  readonly packages: readonly Locked[];
  readonly unwanted: readonly Locked[];
  /** Workspaces to link. */
  readonly members?: readonly Member[];
}

/** Lays down and removes, with the scripts of packages and of the project. */
export function* lay(process: Process, plan: Plan, options: InstallOptions): Task {
  const { project, packages, unwanted } = plan;
  if (options.warn) warnOfEngine(process, project);
  const root = rootOf(process);
  const fresh = packages.filter(({ place }) => !process.files.stat(`${root}/${place}`).ok);
  const misfit = packages.find((entry) => !fits(process, entry));
  if (misfit)
    return npmError(process, ['code EBADPLATFORM', `notsup Unsupported platform for ${misfit.name}@${misfit.version}`]);
  const before = options.ignoreScripts
    ? 0
    : yield* runLifecycle(process, project, { steps: ['preinstall'], silent: options.silent });
  if (before !== 0) return before;
  const failed = change(process, { fresh, unwanted }, options);
  if (failed !== undefined) return failed;
  const links = linkMembers(process, root, plan.members ?? []);
  if (packages.length)
    process.files.write(`${folderOf(process)}/.package-lock.json`, { content: hiddenLock(packages) });
  const steps = ['install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];
  const after = options.ignoreScripts ? 0 : yield* runLifecycle(process, project, { steps, silent: options.silent });
  if (after !== 0) return after;
  report(process, { added: counted(process, fresh) + links, removed: counted(process, unwanted), packages }, options);
  return 0;
}

/** Answers the exit code when something may not be written, fetched or compiled. */
function change(
  process: Process,
  { fresh, unwanted }: { fresh: readonly Locked[]; unwanted: readonly Locked[] },
  options: InstallOptions,
): number | undefined {
  const root = rootOf(process);
  for (const { place, bin } of unwanted) {
    process.files.remove(`${root}/${place}`, { recursive: true });
    for (const name of Object.keys(bin)) process.files.remove(`${folderOf(process)}/.bin/${name}`);
  }
  dropEmptyScopes(process);
  if (fresh.length) {
    const made = process.files.mkdir(folderOf(process), { parents: true });
    if (!made.ok) return npmError(process, denied(folderOf(process)), 243);
  }
  const problem = fillCache(process, fresh, options);
  if (problem !== undefined) return npmError(process, problem, problem[0] === 'code EACCES' ? 243 : 1);
  for (const entry of fresh) {
    const path = placePackage(process, root, entry);
    if (path !== undefined) return npmError(process, denied(path), 243);
  }
  for (const entry of options.ignoreScripts ? [] : fresh.filter(({ installScript }) => installScript)) {
    const failure = runInstallScript(process, { root, entry, fromSource: options.fromSource });
    if (failure) return npmError(process, failure);
  }
  return undefined;
}

function hiddenLock(packages: readonly Locked[]): string {
  const entries = packages.map(({ place, version }) => [place, { version }] as const);
  return `${JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(entries) })}\n`;
}

/** `engines` of the project; of packages they are not looked at. Understood: `>=22`, `>=20.19`. */
function warnOfEngine(process: Process, { name, version, engine }: Manifest): void {
  const least = /^>=\s*(\d+)(?:\.(\d+))?(?:\.\d+)?$/.exec(engine ?? '');
  if (!least) return;
  const node = nodeVersion(process);
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = [Number(least[1]), Number(least[2] ?? 0)];
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  const lines = [
    'Unsupported engine {',
    `  package: '${name ?? ''}@${version ?? ''}',`,
    `  required: { node: '${engine}' },`,
    `  current: { node: 'v${node}', npm: '${npmVersion(process)}' }`,
    '}',
  ];
  for (const line of lines) process.err(`npm warn EBADENGINE ${line}\n`);
}

/** The npm that comes with a Node release (assumed from the newest of each line). */
export function npmVersion(process: Process): string {
  const major = Number.parseInt(nodeVersion(process), 10);
  return major >= 24 ? '11.6.2' : major >= 22 ? '10.9.4' : '10.8.2';
}

export function plural(count: number): string {
  return `${count} ${count === 1 ? 'package' : 'packages'}`;
}

const counted = (process: Process, packages: readonly Locked[]): number =>
  packages.reduce((sum, entry) => sum + countOf(process, entry), 0);

interface Change {
  readonly added: number;
  readonly removed: number;
  readonly packages: readonly Locked[];
}

function report(process: Process, { added, removed, packages }: Change, options: InstallOptions): void {
  if (options.silent) return;
  const parts = [...(added ? [`added ${plural(added)}`] : []), ...(removed ? [`removed ${plural(removed)}`] : [])];
  const audited = options.audit
    ? [`${parts.length ? 'and ' : ''}audited ${plural(counted(process, packages) + 1)}`]
    : [];
  process.out(`\n${[...(parts.length ? parts : ['up to date']), ...audited].join(', ')} in 2s\n`);
  const funded = packages.filter(({ funding }) => funding).length;
  if (options.fund && funded)
    process.out(
      `\n${plural(funded)} ${funded === 1 ? 'is' : 'are'} looking for funding\n  run \`npm fund\` for details\n`,
    );
  if (options.audit) process.out('\nfound 0 vulnerabilities\n');
}
