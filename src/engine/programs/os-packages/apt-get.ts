import { clean, keepArchives, missingBytes } from '../../toolchains/apt/archives.ts';
import { held, takeLock, worksLocked } from '../../toolchains/apt/locks.ts';
import { announce, announceSizes } from '../../toolchains/apt/announce.ts';
import { automatic, mark } from '../../toolchains/apt/marks.ts';
import { readArguments, type Arguments } from '../../toolchains/apt/arguments.ts';
import { findPackage, lookUp } from '../../toolchains/apt/find.ts';
import { isLocalFile, localFileProblem } from '../../toolchains/apt/local-files.ts';
import { addedRepositories, refusals, unknownRepositories } from '../../toolchains/apt/repositories.ts';
import { removal } from '../../toolchains/apt/remove.ts';
import { installedPackages, record } from '../../toolchains/dpkg/dpkg.ts';
import { has, placeFacts } from '../../toolchains/dpkg/place-package.ts';
import type { Command, PackageFacts, Process } from '../../kernel/system.ts';

const LISTS = '/var/lib/apt/lists';
const ARCHIVES = '/var/cache/apt/archives';
const READING = 'Reading package lists...\n';
const TREE = `${READING}Building dependency tree...\nReading state information...\n`;
const SUMMARY = '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n';

/**
 * apt-get (and apt) as a model: update, install, remove, purge, autoremove, clean, upgrade (nothing to do: base images are
 * taken as current). Packages, sizes and commands are the measured ones of content/packages/apt; a package not listed there
 * is not simulated unless no Debian has it (models/apt/absent.ts). Texts and exit codes as apt 3.0.4 of Debian 13 (observed), without progress and single downloads. Left
 * out: packages of repositories other than NodeSource's, preferences, scripts of packages.
 */
