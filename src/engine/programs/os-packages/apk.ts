import { cacheOf, fetchPackage, indexFiles, keepIndex, type ApkCache } from '../../toolchains/apk/cache.ts';
import { missingTags, readWish, select } from '../../toolchains/apk/select.ts';
import { append, has, placeFacts } from '../../toolchains/dpkg/place-package.ts';
import type { Command, PackageFacts, Process } from '../../kernel/system.ts';

const WORLD = '/etc/apk/world';
const DATABASE = '/lib/apk/db/installed';
const VALUED = /^(?:-t|--virtual|-X|--repository|-p|--root|--arch|--cache-dir|--keys-dir|--repositories-file)$/;
const PLAIN =
  /^(?:--no-cache|-U|--update-cache|--update|-u|--upgrade|-q|--quiet|--no-progress|--allow-untrusted|-l|--latest|--no-scripts|-v|--purge|--force-.*|-f|--force|--no-check-certificate|-e|--installed|--no-interactive|--cache-packages|--wait)$/;

interface Arguments {
  readonly flags: ReadonlyMap<string, string>;
  readonly names: readonly string[];
}

/**
 * apk as a model: update, add, del, upgrade (nothing to do: base images are taken as current), info -e, cache. Packages, sizes
 * and commands are those of content/packages/apk; one that is not listed there is not simulated. `add` fetches an index that
 * is missing by itself and leaves it behind (apk-tools since 2.10: src/database.c, autoupdate). Left out: packages of
 * other repositories (edge), scripts of packages, the age of indexes.
 */
const command: Command = {
  summary: 'apk: update, add [--no-cache --virtual], del, upgrade; packages as content/packages/apk lists them.',
  example: `
$ apk cache clean
! ERROR: Package cache is not enabled.
$ apk info -e nothing || echo not installed
not installed
`,
  run(process, args) {
    if (args.includes('--print-arch')) {
      process.out(`${architecture(process)}\n`);
      return 0;
    }
    const { flags, names: words } = readArguments(process, args);
    const [verb = '', ...names] = words;
    const read = { flags, names };
    if (process.credentials.uid !== 0 && /^(?:add|del|update|upgrade|fix)$/.test(verb)) {
      process.err(
        'ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n',
      );
      return 99;
    }
    const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (run) return run(process, read);
    process.notSimulated(`apk ${words.join(' ')}`);
    return 0;
  },
};
export default command;

const VERBS: Readonly<Record<string, (process: Process, read: Arguments) => number>> = {
  update: (process, read) => update(process, read, cacheOfRun(process, read)),
  add,
  del: remove,
  upgrade,
  info,
  cache: (process, { names }) => {
    if (!has(process, '/etc/apk/cache')) {
      process.err('ERROR: Package cache is not enabled.\n');
      return 2;
    }
    // what is kept is never older than what is installed, so that clean has nothing to do
    if (names[0] !== 'clean') process.notSimulated(`apk cache ${names.join(' ')}`);
    return 0;
  },
};

/** Undefined with `--no-cache`. */
function cacheOfRun(process: Process, { flags }: Arguments): ApkCache | undefined {
  return flags.has('--no-cache') ? undefined : cacheOf(process, flags.get('--cache-dir'));
}

function readArguments(process: Process, args: readonly string[]): Arguments {
  const flags = new Map<string, string>();
  const names: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, value] = /^(--?[^=]+)=(.*)$/.exec(arg) ?? [];
    if (!arg.startsWith('-')) names.push(arg);
    else if (VALUED.test(name)) flags.set(name, value ?? args[++at] ?? '');
    else if (PLAIN.test(name)) flags.set(name, '');
    else process.notSimulated(`flag ${name} of apk`);
  }
  for (const flag of ['-p', '--root']) if (flags.has(flag)) process.notSimulated(`flag ${flag} of apk`);
  return { flags, names };
}

/** Base images hold the newest packages of their release, as far as anybody here knows. */
function upgrade(process: Process, read: Arguments): number {
  if (!refresh(process, read, cacheOfRun(process, read))) return 2;
  process.out(sizeLine(process, []));
  return 0;
}

