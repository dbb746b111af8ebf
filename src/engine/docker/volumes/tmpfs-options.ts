import { refused, type Result } from '../daemon/daemon.ts';
import type { MountSpec } from '../model.ts';

/** A tmpfs as it will be mounted. */
export interface TmpfsOptions {
  readonly readonly: boolean;
  readonly noexec: boolean;
  readonly nosuid: boolean;
  readonly nodev: boolean;
  readonly sync: boolean;
  /** `relatime`, `noatime` or nothing. */
  readonly times: string;
  /** Bytes, whole pages; undefined: half of the memory, which nobody shows. */
  readonly bytes: number | undefined;
  readonly inodes: string | undefined;
  /** Undefined: what the folder there has, else 1777. */
  readonly mode: number | undefined;
  readonly uid: number;
  readonly gid: number;
  /** What the kernel is given besides flags: `size=10m,mode=700`. */
  readonly data: string;
  /** Flags as a number, as runc prints them. Source: linux/mount.h. */
  readonly flags: number;
}

/** Flags that clear or set a bit of mount(2). Source: moby-sys mount/flags_linux.go. */
const FLAGS: Readonly<Record<string, readonly [bit: number, on: boolean] | undefined>> = {
  ro: [1, true],
  rw: [1, false],
  nosuid: [2, true],
  suid: [2, false],
  nodev: [4, true],
  dev: [4, false],
  noexec: [8, true],
  exec: [8, false],
  sync: [0x10, true],
  async: [0x10, false],
  mand: [0x40, true],
  nomand: [0x40, false],
  dirsync: [0x80, true],
  noatime: [0x400, true],
  atime: [0x400, false],
  nodiratime: [0x800, true],
  diratime: [0x800, false],
  relatime: [0x20_0000, true],
  norelatime: [0x20_0000, false],
  strictatime: [0x100_0000, true],
  nostrictatime: [0x100_0000, false],
};

const DATA = new Set(['', 'size', 'mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol']);
const PAGE = 4096;
const UNITS: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5, e: 6 };

/**
 * The options of `--tmpfs` over Docker's own; the last of each kind counts. Refused: an unknown option. Source: moby-sys mount
 * MergeTmpfsOptions, moby daemon/oci_linux.go; recorded, vol-tmpfs.
 */
export function mergeTmpfs(options: string): Result<readonly string[]> {
  const all = ['noexec', 'nosuid', 'nodev', ...(options === '' ? [] : options.split(','))];
  const seen = new Set<string | number>();
  const merged: string[] = [];
  for (const option of all.toReversed()) {
    if (option === 'defaults') continue;
    const flag = FLAGS[option];
    const [name = ''] = option.split('=');
    if (!flag && (!option.includes('=') || !DATA.has(name)))
      return refused(`invalid tmpfs option ${JSON.stringify(name)}`);
    const key = flag ? flag[0] : name;
    if (seen.has(key)) continue;
    seen.add(key);
    merged.unshift(option);
  }
  return { ok: true, value: merged };
}

/** Merged options as the kernel takes them; undefined when it does not. Source: Linux mm/shmem.c shmem_parse_one. */
export function readTmpfs(
  merged: readonly string[],
  memory: number,
): TmpfsOptions | { readonly invalid: TmpfsOptions } {
  let flags = 0;
  const data: string[] = [];
  for (const option of merged) {
    const flag = FLAGS[option];
    if (!flag) data.push(option);
    else flags = flag[1] ? flags | flag[0] : flags & ~flag[0];
  }
  const values = new Map(data.map((one) => [one.split('=')[0] ?? '', one.slice(one.indexOf('=') + 1)]));
  const size = bytesOf(values.get('size'), memory);
  const blocks = bytesOf(values.get('nr_blocks'), 0);
  const mode = octal(values.get('mode'));
  const uid = decimal(values.get('uid'));
  const gid = decimal(values.get('gid'));
  const bytes = size ?? (typeof blocks === 'number' ? blocks * PAGE : blocks);
  const read: TmpfsOptions = {
    readonly: (flags & 1) !== 0,
    nosuid: (flags & 2) !== 0,
    nodev: (flags & 4) !== 0,
    noexec: (flags & 8) !== 0,
    sync: (flags & 0x10) !== 0,
    times: (flags & 0x400) !== 0 ? 'noatime' : (flags & 0x100_0000) !== 0 ? '' : 'relatime',
    bytes: typeof bytes === 'number' && bytes > 0 ? Math.ceil(bytes / PAGE) * PAGE : undefined,
    inodes: values.get('nr_inodes'),
    mode: typeof mode === 'number' ? mode : undefined,
    uid: typeof uid === 'number' ? uid : 0,
    gid: typeof gid === 'number' ? gid : 0,
    data: data.join(','),
    flags,
  };
  return [size, blocks, mode, uid, gid].includes(false) ? { invalid: read } : read;
}

/** Source: Linux lib/cmdline.c memparse. False: no size. */
function bytesOf(text: string | undefined, memory: number): number | false | undefined {
  if (text === undefined) return undefined;
  const [, number = '', unit = '', percent = ''] = /^(\d+)([kmgtpe]?)(%?)$/i.exec(text) ?? [];
  if (number === '') return false;
  const bytes = Number(number) * 1024 ** (UNITS[unit.toLowerCase()] ?? 0);
  if (percent === '') return bytes;
  return bytes === 50 ? undefined : Math.floor((memory / 100) * bytes);
}

function octal(text: string | undefined): number | false | undefined {
  if (text === undefined) return undefined;
  return /^[0-7]+$/.test(text) && Number.parseInt(text, 8) <= 0o7777 ? Number.parseInt(text, 8) : false;
}

function decimal(text: string | undefined): number | false | undefined {
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) && Number(text) < 2 ** 32 ? Number(text) : false;
}

/** `--mount type=tmpfs` in the words of `--tmpfs`. Source: moby volume/mounts/linux_parser.go ConvertTmpfsOptions. */
export function mountTmpfs(options: MountSpec['TmpfsOptions'], readonly: boolean): string {
  const words = readonly ? ['ro'] : [];
  if (options?.Mode) words.push(`mode=${options.Mode.toString(8)}`);
  if (options?.SizeBytes) {
    const unit = (['g', 'm', 'k'] as const).find((one) => (options.SizeBytes ?? 0) % 1024 ** (UNITS[one] ?? 0) === 0);
    words.push(`size=${options.SizeBytes / 1024 ** (UNITS[unit ?? ''] ?? 0)}${unit ?? ''}`);
  }
  return words.join(',');
}