const command: Command = {
  summary: 'apt-get: update, install [-y --no-install-recommends], remove, purge, autoremove, clean.',
  aliases: ['apt'],
  example: `
$ apt-get install -y nothing
Reading package lists...
Building dependency tree...
Reading state information...
! E: Unable to locate package nothing
$ apt-get foo
! E: Invalid operation foo
`,
  run(process, args) {
    const read = readArguments(process, args);
    const [verb = '', ...names] = read.names;
    const given = { ...read, names };
    if (verb === '') {
      process.out(`apt 3.0.4 (amd64)\nUsage: ${process.name} [options] command\n`);
      return 1;
    }
    if (process.credentials.uid !== 0) return locked(process, verb);
    if (process.name === 'apt')
      process.err('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
    const run = VERBS[verb];
    if (run) return run(process, given);
    if (/^(?:source|build-dep|download|check|changelog|satisfy|list|show|search|policy|edit-sources)$/.test(verb)) {
      process.notSimulated(`${process.name} ${verb}`);
      return 0;
    }
    process.err(`E: Invalid operation ${verb}\n`);
    return 100;
  },
};
export default command;

const VERBS: Readonly<Record<string, (process: Process, read: Arguments) => number>> = {
  update,
  install,
  remove,
  purge: (process, read) => remove(process, read, true),
  autoremove: automatically,
  autopurge: (process, read) => automatically(process, read, true),
  clean: empty,
  autoclean: empty,
  'auto-remove': automatically,
  upgrade,
  'dist-upgrade': upgrade,
  'full-upgrade': upgrade,
};

function empty(process: Process): number {
  clean(process);
  return 0;
}

/** Nothing is newer than what base images hold. */
function upgrade(process: Process, { quiet }: Arguments): number {
  if (!quiet) process.out(`${TREE}${SUMMARY}`);
  return 0;
}

/** What came with packages that were removed, or was marked as such by apt-mark. */
function automatically(process: Process, read: Arguments, purge = read.flags.has('--purge')): number {
  const { names, quiet, yes } = read;
  if (!quiet) process.out(TREE);
  return removal(process, { names, purge, auto: true, quiet, yes, suite: suiteOf(process) });
}

/** What another user than root is told. */
function locked(process: Process, verb: string): number {
  const refuse = (folder: string): void =>
    process.err(
      `E: Could not open lock file ${folder}/lock - open (13: Permission denied)\nE: Unable to lock directory ${folder}/\n`,
    );
  if (verb === 'update') {
    process.out(READING);
    refuse(LISTS);
  } else if (/^(?:auto)?clean$/.test(verb)) {
    refuse(ARCHIVES);
    refuse(LISTS);
  } else
    process.err(
      'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
    );
  return 100;
}

const suiteOf = (process: Process): string => process.system.os.suite ?? 'trixie';

function update(process: Process, { quiet }: Arguments): number {
  const suite = suiteOf(process);
  const ubuntu = process.system.os.family === 'ubuntu';
  const host = ubuntu ? 'http://archive.ubuntu.com/ubuntu' : 'http://deb.debian.org/debian';
  if (!process.system.network) {
    process.err(
      `W: Failed to fetch ${host}/dists/${suite}/InRelease  Temporary failure resolving '${host.split('/')[2] ?? ''}'\nW: Some index files failed to download. They have been ignored, or old ones used instead.\n`,
    );
    return 0;
  }
  // Lists that are there are asked about, and fetched again when they changed: never here.
  if (!takeLock(process, LISTS)) {
    if (!quiet) process.out(READING);
    return held(process, LISTS);
  }
  const known = hasLists(process);
  process.files.mkdir(LISTS, { parents: true });
  process.files.write(`${LISTS}/${host.slice(7).replaceAll('/', '_')}_dists_${suite}_main_binary_Packages.lz4`, {
    size: process.system.packages.indexBytes('apt', suite),
  });
  if (!quiet)
    process.out(
      known
        ? `Hit:1 ${host} ${suite} InRelease\n${READING}`
        : `Get:1 ${host} ${suite} InRelease\nGet:2 ${host} ${suite}/main Packages\nFetched 9.6 MB in 2s\n${READING}`,
    );
  worksLocked(process, LISTS, known ? 700 : 2500);
  const added = addedRepositories(process);
  const refused = refusals(process, added);
  process.err(refused);
  if (refused) return 100;
  for (const { uri } of unknownRepositories(added)) process.notSimulated(`repository ${uri} of apt`);
  return 0;
}

function hasLists(process: Process): boolean {
  const names = process.files.list(LISTS);
  return names.ok && names.value.some((name) => name.includes('_Packages'));
}

function install(process: Process, read: Arguments): number {
  for (const word of read.names.filter(isLocalFile)) {
    const problem = localFileProblem(process, word);
    if (problem === undefined) continue;
    process.out(READING);
    process.err(problem);
    return 100;
  }
  if (!read.quiet) process.out(TREE);
  const known = installedPackages(process);
  const words = read.names.filter((word) => !isLocalFile(word));
  const all = words.map((text) => text.split(/[=/:]/)[0] ?? text);
  const names = all.filter((name) => !known.has(name));
  if (names.length && !hasLists(process)) {
    for (const name of names) process.err(`E: Unable to locate package ${name}\n`);
    return 100;
  }
  const fresh = lookUp(
    process,
    words.filter((_, index) => !known.has(all[index] ?? '')),
    suiteOf(process),
  );
  if (fresh.err) {
    process.out(fresh.out);
    process.err(fresh.err);
    return 100;
  }
  return perform(process, { read, all, known, found: fresh.found });
}

interface Order {
  readonly read: Arguments;
  /** Names of all that was asked for. */
  readonly all: readonly string[];
  readonly known: ReadonlySet<string>;
  readonly found: readonly (PackageFacts | undefined)[];
}

function perform(process: Process, { read, all, known, found }: Order): number {
  if (!read.quiet)
    for (const name of all.filter((each) => known.has(each))) process.out(`${name} is already the newest version.\n`);
  const marked = automatic(process);
  mark(
    process,
    all.filter((name) => known.has(name) && marked.has(name)),
    'manual',
  );
  const fresh = found.flatMap((entry) => (entry && !entry.inBase ? [entry] : []));
  const figures = fresh.map((facts) => figuresOf(process, facts, read.recommends));
  const count = figures.reduce((sum, { packages }) => sum + packages, 0);
  const download = figures.reduce((sum, { downloadBytes }) => sum + downloadBytes, 0);
  const bytes = figures.reduce((sum, { installedBytes }) => sum + installedBytes, 0);
  const archives = fresh.map((facts, index) => [facts, figures[index]?.downloadBytes ?? 0] as const);
  const missing = missingBytes(process, archives);
  if (!read.quiet) announce(process, { fresh, count });
  const locks = count > 0;
  if (locks && !takeLock(process, ARCHIVES)) return held(process, ARCHIVES);
  if (!read.quiet && locks) announceSizes(process, { download, missing, bytes });
  if (count > read.names.length && !read.yes) {
    worksLocked(process, ARCHIVES, 0);
    process.out('Do you want to continue? [Y/n] Abort.\n');
    return 1;
  }
  if (missing > 0 && !process.system.network) {
    worksLocked(process, ARCHIVES, 0);
    return unreachable(process, fresh);
  }
  for (const [index, facts] of fresh.entries()) unpack(process, facts, figures[index]?.installedBytes ?? 0);
  keepArchives(process, archives);
  worksLocked(process, ARCHIVES, 800 + missing / 10_000 + bytes / 20_000);
  return 0;
}

function unreachable(process: Process, fresh: readonly PackageFacts[]): number {
  const host = process.system.os.family === 'ubuntu' ? 'archive.ubuntu.com' : 'deb.debian.org';
  for (const { name, version } of fresh)
    process.err(
      `E: Failed to fetch http://${host}/debian/pool/main/${name[0] ?? ''}/${name}/${name}_${version}_amd64.deb  Temporary failure resolving '${host}'\n`,
    );
  process.err('E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n');
  return 100;
}

function figuresOf(
  process: Process,
  facts: PackageFacts,
  recommends: boolean,
): { packages: number; downloadBytes: number; installedBytes: number } {
  if (recommends && facts.recommends) return facts.recommends;
  const slim = has(process, '/etc/dpkg/dpkg.cfg.d/docker') || has(process, '/etc/dpkg/dpkg.cfg.d/excludes');
  return {
    packages: facts.packages,
    downloadBytes: facts.downloadBytes,
    installedBytes: slim ? (facts.slimBytes ?? facts.installedBytes) : facts.installedBytes,
  };
}

function unpack(process: Process, facts: PackageFacts, bytes: number): void {
  const triple = process.system.platform.startsWith('linux/arm64') ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const made = placeFacts(process, facts, { libraries: `/usr/lib/${triple}`, bytes });
  record(process, facts, made);
  process.out(`Setting up ${facts.name} (${facts.version}) ...\n`);
}

function remove(process: Process, read: Arguments, purge = read.flags.has('--purge')): number {
  const { names, yes, quiet, flags } = read;
  if (!quiet) process.out(TREE);
  const known = installedPackages(process);
  const suite = suiteOf(process);
  const strange = names.filter((name) => !known.has(name) && !findPackage(process, suite, name));
  if (strange.length && !hasLists(process)) {
    for (const name of strange) process.err(`E: Unable to locate package ${name}\n`);
    return 100;
  }
  const auto = ['--auto-remove', '--autoremove'].some((flag) => flags.has(flag));
  return removal(process, { names, purge, auto, quiet, yes, suite });
}
