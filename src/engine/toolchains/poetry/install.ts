import { digestOf } from '../../base/digest.ts';
import { placeFacts } from '../dpkg/place-package.ts';
import { lockedOf } from '../uv/place.ts';
import type { Process } from '../../kernel/system.ts';
import { cacheFolder, siteOf } from './environment.ts';
import { readLock, readProject, reachedBy, type PoetryEntry, type PoetryProject } from './project.ts';

/** Options of `poetry install`, `sync` and `export`. */
export interface PoetryOptions {
  /** `--only`: these groups and no others. */
  readonly only: readonly string[];
  readonly without: readonly string[];
  readonly noRoot: boolean;
  readonly noCache: boolean;
  readonly quiet: boolean;
}

/** pyproject.toml and poetry.lock of the working folder, or an exit code. Texts: Poetry 2.2, src/poetry/console and packages/locker.py. */
export function opened(
  process: Process,
): { readonly project: PoetryProject; readonly lock: readonly PoetryEntry[] } | number {
  const text = process.files.read(process.path('pyproject.toml'));
  if (!text.ok) {
    process.err(`\nPoetry could not find a pyproject.toml file in ${process.cwd} or its parents\n`);
    return 1;
  }
  const project = readProject(text.value ?? '');
  const found = process.files.read(process.path('poetry.lock'));
  const names = [...project.groups.values()].flat();
  if (!found.ok) {
    if (names.length) process.notSimulated('poetry install without a lock file: which versions it takes');
    return { project, lock: [] };
  }
  const lock = readLock(found.value ?? '');
  const held = new Set(lock.map(({ name }) => name));
  if (names.every((name) => held.has(name))) return { project, lock };
  process.err(
    '\npyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock` to fix the lock file.\n',
  );
  return 1;
}

/** What the options leave of the lock file. */
export function chosen(
  project: PoetryProject,
  lock: readonly PoetryEntry[],
  { only, without }: PoetryOptions,
): readonly PoetryEntry[] {
  const groups = [...project.groups.keys()].filter((name) =>
    only.length ? only.includes(name) : !without.includes(name),
  );
  return reachedBy(
    lock,
    groups.flatMap((name) => project.groups.get(name) ?? []),
  );
}

const plain = (name: string): string => name.replaceAll('-', '_');

/** `poetry install`: packages of the lock file, then the project itself. Answers the exit code. */
export function poetryInstall(process: Process, options: PoetryOptions): number {
  const found = opened(process);
  if (typeof found === 'number') return found;
  const { project, lock } = found;
  const site = siteOf(process, project.name ?? 'app');
  if (typeof site === 'number') return site;
  const say = (text: string): void => {
    if (!options.quiet) process.out(text);
  };
  say('Installing dependencies from lock file\n\n');
  const all = chosen(project, lock, options).filter(
    ({ name, version }) => !process.files.stat(`${site.libraries}/${plain(name)}-${version}.dist-info`).ok,
  );
  const cache = `${cacheFolder(process)}/artifacts`;
  say(
    all.length
      ? `Package operations: ${all.length} install${all.length === 1 ? '' : 's'}, 0 updates, 0 removals\n\n`
      : 'No dependencies to install or update\n',
  );
  for (const entry of all) {
    const wanted = lockedOf(process, entry.name, { version: entry.version, wheelBytes: 0 });
    const kept = `${cache}/${digestOf('poetry artifact', entry.name, entry.version).slice(7, 19)}`;
    if (!process.files.stat(kept).ok && !process.system.network) return unreachable(process, entry.name);
    if (!process.files.stat(kept).ok) process.takes(200 + wanted.downloadBytes / 15_000);
    say(`  - Installing ${entry.name} (${entry.version})\n`);
    const problem = place(process, { entry, wanted, site });
    if (problem !== undefined) return problem;
    if (options.noCache || process.files.stat(kept).ok) continue;
    process.files.mkdir(cache, { parents: true });
    process.files.write(kept, {
      size: wanted.downloadBytes,
      digest: digestOf('poetry artifact', entry.name, entry.version),
    });
  }
  return options.noRoot || !project.packageMode || options.only.length
    ? 0
    : installRoot(process, project, { libraries: site.libraries, say });
}

interface Placing {
  readonly entry: PoetryEntry;
  readonly wanted: ReturnType<typeof lockedOf>;
  readonly site: { readonly libraries: string; readonly commands: string };
}

function place(process: Process, { entry, wanted, site }: Placing): number | undefined {
  const made = process.files.mkdir(`${site.libraries}/${plain(entry.name)}-${entry.version}.dist-info`, {
    parents: true,
  });
  if (!made.ok) {
    process.err(`\n[Errno 13] Permission denied: '${site.libraries}'\n`);
    return 1;
  }
  const { facts } = wanted;
  if (facts?.builds?.includes('gcc') && process.find('gcc') === undefined) {
    process.err(
      `\nPEP517 build of a dependency failed\n\nBackend subprocess exited when trying to invoke build_wheel\n    error: command 'gcc' failed: No such file or directory\n\nNote: This error originates from the build backend, and is likely not a problem with poetry but one of the following issues with ${entry.name} (${entry.version})\n`,
    );
    return 1;
  }
  const binaries = (facts?.binaries ?? []).map((path) => `${site.commands}/${path.slice(path.lastIndexOf('/') + 1)}`);
  const own = {
    name: entry.name,
    downloadBytes: wanted.downloadBytes,
    installedBytes: wanted.installedBytes,
    packages: 1,
    assumed: true,
  };
  placeFacts(
    process,
    { ...own, ...facts, version: entry.version, binaries },
    { libraries: site.libraries, bytes: wanted.installedBytes },
  );
  process.takes(150);
  return undefined;
}

function unreachable(process: Process, name: string): number {
  process.err(
    `\nAll attempts to connect to pypi.org failed.\n\nProbable Causes:\n - the server is not responding to requests at the moment\n - the hostname cannot be resolved by your DNS\n - your network is not connected to the internet\n\nNote: The path requested was /simple/${name}/.\n`,
  );
  return 1;
}

/** The project itself, as a path file; without its files Poetry 2 fails. */
function installRoot(
  process: Process,
  project: PoetryProject,
  to: { libraries: string; say: (text: string) => void },
): number {
  const name = project.name ?? '';
  const folder = name.replaceAll(/[-.]/g, '_').toLowerCase();
  to.say(`\nInstalling the current project: ${name} (${project.version})\n`);
  const has = (path: string): boolean => process.files.stat(process.path(path)).ok;
  const readme = project.readme !== undefined && !has(project.readme);
  if (readme || !(project.packages || has(folder) || has(`src/${folder}`) || has(`${folder}.py`))) {
    const why = readme
      ? `Readme path \`${process.path(project.readme ?? '')}\` does not exist.`
      : `No file/folder found for package ${name}`;
    process.err(
      `Error: The current project could not be installed: ${why}\nIf you do not want to install the current project use --no-root.\nIf you want to use Poetry only for dependency management but not for packaging, you can disable package mode by setting package-mode = false in your pyproject.toml file.\nIf you did intend to install the current project, you may need to set \`packages\` in your pyproject.toml file.\n`,
    );
    return 1;
  }
  process.files.write(`${to.libraries}/${folder}.pth`, {
    content: `${process.path(has(`src/${folder}`) ? 'src' : '.')}\n`,
  });
  return 0;
}
