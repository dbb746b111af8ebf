import { overlay, plainLayer, stack, type Entry, type Layer, type PlainEntry, type Tree } from '../../files/index.ts';
import type { WritableTree } from '../../files/index.ts';
import { commands, programs as everything } from '../../everything.ts';
import type { System } from '../../kernel/system.ts';

/** The three recorded machines: two Debian ones that differ in the shell that is called, and an Alpine one. */
export type Machine = 'dash' | 'bash' | 'ash';

/** A file of a recorded case; a relative name lies in /app. */
export interface GivenFile {
  readonly content?: string;
  /** Octal. */
  readonly mode?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly link?: string;
  readonly dir?: boolean;
}

/** What a run changed, as the recorded answers write it. */
export interface ChangedFile {
  readonly type: 'file' | 'dir' | 'link' | 'fifo' | 'deleted';
  readonly mode?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly content?: string;
  readonly target?: string;
  readonly binary?: true;
}

export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Programs that the recorded images lack on purpose: they are "not found" there. */
const ABSENT = new Set(
  'apk apt-get curl git go go-app gofmt groupadd make nginx node node-tool npm npx pip ssh ssh-add ssh-agent ssh-keyscan strip su-exec update-ca-certificates useradd usermod xx-go xx-info xx-verify yarn pnpm cargo mvn'.split(
    ' ',
  ),
);
const ALPINE_ONLY = new Set(['addgroup', 'adduser', 'wget', 'nc', 'nslookup', 'ping', 'su', 'vi']);

/** Applets that Alpine links below /bin; the others lie in /usr/bin. Source: BusyBox include/applets.src.h (BB_DIR_BIN). */
const IN_BIN = new Set(
  'ash base64 cat chgrp chmod chown cp date dd df dnsdomainname echo ed egrep false fgrep getopt grep gunzip gzip hostname kill link ln ls mkdir mknod mktemp mount mountpoint mv netstat nice pidof ping printenv ps pwd rm rmdir sed setpriv sh sleep stat stty su sync tar touch true umount uname usleep watch zcat'.split(
    ' ',
  ),
);

const FOLDERS: Readonly<Record<string, PlainEntry>> = {
  '/app/': '',
  '/tmp/': { mode: 0o1777 },
  '/var/tmp/': { mode: 0o1777 },
  '/var/log/': '',
  '/root/': { mode: 0o700 },
  '/home/node/': { mode: 0o755, owner: { uid: 1000, gid: 1000 } },
  '/opt/': '',
  '/srv/': '',
  '/mnt/': '',
  '/run/': '',
  '/usr/local/bin/': '',
  '/usr/local/sbin/': '',
  '/usr/sbin/': '',
  '/etc/hostname': 'box\n',
  '/etc/hosts': '127.0.0.1 localhost\n',
  '/etc/group': 'root:x:0:\ndaemon:x:1:\ntty:x:5:\nstaff:x:50:\nnode:x:1000:\nnogroup:x:65534:\n',
};

function passwd(shell: string): string {
  return [
    `root:x:0:0:root:/root:${shell}`,
    'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
    `node:x:1000:1000::/home/node:${shell}`,
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
    '',
  ].join('\n');
}

function binary(model: string, libc: 'glibc' | 'musl', size = 40_000): PlainEntry {
  return { size, mode: 0o755, program: { format: 'elf', arch: 'amd64', libc, model } };
}

function debian(): Readonly<Record<string, PlainEntry>> {
  const files: Record<string, PlainEntry> = {
    ...FOLDERS,
    '/bin': { link: 'usr/bin' },
    '/sbin': { link: 'usr/sbin' },
    '/usr/bin/sh': { link: 'dash' },
    '/usr/bin/dash': binary('dash', 'glibc', 133_000),
    '/usr/bin/bash': binary('bash', 'glibc', 1_300_000),
    '/etc/passwd': passwd('/bin/bash'),
    '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\n',
  };
  for (const name of commands.keys())
    if (!ABSENT.has(name) && !ALPINE_ONLY.has(name)) files[`/usr/bin/${name}`] = binary(name, 'glibc');
  return { ...files, ...programs('glibc') };
}

function alpine(): Readonly<Record<string, PlainEntry>> {
  const files: Record<string, PlainEntry> = {
    ...FOLDERS,
    '/bin/busybox': binary('busybox', 'musl', 824_984),
    '/etc/passwd': passwd('/bin/sh'),
    '/etc/os-release': 'NAME="Alpine Linux"\nID=alpine\n',
  };
  for (const name of [...commands.keys(), 'sh', 'ash'])
    if (!ABSENT.has(name)) files[IN_BIN.has(name) ? `/bin/${name}` : `/usr/bin/${name}`] = { link: '/bin/busybox' };
  return { ...files, ...programs('musl') };
}

