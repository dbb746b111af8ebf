import { clean, emptyTree, overlay, sameFiles, type WritableTree } from '../../files/index.ts';
import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { Container, Mount } from '../model.ts';
import { openVolume } from './local-driver.ts';
import { tmpfsOptionsOf } from './mount-config.ts';
import { noteMounts, type Mounted } from './mounted.ts';
import { mountOver, refuseMemory, type Wanted } from './runc-mounts.ts';
import { isUsed } from './store.ts';
import { subpathOf } from './subpath.ts';
import { mergeTmpfs, readTmpfs, type TmpfsOptions } from './tmpfs-options.ts';

/** One mount on its way, with what mount tables show of it. */
interface Planned extends Wanted {
  readonly shown: Pick<Mounted, 'type' | 'memory'>;
  readonly invalid?: boolean;
}

/**
 * The files of a container that starts, with everything mounted, outer mounts first. The mount points stay in the container's own
 * layer, the mounts do not. Refused in the daemon's words. Source: moby daemon/oci_linux.go withMounts; recorded, vol-bind, vol-tmpfs.
 */
export function attachMounts(daemon: Daemon, container: Container): Result<WritableTree> {
  const planned: Planned[] = [];
  for (const mount of container.mounts) {
    if (mount.Destination in (container.hostConfig.Tmpfs ?? {})) continue;
    const plan = mount.Type === 'tmpfs' ? memoryOf(daemon, container, mount) : planOf(daemon, container, mount);
    if (!plan.ok) return plan;
    planned.push(plan.value);
  }
  for (const [destination, options] of Object.entries(container.hostConfig.Tmpfs ?? {})) {
    const plan = planMemory(daemon, container, { destination: clean(destination), options });
    if (!plan.ok) return plan;
    planned.push(plan.value);
  }
  const files = sameFiles(container.tree);
  const sorted = planned.toSorted((one, other) => depth(one.destination) - depth(other.destination));
  for (const plan of sorted) {
    const laid = plan.invalid ? refuseMemory(files, plan) : mountOver(daemon, files, plan);
    if (!laid.ok) return laid;
  }
  noteMounts(container, {
    files,
    mounts: sorted.map(({ destination, readonly, noexec, nosuid, tree, shown }) => {
      return {
        path: clean(`/${destination}`),
        readonly,
        noexec: noexec === true,
        nosuid: nosuid === true,
        tree,
        ...shown,
      };
    }),
  });
  for (const mount of container.mounts) emitMount(daemon, container, mount);
  return { ok: true, value: files };
}

function depth(path: string): number {
  return path.split('/').length;
}

function emitMount(daemon: Daemon, container: Container, mount: Mount): void {
  if (mount.Type !== 'volume' || mount.Name === undefined) return;
  daemon.emit({
    type: 'volume',
    action: 'mount',
    id: mount.Name,
    attributes: {
      container: container.id,
      destination: mount.Destination,
      driver: mount.Driver ?? 'local',
      propagation: mount.Propagation,
      'read/write': String(mount.RW),
    },
  });
}

/** Says that the volumes of a container that ended are free. */
export function detachMounts(daemon: Daemon, container: Container): void {
  for (const { Type, Name, Driver = 'local' } of container.mounts)
    if (Type === 'volume' && Name !== undefined)
      daemon.emit({
        type: 'volume',
        action: 'unmount',
        id: Name,
        attributes: { container: container.id, driver: Driver },
      });
}

function planOf(daemon: Daemon, container: Container, mount: Mount): Result<Planned> {
  const base = { destination: mount.Destination, source: mount.Source };
  if (mount.Type === 'bind') {
    const ready = makeSource(daemon, container, mount);
    if (!ready.ok) return ready;
    const value = { ...base, tree: daemon.hostTree, from: mount.Source, readonly: !mount.RW, shown: { type: 'ext4' } };
    return { ok: true, value };
  }
  const volume = daemon.store.volumes.get(mount.Name ?? '');
  if (!volume) return refused(`get ${mount.Name ?? ''}: no such volume`);
  const opened = openVolume(daemon, volume, isUsed(daemon, volume.name));
  if (!opened.ok) return opened;
  const folder = subpathOf(opened.value, container, mount);
  if (!folder.ok) return folder;
  const { tree, readonly, memory, type } = opened.value;
  const shown = { type, ...(memory ? { memory } : {}) };
  return { ok: true, value: { ...base, tree, from: folder.value, readonly: readonly || !mount.RW, shown } };
}

/** `-v` makes a missing folder of the host, `--mount` has refused it before. Source: moby volume/mounts/mounts.go Setup. */
function makeSource(daemon: Daemon, container: Container, mount: Mount): Result {
  const { profile, hostTree } = daemon;
  const asked = (container.hostConfig.Mounts ?? []).some(
    ({ Type, Target }) => Type === 'bind' && clean(Target) === mount.Destination,
  );
  if (!asked && !hostTree.stat(mount.Source).ok) hostTree.mkdir(mount.Source, { parents: true });
  // the recorded host mounts / privately, hosts under systemd share it
  const shared = /^r?shared$/.test(mount.Propagation);
  if (profile.name === 'recorded' && (shared || /^r?slave$/.test(mount.Propagation)))
    return refused(
      `path ${mount.Source} is mounted on / but it is not a ${shared ? 'shared' : 'shared or slave'} mount`,
    );
  return done;
}

function memoryOf(daemon: Daemon, container: Container, mount: Mount): Result<Planned> {
  const spec = (container.hostConfig.Mounts ?? []).find(
    ({ Type, Target }) => Type === 'tmpfs' && clean(Target) === mount.Destination,
  );
  const options = spec ? tmpfsOptionsOf(spec) : mount.RW ? '' : 'ro';
  return planMemory(daemon, container, { destination: mount.Destination, options });
}

function planMemory(
  daemon: Daemon,
  container: Container,
  what: { readonly destination: string; readonly options: string },
): Result<Planned> {
  const merged = mergeTmpfs(what.options);
  if (!merged.ok) return merged;
  const read = readTmpfs(merged.value, daemon.profile.memory);
  const memory = 'invalid' in read ? read.invalid : read;
  const there = container.tree.stat(clean(`/${what.destination}`));
  const mode = memory.mode ?? (there.ok ? there.value.mode : 0o1777);
  const tree = memoryTree({ ...memory, mode });
  const { readonly, noexec, nosuid } = memory;
  return {
    ok: true,
    value: {
      destination: what.destination,
      source: 'tmpfs',
      tree,
      from: '/',
      readonly,
      noexec,
      nosuid,
      memory,
      shown: { type: 'tmpfs', memory: { ...memory, mode } },
      ...('invalid' in read ? { invalid: true } : {}),
    },
  };
}

/** An empty file system in memory. */
export function memoryTree({ bytes, mode, uid, gid }: TmpfsOptions): WritableTree {
  const tree = overlay(emptyTree(), bytes === undefined ? {} : { limit: bytes });
  tree.chmod('/', mode ?? 0o1777);
  tree.chown('/', { uid, gid });
  return tree;
}
