import { overlay, plainLayer, stack, type PlainEntry, type WritableTree } from '../files/index.ts';
import { commands, programs } from '../everything.ts';
import { runProgram } from '../kernel/runtime/run-to-end.ts';
import type { RunOptions } from '../kernel/system.ts';
import type { PackageFacts, PackageSource, RunOutcome, System } from '../kernel/system.ts';

/** Facts of a package for tests; figures as in content/packages where they matter. */
export function packageFacts(facts: Partial<PackageFacts> & { name: string }): PackageFacts {
  return {
    version: '1.0',
    downloadBytes: 1_000_000,
    installedBytes: 3_000_000,
    packages: 1,
    binaries: [],
    assumed: false,
    ...facts,
  };
}

/** A source that knows the packages given, for every manager and suite. */
export function packages(known: readonly (PackageFacts & { manager?: string })[] = []): PackageSource {
  return {
    find: (manager, _suite, name) => known.find((one) => one.name === name && (one.manager ?? manager) === manager),
    indexBytes: (manager) => (manager === 'apt' ? 21_660_616 : 2_800_000),
  };
}

const FOLDERS: Readonly<Record<string, PlainEntry>> = {
  '/tmp/': { mode: 0o1777 },
  '/root/': { mode: 0o700 },
  '/home/': '',
  '/var/log/': '',
  '/var/lib/apt/lists/': '',
  '/var/cache/apt/archives/': '',
  '/usr/sbin/': '',
  '/usr/local/bin/': '',
  '/lib64/': '',
  '/run/': '',
  '/usr/local/go/VERSION': 'go1.26.1\n',
  '/etc/passwd':
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnode:x:1000:1000::/home/node:/bin/bash\n',
  '/etc/group': 'root:x:0:\ndaemon:x:1:\nstaff:x:50:\nnode:x:1000:\nnogroup:x:65534:\n',
  '/etc/apt/apt.conf.d/docker-clean': 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };\n',
};

function debian(): Readonly<Record<string, PlainEntry>> {
  const files: Record<string, PlainEntry> = {
    ...FOLDERS,
    '/bin': { link: 'usr/bin' },
    '/usr/bin/sh': { link: 'dash' },
  };
  for (const name of [...commands.keys(), 'dash', 'bash'])
    files[`/usr/bin/${name}`] = {
      size: 40_000,
      mode: 0o755,
      program: { format: 'elf', arch: 'amd64', libc: 'glibc', model: name },
    };
  return files;
}

function alpine(): Readonly<Record<string, PlainEntry>> {
  const files: Record<string, PlainEntry> = {
    ...FOLDERS,
    '/bin/busybox': {
      size: 824_984,
      mode: 0o755,
      program: { format: 'elf', arch: 'amd64', libc: 'musl', model: 'busybox' },
    },
  };
  delete files['/etc/apt/apt.conf.d/docker-clean'];
  for (const name of [...commands.keys(), 'sh', 'ash']) files[`/bin/${name}`] = { link: '/bin/busybox' };
  for (const name of ['apk', 'node', 'npm', 'go', 'git', 'ssh', 'python3', 'pip'])
    files[`/bin/${name}`] = {
      size: 1000,
      mode: 0o755,
      program: { format: 'elf', arch: 'amd64', libc: 'musl', model: name },
    };
  return files;
}

const BASES = { debian: stack([plainLayer(debian())]), alpine: stack([plainLayer(alpine())]) };

export interface TestOptions extends RunOptions {
  readonly os?: 'debian' | 'alpine';
  readonly files?: Readonly<Record<string, PlainEntry>>;
  readonly system?: Partial<System>;
  readonly user?: 'node';
}

/** A machine with every command, whose files stay from one run to the next. */
export function testMachine(options: TestOptions = {}): {
  readonly tree: WritableTree;
  run(text: string, more?: RunOptions): RunOutcome & { out: string; err: string };
  exec(argv: readonly string[], more?: RunOptions): RunOutcome & { out: string; err: string };
} {
  const kind = options.os ?? 'debian';
  const base = BASES[kind];
  const tree = overlay(options.files ? stack([...base.layers, plainLayer(options.files)]) : base);
  const system: System = {
    tree,
    os:
      kind === 'debian'
        ? { family: 'debian', version: '13', suite: 'trixie', libc: 'glibc', shell: 'dash', packageManager: 'apt' }
        : { family: 'alpine', version: '3.22', suite: '3.22', libc: 'musl', shell: 'ash', packageManager: 'apk' },
    platform: 'linux/amd64',
    packages: packages(),
    network: true,
    credentials: { sshAgent: false },
    ...programs,
    ...options.system,
  };
  const credentials = options.user ? { uid: 1000, gid: 1000, groups: [1000], umask: 0o022 } : options.credentials;
  const exec = (argv: readonly string[], more: RunOptions = {}): RunOutcome & { out: string; err: string } => {
    const outcome = runProgram(system, argv, { ...options, ...(credentials ? { credentials } : {}), ...more });
    const text = (fd: 1 | 2): string =>
      outcome.log
        .filter((chunk) => chunk.fd === fd)
        .map((chunk) => chunk.text)
        .join('');
    return { ...outcome, out: text(1), err: text(2) };
  };
  return { tree, exec, run: (text, more) => exec(['/bin/sh', '-c', text], more) };
}