/** `apk info -e NAME…`: prints those that are installed. */
function info(process: Process, { flags, names }: Arguments): number {
  if (!flags.has('-e') && !flags.has('--installed')) {
    process.notSimulated(`apk info ${names.join(' ')}`);
    return 0;
  }
  const known = installedNames(process);
  const here = names.filter((name) => known.has(name));
  for (const name of here) process.out(`${name}\n`);
  return here.length === names.length ? 0 : names.length - here.length;
}

function suiteOf(process: Process): string {
  return process.system.os.suite ?? process.system.os.version?.split('.').slice(0, 2).join('.') ?? '';
}

/** apk-tools 3 came with Alpine 3.23 and prints no fetch lines. */
function isThird(process: Process): boolean {
  const [, minor = 0] = suiteOf(process).split('.').map(Number);
  return minor >= 23;
}

/** Alpine's names of architectures. Source: apk-tools, `apk --print-arch`; wiki, "Architecture". */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  'linux/amd64': 'x86_64',
  'linux/arm64': 'aarch64',
  'linux/arm/v6': 'armhf',
  'linux/arm/v7': 'armv7',
  'linux/386': 'x86',
};

function architecture(process: Process): string {
  const { platform } = process.system;
  return ARCHITECTURES[platform] ?? platform.split('/').slice(0, 2).at(-1) ?? 'x86_64';
}

/** An index is at hand: fetched when it was asked for, when it is missing or when nothing is kept. */
function refresh(process: Process, read: Arguments, cache: ApkCache | undefined): boolean {
  const { flags } = read;
  const asked = ['-U', '--update-cache', '--update'].some((flag) => flags.has(flag));
  if (cache && !asked && indexFiles(process, cache).length > 0) return true;
  return update(process, read, cache) === 0;
}

/** Fetches the index; a cache keeps it. */
function update(process: Process, { flags }: Arguments, cache: ApkCache | undefined): number {
  const suite = suiteOf(process);
  const arch = architecture(process);
  const own = ['main', 'community'].map((name) => `https://dl-cdn.alpinelinux.org/alpine/v${suite}/${name}`);
  const given = flags.get('-X') ?? flags.get('--repository');
  const added = given === undefined || own.includes(given.replace(/\/$/, '')) ? [] : [given.replace(/\/$/, '')];
  for (const address of added) process.notSimulated(`repository ${address} of apk`);
  for (const address of [...added, ...own]) {
    if (!process.system.network) process.err(`WARNING: fetching ${address}: temporary error (try again later)\n`);
    else if (!isThird(process)) process.out(`fetch ${address}/${arch}/APKINDEX.tar.gz\n`);
  }
  if (!process.system.network) return 2;
  if (cache) keepIndex(process, cache, process.system.packages.indexBytes('apk', suite));
  process.takes(600);
  return 0;
}

function add(process: Process, read: Arguments): number {
  const { flags, names } = read;
  const cache = cacheOfRun(process, read);
  if (!refresh(process, read, cache)) return unknown(process, names);
  const wishes = names.map(readWish);
  const untagged = missingTags(process, wishes);
  if (untagged) {
    process.err(untagged);
    return 99; // -1 of the commit; apk-tools src/apk.c, main
  }
  for (const { text, tag } of wishes) if (tag !== undefined) process.notSimulated(`package ${text} of apk`);
  const virtual = flags.get('-t') ?? flags.get('--virtual');
  const { facts, problems } = select(process, wishes, {
    suite: suiteOf(process),
    by: virtual === undefined ? 'world' : virtualName(virtual),
  });
  if (problems.length) {
    process.err(`ERROR: unable to select packages:\n${problems.join('')}`);
    return Math.min(problems.length, 99);
  }
  install(process, { facts, virtual, cache });
  remember(process, virtual === undefined ? names : [virtual]);
  return 0;
}

/** A virtual package has the time of its making as version. */
function virtualName(name: string): string {
  return `${name}-20261124.000000`;
}

/** Writes wishes into the world, each name once. */
function remember(process: Process, names: readonly string[]): void {
  const world = process.files.read(WORLD);
  const lines = ((world.ok ? world.value : undefined) ?? '').split('\n').filter(Boolean);
  const known = new Set(names.map((text) => readWish(text).name));
  const kept = lines.filter((line) => !known.has(readWish(line).name));
  process.files.mkdir('/etc/apk', { parents: true });
  process.files.write(WORLD, { content: [...kept, ...names].map((line) => `${line}\n`).join('') });
}

