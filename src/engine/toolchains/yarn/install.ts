import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import { configOf, readArguments } from '../npm/config.ts';
import { completed } from '../npm/known-packages.ts';
import { fits, placePackage, runInstallScript, sizeOf } from '../npm/place-package.ts';
import { manifest, readJson, type Locked, type Manifest } from '../npm/project.ts';
import { refusedBy } from '../npm/registry.ts';
import { missingPatterns, placesOf, readYarnLock } from './lock.ts';

/** Options of `yarn install`. */
export interface YarnOptions {
  readonly frozen: boolean;
  readonly production: boolean;
  readonly ignoreScripts: boolean;
  readonly silent: boolean;
  readonly offline: boolean;
  readonly cacheFolder: string | undefined;
  /** The verb that is announced: `install` unless given. */
  readonly title?: string;
  /** Printed before the time that it took. */
  readonly closing?: string;
}

/** `--cache-folder`, YARN_CACHE_FOLDER; for root below /usr/local/share. Source: yarn 1.22 src/util/user-dirs.js, constants.js. */
export function yarnCache(process: Process, flag: string | undefined): string {
  const set = flag ?? process.env.get('YARN_CACHE_FOLDER') ?? process.env.get('npm_config_yarn_cache_folder');
  if (set) return `${process.path(set).replace(/\/$/, '')}/v6`;
  const home = (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
  const shared = process.env.get('XDG_CACHE_HOME');
  if (shared) return `${shared}/yarn/v6`;
  return process.credentials.uid === 0 ? '/usr/local/share/.cache/yarn/v6' : `${home}/.cache/yarn/v6`;
}

/** Prints an error and where the manual is. */
export function yarnError(process: Process, message: string, verb: string): number {
  process.err(`error ${message}\n`);
  process.out(`info Visit https://yarnpkg.com/en/docs/cli/${verb} for documentation about this command.\n`);
  return 1;
}

/** `yarn install` of Yarn 1. Answers the exit code. */
export function yarnInstall(process: Process, options: YarnOptions): number {
  const say = (text: string): void => {
    if (!options.silent) process.out(text);
  };
  say(`yarn ${options.title ?? 'install'} v1.22.22\n`);
  const json = readJson(process, process.path('package.json'));
  const project = json ? manifest(json) : {};
  const packages = lockedFor(process, project, { options, say });
  if (typeof packages === 'number') return packages;
  const start = process.now;
  process.takes(150);
  const root = process.cwd === '/' ? '' : process.cwd;
  const key = digestOf('yarn', ...packages.map(({ place, version }) => `${place}@${version}`));
  const integrity = process.files.read(`${root}/node_modules/.yarn-integrity`);
  if (integrity.ok && integrity.value === key) {
    say('[1/4] Resolving packages...\nsuccess Already up-to-date.\n');
    return done(process, start, say);
  }
  say('[1/4] Resolving packages...\n[2/4] Fetching packages...\n');
  const failed = fetchAll(process, packages, options);
  if (failed !== undefined) return failed;
  say('[3/4] Linking dependencies...\n');
  process.files.remove(`${root}/node_modules`, { recursive: true });
  for (const entry of packages) {
    const path = placePackage(process, root, entry);
    if (path !== undefined) return yarnError(process, `EACCES: permission denied, mkdir '${path}'`, 'install');
  }
  say('[4/4] Building fresh packages...\n');
  for (const entry of options.ignoreScripts ? [] : packages.filter(({ installScript }) => installScript))
    if (runInstallScript(process, { root, entry, fromSource: false }))
      return yarnError(process, `${root}/${entry.place}: Command failed.\nExit code: 1`, 'install');
  process.files.mkdir(`${root}/node_modules`, { parents: true });
  process.files.write(`${root}/node_modules/.yarn-integrity`, { content: key });
  say(options.closing ?? '');
  return done(process, start, say);
}

function done(process: Process, start: number, say: (text: string) => void): number {
  say(`Done in ${((process.now - start) / 1000).toFixed(2)}s.\n`);
  return 0;
}

interface Asked {
  readonly options: YarnOptions;
  readonly say: (text: string) => void;
}

function lockedFor(process: Process, project: Manifest, { options, say }: Asked): readonly Locked[] | number {
  const text = process.files.read(process.path('yarn.lock'));
  const lock = text.ok ? readYarnLock(text.value ?? '') : [];
  if (lock === undefined) {
    process.notSimulated('yarn.lock of Yarn 2 and later');
    return 0;
  }
  const missing = missingPatterns(lock, project);
  // Without a lock file Yarn 1 goes on even with --frozen-lockfile.
  if (!text.ok) say('info No lockfile found.\n');
  else if (missing.length && options.frozen)
    return yarnError(
      process,
      'Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.',
      'install',
    );
  if (missing.length) process.notSimulated('yarn install without a lock file in step: which versions it takes');
  return placesOf(lock, { project, production: options.production })
    .map(completed)
    .filter((entry) => fits(process, entry));
}

/** Downloads what the cache lacks: unpacked packages beside their archives, about 1.3 of what is installed (assumed). */
function fetchAll(process: Process, packages: readonly Locked[], options: YarnOptions): number | undefined {
  const folder = yarnCache(process, options.cacheFolder);
  const pathOf = ({ name, version }: Locked): string =>
    `${folder}/npm-${name.replace('/', '-')}-${version}-${digestOf('yarn', name, version).slice(7, 15)}`;
  const missing = packages.filter((entry) => !process.files.stat(pathOf(entry)).ok);
  process.takes(packages.length * 15);
  if (missing.length === 0) return undefined;
  const [first] = missing;
  if (options.offline)
    return yarnError(process, `Couldn't find any versions for "${first?.name}" in our cache`, 'install');
  if (!process.system.network)
    return yarnError(
      process,
      `An unexpected error occurred: "https://registry.yarnpkg.com/${first?.name}: getaddrinfo EAI_AGAIN registry.yarnpkg.com".`,
      'install',
    );
  const refused = refusedBy(process, missing, configOf(process, readArguments(process, [])));
  if (refused)
    return yarnError(
      process,
      `An unexpected error occurred: "https://${first?.host}/${first?.name}: Request failed \\"401 Unauthorized\\"".`,
      'install',
    );
  process.files.mkdir(folder, { parents: true });
  for (const entry of missing) {
    const { bytes, files } = sizeOf(process, entry);
    process.takes(bytes / 4500);
    process.files.write(pathOf(entry), {
      bulk: { files: files + 3, size: Math.round(bytes * 1.3) },
      digest: digestOf('yarn cache', entry.name, entry.version),
    });
  }
  return undefined;
}
