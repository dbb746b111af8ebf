import { overlay, emptyTree, type WritableTree } from '../../files/index.ts';
import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { Volume } from '../model.ts';
import { readTmpfs, type TmpfsOptions } from './tmpfs-options.ts';

/** Where an engine keeps the files of a volume. */
export function mountpointOf(name: string): string {
  return `/var/lib/docker/volumes/${name}/_data`;
}

/** Options of the driver `local` and what else each needs. Source: moby volume/local/local_unix.go validOpts, mandatoryOpts. */
const NEEDS: Readonly<Record<string, readonly string[] | undefined>> = {
  type: ['device'],
  device: ['type'],
  o: ['device', 'type'],
  size: [],
};

/** Whether the driver takes a name. Source: moby volume/local/local.go validateName. */
export function verifyName(name: string): Result {
  if (name.length === 1)
    return refused('volume name is too short, names should be at least two alphanumeric characters');
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) return done;
  return refused(
    `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
  );
}

/** Whether the driver takes options; nothing is tried before a container needs the volume. Recorded, vol-nfs. */
export function verifyOptions(options: Readonly<Record<string, string>>): Result {
  for (const name of Object.keys(options)) if (!NEEDS[name]) return refused(`invalid option: ${JSON.stringify(name)}`);
  if ('size' in options) return refused('quota size requested but no quota support');
  for (const name of Object.keys(options))
    for (const needed of NEEDS[name] ?? [])
      if (!(needed in options)) return refused(`missing required option: "${needed}"`);
  return done;
}

/** What a container gets to see of a volume: a tree, and the folder of it. */
export interface Opened {
  readonly tree: WritableTree;
  readonly from: string;
  readonly readonly: boolean;
  /** When it is a file system in memory. */
  readonly memory?: TmpfsOptions;
  readonly type: string;
}

/** File systems in memory that volumes have while a container runs with them. */
const inMemory = new WeakMap<Volume, Opened>();

/**
 * Opens a volume as the driver mounts it: its own folder, a folder of the host (`o=bind`), a file system in memory, or one of the
 * network. Refused in the daemon's words. `used`: a running container has it already. Source: moby volume/local/local_unix.go mount;
 * recorded, vol-nfs.
 */
export function openVolume(daemon: Daemon, volume: Volume, used: boolean): Result<Opened> {
  const { type = '', device = '', o = '' } = volume.options ?? {};
  if (type === '' && device === '')
    return { ok: true, value: { tree: volume.tree, from: '/', readonly: false, type: 'ext4' } };
  const words = o.split(',').filter((word) => word !== '');
  const bind = words.includes('bind') || words.includes('rbind');
  const readonly = words.includes('ro');
  if (bind) {
    if (!daemon.hostTree.stat(device).ok) return cannot(daemon, volume, 'no such file or directory');
    return { ok: true, value: { tree: daemon.hostTree, from: device, readonly, type: 'ext4' } };
  }
  if (type !== 'tmpfs') return cannot(daemon, volume, whyNot(daemon, { type, device }));
  const known = used ? inMemory.get(volume) : undefined;
  if (known) return { ok: true, value: known };
  const unknown = words.find(
    (word) => word.includes('=') && !/^(?:size|mode|uid|gid|nr_inodes|nr_blocks|mpol)=/.test(word),
  );
  const read = readTmpfs(words, daemon.profile.memory);
  if (unknown !== undefined || 'invalid' in read) return cannot(daemon, volume, 'invalid argument');
  const tree = overlay(emptyTree(), read.bytes === undefined ? {} : { limit: read.bytes });
  tree.chmod('/', read.mode ?? 0o1777);
  tree.chown('/', { uid: read.uid, gid: read.gid });
  const opened: Opened = { tree, from: '/', readonly, memory: read, type: 'tmpfs' };
  inMemory.set(volume, opened);
  return { ok: true, value: opened };
}

/**
 * Why a file system cannot be mounted. The recorded host's kernel knows no NFS or CIFS (`no such device`, probed on Engine 26.1.5);
 * elsewhere nobody answers in the network: assumption, no server is simulated.
 */
function whyNot(daemon: Daemon, { type, device }: { type: string; device: string }): string {
  const network = /^(?:nfs4?|cifs|smb3)$/.test(type);
  if (network) return daemon.profile.name === 'recorded' ? 'no such device' : 'no route to host';
  if (!/^(?:ext[234]|xfs|btrfs|vfat|iso9660|squashfs|none)$/.test(type)) return 'no such device';
  const found = daemon.hostTree.stat(device);
  return found.ok ? 'block device required' : 'no such file or directory';
}

/** Flags of mount(2) in `o=`; everything else is handed to the file system as it is. */
const FLAGS: Readonly<Record<string, number | undefined>> = {
  ro: 1,
  rw: 0,
  nosuid: 2,
  nodev: 4,
  noexec: 8,
  sync: 0x10,
  noatime: 0x400,
  nodiratime: 0x800,
  bind: 0x1000,
  rbind: 0x5000,
  relatime: 0x20_0000,
  defaults: 0,
};

function cannot(daemon: Daemon, volume: Volume, why: string): Result<Opened> {
  const { type = '', device = '', o = '' } = volume.options ?? {};
  const place = mountpointOf(volume.name);
  const failed = (text: string): Result<Opened> => refused(`error while mounting volume '${place}': ${text}`);
  const host = hostOf(type, device, o);
  if (host !== undefined)
    return failed(
      `error resolving passed in network volume address: lookup ${host} on ${daemon.profile.lan.dns}:53: no such host`,
    );
  const words = o.split(',').filter((word) => word !== '');
  const flags = words.reduce((sum, word) => sum | (FLAGS[word] ?? 0), 0);
  const data = words
    .filter((word) => FLAGS[word] === undefined)
    .map((word) => word.replace(/^password=.*/, 'password=********'))
    .join(',');
  const how = `${flags === 0 ? '' : `, flags: 0x${flags.toString(16)}`}${data === '' ? '' : `, data: ${data}`}`;
  return failed(`failed to mount local volume: mount ${device}:${place}${how}: ${why}`);
}

/** The name of a server that must be looked up first; no name is known in the host's network. */
function hostOf(type: string, device: string, o: string): string | undefined {
  if (type !== 'nfs' && type !== 'cifs') return undefined;
  const address =
    /(?:^|,)addr=([^,]*)/.exec(o)?.[1] ?? (type === 'cifs' ? /^\/\/([^/]+)/.exec(device)?.[1] : undefined);
  return address === undefined || address === '' || /^\d+(?:\.\d+){3}$|:/.test(address) ? undefined : address;
}
