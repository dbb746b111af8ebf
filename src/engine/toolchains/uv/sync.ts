import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import { cacheFolder, openCache } from './cache.ts';
import { interpreter, isEnvironment, makeEnvironment, siteBelow } from './environment.ts';
import { readPyproject, readUvLock, reached, type LockedPackage } from './lock.ts';
import { isOn, valueOf, type UvArguments } from './options.ts';
import { counted, duration, lay, lockedOf, unreachable, type Wanted } from './place.ts';

interface Project {
  readonly name: string;
  readonly packages: readonly LockedPackage[];
  /** Has a build system, so that the project itself is installed. */
  readonly packaged: boolean;
}

/** Folder of the project's environment: UV_PROJECT_ENVIRONMENT or `.venv`. */
export function projectEnvironment(process: Process): string {
  return process.path(process.env.get('UV_PROJECT_ENVIRONMENT') || '.venv').replace(/\/$/, '');
}

/**
 * `uv sync`: the environment as uv.lock says, `dev` included unless told otherwise. Packages that are there and not in the
 * lock file stay. Answers the exit code.
 */
export function uvSync(process: Process, read: UvArguments): number {
  const project = projectOf(process, read);
  if (typeof project === 'number') return project;
  const python = interpreter(process);
  if (python === undefined) {
    process.notSimulated('uv without a Python: it would fetch one of its own');
    return 0;
  }
  const root = projectEnvironment(process);
  if (!isEnvironment(process, root) && root !== python.replace(/\/bin\/[^/]*$/, '')) {
    process.err(`Using CPython interpreter at: ${python}\nCreating virtual environment at: ${shown(process, root)}\n`);
    const failed = makeEnvironment(process, root, python);
    if (failed !== undefined) return failed;
  }
  const packages = reached(project.packages, groupsOf(read, process));
  const all = packages.map((entry) => lockedOf(process, entry.name, entry));
  if (!read.flags.has('--frozen')) say(process, project.packages.length);
  return layMissing(process, read, { all, root, project });
}

function say(process: Process, count: number): void {
  process.takes(10);
  process.err(`Resolved ${count} package${count === 1 ? '' : 's'} in 10ms\n`);
}

function shown(process: Process, path: string): string {
  const here = process.cwd === '/' ? '/' : `${process.cwd}/`;
  return path.startsWith(here) ? path.slice(here.length) : path;
}

function groupsOf(read: UvArguments, process: Process): readonly string[] {
  const without = isOn(process, read, { flags: ['--no-dev', '--no-default-groups'], env: 'UV_NO_DEV' });
  const excluded = read.values.get('no-group') ?? [];
  return [...(without ? [] : ['dev']), ...(read.values.get('group') ?? [])].filter(
    (group) => !excluded.includes(group),
  );
}

/** The project and its lock file; an exit code when one is missing or out of step. */
function projectOf(process: Process, read: UvArguments): Project | number {
  const manifest = textOf(process, 'pyproject.toml');
  const lock = textOf(process, 'uv.lock');
  const frozen = isOn(process, read, { flags: ['--frozen'], env: 'UV_FROZEN' });
  const locked = isOn(process, read, { flags: ['--locked'], env: 'UV_LOCKED' });
  if (manifest === undefined) {
    process.err('error: No `pyproject.toml` found in current directory or any parent directory\n');
    return 2;
  }
  if (lock === undefined && (frozen || locked)) {
    process.err('error: Unable to find lockfile at `uv.lock`. To create a lockfile, run `uv lock` or `uv sync`.\n');
    return 2;
  }
  const project = readPyproject(manifest);
  if (lock === undefined) {
    process.notSimulated('uv sync without a lock file: which versions it takes');
    return 0;
  }
  const packages = readUvLock(lock);
  const own = packages.find((entry) => entry.own && entry.name === project.name);
  const outside = project.dependencies.filter((name) => !own?.dependencies.includes(name));
  const gone = own?.dependencies.filter((name) => !project.dependencies.includes(name)) ?? [];
  if (outside.length + gone.length > 0 && locked) {
    process.err(
      'The lockfile at `uv.lock` needs to be updated, but `--locked` was provided. To update the lockfile, run `uv lock`.\n',
    );
    return 1;
  }
  if (outside.length && !frozen) process.notSimulated('uv sync with a lock file out of step: which versions it takes');
  return { name: project.name ?? '', packages, packaged: project.buildSystem };
}