/** Of the PID-1 scenarios: an init of each kind, and Node. */
function programs(libc: 'glibc' | 'musl'): Record<string, PlainEntry> {
  return {
    '/sbin/docker-init': binary('tini', libc),
    '/usr/bin/tini': binary('tini', libc),
    '/usr/bin/dumb-init': binary('dumb-init', libc),
    '/usr/local/bin/node': binary('node', libc),
  };
}

const BASES = new Map<string, Tree>();

function base(machine: Machine): Tree {
  const kind = machine === 'ash' ? 'alpine' : 'debian';
  const known = BASES.get(kind) ?? stack([plainLayer(kind === 'alpine' ? alpine() : debian())]);
  BASES.set(kind, known);
  return known;
}

export interface BoxOptions {
  readonly files?: Readonly<Record<string, GivenFile>>;
  readonly readOnly?: boolean;
  /** Paths of writable file systems in memory; what is in them is no change. */
  readonly tmpfs?: readonly string[];
}

/** One of the recorded machines with the files of a case, and what a run changed in it. */
export function box(machine: Machine, options: BoxOptions = {}): { system: System; changed(): Record<string, ChangedFile> } {
  const given = Object.entries(options.files ?? {}).map(([name, file]) => [place(name), plain(file)] as const);
  const known = base(machine);
  const before = given.length > 0 ? stack([...known.layers, plainLayer(Object.fromEntries(given))]) : known;
  const tree = overlay(before, { readonly: options.readOnly === true });
  for (const path of options.tmpfs ?? []) tree.mount(path, overlay(stack([plainLayer({ '/': { mode: 0o1777 } })])));
  return { system: systemOf(tree, machine), changed: () => changes(before, tree.commit()) };
}

function systemOf(tree: WritableTree, machine: Machine): System {
  return {
    tree,
    os:
      machine === 'ash'
        ? { family: 'alpine', version: '3.22', suite: '3.22', libc: 'musl', shell: 'ash', packageManager: 'apk' }
        : { family: 'debian', version: '13', suite: 'trixie', libc: 'glibc', shell: 'dash', packageManager: 'apt' },
    platform: 'linux/amd64',
    packages: { find: () => undefined, indexBytes: () => 0 },
    network: true,
    credentials: { sshAgent: false },
    ...everything,
  };
}

function place(name: string): string {
  return name.startsWith('/') ? name : `/app/${name}`;
}

function plain(file: GivenFile): Exclude<PlainEntry, string | null> {
  const owner = { uid: file.uid ?? 0, gid: file.gid ?? 0 };
  if (file.link !== undefined) return { link: file.link, owner };
  const mode = file.mode === undefined ? (file.dir ? 0o755 : 0o644) : Number.parseInt(file.mode, 8);
  return file.dir ? { dir: true, mode, owner } : { content: file.content ?? '', mode, owner };
}

/** As an overlay's upper folder shows it: what was written is there even when it is the same again. */
function changes(before: Tree, layer: Layer): Record<string, ChangedFile> {
  const found: Record<string, ChangedFile> = {};
  for (const [path, entry] of layer.entries) {
    const stat = before.stat(path, { follow: false });
    const old = stat.ok ? stat.value : undefined;
    if (!entry) {
      if (old) found[path] = { type: 'deleted' };
    } else if (!old || entry.kind !== 'dir' || differs(old, entry)) found[path] = describe(entry);
  }
  return found;
}

function differs(old: Entry, entry: Entry): boolean {
  return old.kind !== entry.kind || old.uid !== entry.uid || old.gid !== entry.gid || old.mode !== entry.mode;
}

function describe(entry: Entry): ChangedFile {
  const owner = { uid: entry.uid, gid: entry.gid };
  const mode = entry.mode.toString(8).padStart(4, '0');
  if (entry.kind === 'symlink') return { type: 'link', mode: '0777', ...owner, target: entry.target ?? '' };
  if (entry.kind === 'dir') return { type: 'dir', mode, ...owner };
  if (entry.kind === 'fifo') return { type: 'fifo', mode, ...owner };
  const content = entry.content ?? '';
  const unknown = entry.content === undefined || content.startsWith('!<drydock');
  return unknown ? { type: 'file', mode, ...owner, binary: true } : { type: 'file', mode, ...owner, content };
}
