import { digestOf } from '../../base/digest.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';
import { placeFacts } from '../dpkg/place-package.ts';
import type { Arguments, Requirement } from './arguments.ts';
import { cacheFolder, openCache, type PipCache } from './cache.ts';
import { constrained, hashProblem } from './requirement.ts';
import { isFolder, placeLocal, readLocal, type LocalProject } from './local.ts';
import { siteOf } from './site.ts';

/** `pip install`: packages with what they need, from the index, the cache or finished wheels. Answers the exit code. */
export function pipInstall(process: Process, args: Arguments): number {
  const found = lookUp(process, args);
  if (typeof found === 'number') return found;
  const site = siteOf(process, args);
  const made = process.files.mkdir(site.libraries, { parents: true });
  if (!made.ok) {
    const reason = made.errno === 'EROFS' ? '[Errno 30] Read-only file system' : '[Errno 13] Permission denied';
    process.err(`ERROR: Could not install packages due to an OSError: ${reason}: '${site.libraries}'\n`);
    return 1;
  }
  const cache = cacheOf(process, args);
  for (const { facts, wheel, local } of found) {
    if (local) {
      if (!args.quiet)
        process.out(
          `${local.editable ? 'Obtaining' : 'Processing'} ${local.editable ? 'file://' : ''}${local.folder}\n`,
        );
      placeLocal(process, local, { site, editable: local.editable });
      continue;
    }
    const failed = obtain(process, { facts, wheel, cache, quiet: args.quiet });
    if (failed !== undefined) return failed;
    const binaries = facts.binaries.map((path) => `${site.commands}/${path.slice(path.lastIndexOf('/') + 1)}`);
    placeFacts(process, { ...facts, binaries }, { libraries: site.libraries, bytes: facts.installedBytes });
  }
  if (found.length && !args.quiet) process.out(`Successfully installed ${found.map(installed).join(' ')}\n`);
  return 0;
}

/** `pip wheel`: finished wheels in a folder. Answers the exit code. */
export function pipWheel(process: Process, args: Arguments): number {
  const found = lookUp(process, args);
  if (typeof found === 'number') return found;
  const folder = process.path(args.values.get('wheel-dir') ?? '.').replace(/\/$/, '');
  return store(process, { found, folder, ending: () => '-py3-none-any.whl' }, args);
}

/** `pip download`: what is fetched, in a folder; a package without a wheel as its source. Answers the exit code. */
export function pipDownload(process: Process, args: Arguments): number {
  const found = lookUp(process, args);
  if (typeof found === 'number') return found;
  const folder = process.path(args.values.get('dest') ?? '.').replace(/\/$/, '');
  const status = store(process, { found, folder, ending: fetchedAs }, args);
  if (status === 0 && !args.quiet) {
    const names = found.flatMap(({ facts }) => facts.names ?? [facts.name]);
    process.out(`Successfully downloaded ${names.join(' ')}\n`);
  }
  return status;
}

const fetchedAs = ({ builds }: PackageFacts): string => (builds?.length ? '.tar.gz' : '-py3-none-any.whl');

interface Store {
  readonly found: readonly Found[];
  readonly folder: string;
  /** Of the file's name, behind name and version. */
  readonly ending: (facts: PackageFacts) => string;
}

function store(process: Process, { found, folder, ending }: Store, args: Arguments): number {
  process.files.mkdir(folder, { parents: true });
  const cache = cacheOf(process, args);
  for (const { facts, wheel } of found) {
    const failed = obtain(process, { facts, wheel, cache, quiet: args.quiet });
    if (failed !== undefined) return failed;
    const file = `${folder}/${facts.name.replaceAll('-', '_')}-${facts.version}${ending(facts)}`;
    const written = process.files.write(file, {
      size: facts.downloadBytes,
      digest: digestOf('wheel', facts.name, facts.version, process.system.os.libc ?? ''),
    });
    if (!written.ok) {
      process.err(`ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '${file}'\n`);
      return 1;
    }
  }
  return 0;
}

function cacheOf(process: Process, { noCache, values }: Arguments): PipCache {
  return openCache(process, { noCache, folder: cacheFolder(process, values.get('cache-dir')) });
}

interface Found {
  readonly facts: PackageFacts;
  /** A finished wheel that lies in a folder. */
  readonly wheel: boolean;
  /** A project of the workspace. */
  readonly local?: LocalProject & { readonly editable: boolean };
}

function lookUp(process: Process, args: Arguments): readonly Found[] | number {
  if (args.requirements.length === 0) {
    process.err('ERROR: You must give at least one requirement to install (see "pip help install")\n');
    return 1;
  }
  const failed = hashProblem(process, args);
  if (failed !== undefined) return failed;
  const all = constrained(process, args);
  if (typeof all === 'number') return all;
  const found: Found[] = [];
  for (const wanted of all) {
    const one = lookUpOne(process, args, wanted);
    if (typeof one === 'number') return one;
    for (const each of one) if (!found.some(({ facts }) => facts.name === each.facts.name)) found.push(each);
  }
  return found;
}

