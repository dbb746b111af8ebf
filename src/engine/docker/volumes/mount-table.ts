import type { WritableTree } from '../../files/index.ts';
import { digestOf } from '../../base/digest.ts';
import type { MountLine } from '../../kernel/index.ts';
import type { Daemon } from '../daemon/daemon.ts';
import type { Container } from '../model.ts';
import { mountsOf, type Mounted } from './mounted.ts';
import type { TmpfsOptions } from './tmpfs-options.ts';

/** Disk that volumes and bind mounts lie on. Recorded host: a virtual disk with ext4. */
const DISK = '/dev/vda';
const CONTROLLERS = ['cpu', 'cpuacct', 'cpuset', 'memory', 'devices', 'freezer', 'blkio', 'pids', 'systemd'];

/**
 * What /proc/mounts of a container lists, in the order in which the runtime mounts. Source: moby oci/defaults.go, probed on Engine
 * 26.1.5 (`docker run alpine mount`).
 */
export function mountTable(daemon: Daemon, container: Container): readonly MountLine[] {
  const { Privileged: privileged, ShmSize } = container.hostConfig;
  const shut = privileged ? 'rw' : 'ro';
  return [
    overlayLine(container),
    kernel('proc', '/proc', 'rw,nosuid,nodev,noexec,relatime'),
    memory('tmpfs', '/dev', { options: 'rw,nosuid,size=65536k,mode=755', total: 65_536 * 1024 }),
    kernel('devpts', '/dev/pts', 'rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666'),
    kernel('sysfs', '/sys', `${shut},nosuid,nodev,noexec,relatime`),
    ...cgroupLines(daemon, shut),
    kernel('mqueue', '/dev/mqueue', 'rw,nosuid,nodev,noexec,relatime'),
    memory('shm', '/dev/shm', {
      options: `rw,nosuid,nodev,noexec,relatime,size=${Math.ceil(ShmSize / 1024)}k`,
      total: ShmSize,
    }),
    ...userLines(container),
    ...(privileged ? [] : MASKED),
  ];
}

function kernel(type: string, path: string, options: string): MountLine {
  return { source: type, path, type, options, files: false };
}

function memory(source: string, path: string, how: { readonly options: string; readonly total: number }): MountLine {
  return { source, path, type: 'tmpfs', options: how.options, space: { total: how.total, used: 0 } };
}

function overlayLine({ id, hostConfig }: Container): MountLine {
  const folder = (what: string): string => digestOf('overlay', what, id).replace(/^sha256:/, '');
  const short = (what: string): string => `/var/lib/docker/overlay2/l/${folder(what).slice(0, 26).toUpperCase()}`;
  const own = `/var/lib/docker/overlay2/${folder('own')}`;
  const options = `lowerdir=${short('init')}:${short('image')},upperdir=${own}/diff,workdir=${own}/work`;
  const mode = hostConfig.ReadonlyRootfs ? 'ro' : 'rw';
  return { source: 'overlay', path: '/', type: 'overlay', options: `${mode},relatime,${options}` };
}

function cgroupLines({ profile }: Daemon, shut: string): readonly MountLine[] {
  const rest = 'nosuid,nodev,noexec,relatime';
  if (profile.cgroup === 2) return [{ ...kernel('cgroup', '/sys/fs/cgroup', `${shut},${rest}`), type: 'cgroup2' }];
  return [
    memory('tmpfs', '/sys/fs/cgroup', { options: `rw,${rest},mode=755`, total: Math.floor(profile.memory / 2) }),
    ...CONTROLLERS.map((name) =>
      kernel('cgroup', `/sys/fs/cgroup/${name}`, `${shut},${rest},${name === 'systemd' ? 'name=systemd' : name}`),
    ),
  ];
}

/** Kernel files that a container may not write or see. */
const MASKED: readonly MountLine[] = [
  ...['bus', 'fs', 'irq', 'sys'].map((name) => kernel('proc', `/proc/${name}`, 'ro,nosuid,nodev,noexec,relatime')),
  { ...kernel('tmpfs', '/proc/acpi', 'ro,relatime') },
  { ...kernel('tmpfs', '/proc/keys', 'rw,nosuid,size=65536k,mode=755') },
  { ...kernel('tmpfs', '/proc/timer_list', 'rw,nosuid,size=65536k,mode=755') },
  { ...kernel('tmpfs', '/sys/firmware', 'ro,relatime') },
];

const KEPT = ['/etc/resolv.conf', '/etc/hostname', '/etc/hosts'];

function depth({ path }: MountLine): number {
  return path.split('/').length;
}

/** Mounts of the user, outer ones first, among them the files that Docker keeps for each container. */
function userLines(container: Container): readonly MountLine[] {
  const own = (mountsOf(container)?.mounts ?? []).map((mount) => ownLine(mount));
  const taken = new Set(own.map(({ path }) => path));
  const kept = KEPT.filter((path) => !taken.has(path)).map((path): MountLine => ({
    source: DISK,
    path,
    type: 'ext4',
    options: 'rw,relatime',
  }));
  return [...own, ...kept].toSorted((one, other) => depth(one) - depth(other));
}

function ownLine({ path, type, readonly, memory: options, tree }: Mounted): MountLine {
  if (!options) return { source: DISK, path, type, options: `${readonly ? 'ro' : 'rw'},relatime` };
  const line = { source: 'tmpfs', path, type: 'tmpfs', options: tmpfsText(options, readonly) };
  return options.bytes === undefined ? line : { ...line, space: { total: options.bytes, used: usedPages(tree) } };
}

/** Options as the kernel shows them, what is usual left out. Source: Linux fs/proc_namespace.c, mm/shmem.c shmem_show_options. */
function tmpfsText(options: TmpfsOptions, readonly: boolean): string {
  const words = [
    readonly ? 'ro' : 'rw',
    options.sync ? 'sync' : '',
    options.nosuid ? 'nosuid' : '',
    options.nodev ? 'nodev' : '',
    options.noexec ? 'noexec' : '',
    options.times,
    options.bytes === undefined ? '' : `size=${options.bytes / 1024}k`,
    options.inodes === undefined ? '' : `nr_inodes=${options.inodes}`,
    options.mode === undefined || options.mode === 0o1777 ? '' : `mode=${options.mode.toString(8).padStart(3, '0')}`,
    options.uid === 0 ? '' : `uid=${options.uid}`,
    options.gid === 0 ? '' : `gid=${options.gid}`,
  ];
  return words.filter((word) => word !== '').join(',');
}

const PAGE = 4096;

/** Bytes of the pages that files in memory take. */
function usedPages(tree: WritableTree): number {
  let used = 0;
  for (const [, entry] of tree.walk('/')) if (entry.kind === 'file') used += Math.ceil(entry.size / PAGE) * PAGE;
  return used;
}