function unknown(process: Process, names: readonly string[]): number {
  const lines = names.map((name) => `  ${name} (no such package):\n    required by: world[${name}]\n`);
  process.err(`ERROR: unable to select packages:\n${lines.join('')}`);
  return Math.min(Math.max(1, names.length), 99);
}

function installedNames(process: Process): ReadonlySet<string> {
  const database = process.files.read(DATABASE);
  return new Set(
    [...((database.ok ? database.value : undefined) ?? '').matchAll(/^P:(.+)$/gm)].map(([, name = '']) => name),
  );
}

interface Order {
  readonly facts: readonly PackageFacts[];
  readonly virtual: string | undefined;
  readonly cache: ApkCache | undefined;
}

function install(process: Process, { facts, virtual, cache }: Order): void {
  const known = installedNames(process);
  const fresh = facts.filter(({ name, inBase }) => !known.has(name) && !inBase);
  const lines = fresh.flatMap(({ names, name, version }) =>
    (names?.length ? names : [name]).map((part) => (part === name ? `${part} (${version})` : part)),
  );
  const once = [...new Set(lines)];
  const all = virtual === undefined ? once : [...once, `${virtual} (20261124.000000)`];
  const width = String(all.length).length;
  const count = (index: number): string => (isThird(process) ? String(index).padStart(width) : String(index));
  for (const [index, line] of all.entries()) process.out(`(${count(index + 1)}/${all.length}) Installing ${line}\n`);
  for (const entry of fresh) {
    const made = placeFacts(process, entry, { libraries: '/usr/lib', bytes: entry.installedBytes });
    append(process, DATABASE, `P:${entry.name}\nV:${entry.version}\n${made.map((path) => `R:${path}\n`).join('')}\n`);
    process.takes(200 + fetchPackage(process, cache, entry) / 20_000 + entry.installedBytes / 200_000);
  }
  if (virtual !== undefined)
    append(process, DATABASE, `P:${virtual}\nV:0\nD:${fresh.map(({ name }) => name).join(' ')}\n\n`);
  if (process.system.os.family === 'alpine' && all.length) process.out('Executing busybox-1.37.0.trigger\n');
  process.out(sizeLine(process, fresh));
}

/** The last line of a run. A bare Alpine has 8 MiB in 16 packages; what was there before counts by number only. */
function sizeLine(process: Process, fresh: readonly PackageFacts[]): string {
  const bytes = fresh.reduce((sum, entry) => sum + entry.installedBytes, 8_300_000);
  const size = isThird(process) ? (bytes / 1_048_576).toFixed(1) : String(Math.floor(bytes / 1_048_576));
  return `OK: ${size} MiB in ${16 + installedNames(process).size} packages\n`;
}

function remove(process: Process, { names }: Arguments): number {
  const database = process.files.read(DATABASE);
  const records = ((database.ok ? database.value : undefined) ?? '').split('\n\n').filter(Boolean);
  const recordOf = (name: string) => records.find((record) => record.startsWith(`P:${name}\n`));
  const world = process.files.read(WORLD);
  const kept = ((world.ok ? world.value : undefined) ?? '')
    .split('\n')
    .filter((line) => line && !names.includes(readWish(line).name));
  const targets = names.flatMap((name) => [name, ...(/^D:(.*)$/m.exec(recordOf(name) ?? '')?.[1]?.split(' ') ?? [])]);
  const gone = new Set(targets.filter((name) => recordOf(name) && !kept.includes(name)));
  let index = 0;
  for (const name of gone) {
    process.out(`(${++index}/${gone.size}) Purging ${name}\n`);
    for (const [, path = ''] of (recordOf(name) ?? '').matchAll(/^R:(.+)$/gm))
      process.files.remove(path, { recursive: true });
  }
  process.files.write(DATABASE, {
    content: records
      .filter((record) => !gone.has(/^P:(.*)$/m.exec(record)?.[1] ?? ''))
      .map((record) => `${record}\n\n`)
      .join(''),
  });
  process.files.write(WORLD, { content: kept.map((line) => `${line}\n`).join('') });
  process.out(sizeLine(process, []));
  return 0;
}