function lookUpOne(process: Process, args: Arguments, wanted: Requirement): readonly Found[] | number {
  if (isFolder(wanted)) return lookUpLocal(process, args, wanted);
  if (/^(?:[\w.-]+\s*@\s*)?git\+/.test(wanted.typed) && process.find('git') === undefined)
    return noGit(process, wanted);
  const wheel = hasFile(process, { args, wanted }, '.whl');
  if (!wheel && hasFile(process, { args, wanted }, '.tar.gz')) {
    process.notSimulated(`the source archive of ${wanted.name} in a folder of pip`);
    return [];
  }
  if (!wheel && (args.noIndex || !process.system.network)) return nowhere(process, wanted);
  const facts = wanted.foreign ? undefined : process.system.packages.find('pip', '', wanted.name);
  if (facts) return [{ facts: { ...share(facts, args.noDeps), version: wanted.version ?? facts.version }, wheel }];
  process.notSimulated(`package ${wanted.typed} of pip`);
  return [];
}

/** `--no-deps`: one of as many equal shares as there are packages (assumed). */
function share(facts: PackageFacts, alone: boolean): PackageFacts {
  if (!alone || facts.packages <= 1) return facts;
  const part = (bytes: number): number => Math.round(bytes / facts.packages);
  return {
    ...facts,
    packages: 1,
    names: [facts.name],
    downloadBytes: part(facts.downloadBytes),
    installedBytes: part(facts.installedBytes),
  };
}

/** A project with what it asks for. */
function lookUpLocal(process: Process, args: Arguments, wanted: Requirement): readonly Found[] | number {
  const local = readLocal(process, wanted);
  if (typeof local === 'number') return local;
  const found: Found[] = [];
  for (const each of args.noDeps ? [] : local.requirements) {
    const one = lookUpOne(process, args, each);
    if (typeof one === 'number') return one;
    found.push(...one);
  }
  const { name, version } = local;
  const facts = {
    name,
    version,
    downloadBytes: process.files.size(local.folder),
    installedBytes: 0,
    packages: 1,
    binaries: [],
    assumed: true,
  };
  return [...found, { facts, wheel: true, local: { ...local, editable: wanted.editable === true } }];
}

/** Words of pip 23.2 without a git (observed). */
function noGit(process: Process, { typed }: Requirement): number {
  const address = typed.replace(/^.*?git\+/, '').replace(/[@#][^/]*$/, '');
  process.out(`Collecting ${typed}\n  Cloning ${address} to /tmp/pip-req-build-0\n`);
  process.err(
    "  ERROR: Error [Errno 2] No such file or directory: 'git' while executing command git version\nERROR: Cannot find command 'git' - do you have 'git' installed and in your PATH?\n",
  );
  return 1;
}

function nowhere(process: Process, { typed }: Requirement): number {
  process.err(
    `ERROR: Could not find a version that satisfies the requirement ${typed} (from versions: none)\nERROR: No matching distribution found for ${typed}\n`,
  );
  return 1;
}

interface Wanted {
  readonly args: Arguments;
  readonly wanted: Requirement;
}

/** True when the file was named itself, or lies in a folder of `--find-links`. */
function hasFile(process: Process, { args: { findLinks }, wanted }: Wanted, ending: string): boolean {
  if (wanted.typed.endsWith(ending)) return process.files.stat(process.path(wanted.typed)).ok;
  return findLinks.some((folder) => {
    const names = process.files.list(process.path(folder));
    const start = `${wanted.name.replaceAll('-', '_')}-${wanted.version ?? ''}`;
    return names.ok && names.value.some((name) => name.toLowerCase().startsWith(start) && name.endsWith(ending));
  });
}

interface Obtained extends Found {
  readonly cache: PipCache;
  readonly quiet: boolean;
}

/** Downloads, takes from the cache or compiles. Answers an exit code when that fails. */
function obtain(process: Process, { facts, wheel, cache, quiet }: Obtained): number | undefined {
  const file = `${facts.name}-${facts.version}-py3-none-any.whl`;
  const say = (line: string): void => {
    if (!quiet) process.out(line);
  };
  say(wheel ? `Processing ${file}\n` : `Collecting ${facts.name}\n`);
  if (wheel) {
    process.takes(200);
    return undefined;
  }
  if (cache.holds(facts)) {
    say(`  Using cached ${file}\n`);
    process.takes(250);
    return undefined;
  }
  say(`  Downloading ${file}\n`);
  process.takes(400 + facts.downloadBytes / 15_000);
  const failed = compile(process, facts);
  if (failed === undefined) cache.keep(facts);
  return failed;
}

/** Packages without a wheel need a compiler. */
function compile(process: Process, { name, builds }: PackageFacts): number | undefined {
  const musl = process.system.os.libc === 'musl';
  if (!builds?.includes('gcc')) return undefined;
  const missing = ['gcc', ...(builds.includes('libpq-dev') ? ['pg_config'] : [])].find(
    (tool) => process.find(tool) === undefined,
  );
  if (missing === undefined) {
    process.takes(musl ? 30_000 : 20_000);
    return undefined;
  }
  const reason =
    missing === 'gcc'
      ? "error: command 'gcc' failed: No such file or directory"
      : 'Error: pg_config executable not found.';
  process.err(
    `  error: subprocess-exited-with-error\n  × Building wheel for ${name} (pyproject.toml) did not run successfully.\n  ${reason}\nERROR: Failed building wheel for ${name}\nERROR: Failed to build installable wheels for some pyproject.toml based projects (${name})\n`,
  );
  return 1;
}

function installed({ facts: { names, name, version } }: Found): string {
  return (names ?? [name]).map((part) => (part === name ? `${part}-${version}` : part)).join(' ');
}