function textOf(process: Process, path: string): string | undefined {
  const found = process.files.read(process.path(path));
  return found.ok ? found.value : undefined;
}

interface Plan {
  readonly all: readonly Wanted[];
  readonly root: string;
  readonly project: Project;
}

function layMissing(process: Process, read: UvArguments, { all, root, project }: Plan): number {
  const site = siteBelow(process, root);
  const fresh = all.filter(({ name, version }) => !isThere(process, site.libraries, { name, version }));
  const cache = openCache(process, {
    folder: cacheFolder(process, valueOf(read, 'cache-dir')),
    none: isOn(process, read, { flags: ['--no-cache', '--no-cache-dir', '-n'], env: 'UV_NO_CACHE' }),
    site: site.libraries,
    linkMode: valueOf(read, 'link-mode') ?? process.env.get('UV_LINK_MODE') ?? '',
  });
  if (fresh.length) {
    const failed = lay(process, { all: fresh, site, cache });
    if (failed !== undefined) return failed;
    for (const { name, version } of fresh) note(process, site.libraries, { name, version });
  } else process.err(`Audited ${counted(all)} in ${duration(1)}\n`);
  const without = isOn(process, read, {
    flags: ['--no-install-project', '--no-install-workspace', '--no-install-local'],
    env: 'UV_NO_INSTALL_PROJECT',
  });
  return without || !project.packaged ? 0 : installProject(process, read, { libraries: site.libraries, project });
}

interface Named {
  readonly name: string;
  readonly version: string;
}

const metadata = (libraries: string, { name, version }: Named): string =>
  `${libraries}/${name.replaceAll('-', '_')}-${version}.dist-info`;

function isThere(process: Process, libraries: string, named: Named): boolean {
  return process.files.stat(metadata(libraries, named)).ok;
}

function note(process: Process, libraries: string, named: Named): void {
  process.files.mkdir(metadata(libraries, named), { parents: true });
  process.files.write(`${metadata(libraries, named)}/METADATA`, {
    content: `Name: ${named.name}\nVersion: ${named.version}\n`,
  });
}

/** The project itself: a path to its sources, or with `--no-editable` a copy that only the sources identify. */
function installProject(
  process: Process,
  read: UvArguments,
  { libraries, project }: { libraries: string; project: Project },
): number {
  if (!process.system.network && !process.files.stat(cacheFolder(process, valueOf(read, 'cache-dir'))).ok)
    return unreachable(process, 'hatchling');
  process.takes(700);
  const module = project.name.replaceAll('-', '_');
  if (read.flags.has('--no-editable')) {
    const source = [`src/${module}`, module].map((path) => process.path(path)).find((p) => process.files.stat(p).ok);
    const entries = source === undefined ? [] : [...process.files.walk(source)];
    process.files.remove(`${libraries}/${module}`, { recursive: true });
    process.files.write(`${libraries}/${module}`, {
      bulk: { files: Math.max(1, entries.length), size: entries.reduce((sum, [, { size }]) => sum + size, 0) },
      digest: digestOf('uv project', project.name, ...entries.map(([path, { digest }]) => `${path} ${digest}`)),
    });
  } else process.files.write(`${libraries}/_${module}.pth`, { content: `${process.path('src')}\n` });
  process.err(`Installed 1 package in 1ms\n + ${project.name} (from file://${process.cwd})\n`);
  return 0;
}
