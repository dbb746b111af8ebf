import { clean, isWithin } from '../../../files/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container, Mount } from '../../model.ts';
import { mountTable } from '../../volumes/mount-table.ts';
import { mountsOf } from '../../volumes/mounted.ts';
import { readTmpfs } from '../../volumes/tmpfs-options.ts';

/** Something that lies over a path of a container. */
export interface MountPoint {
  readonly target: string;
  /** `docker`: a file that the engine keeps for each container; `kernel`: what the runtime mounts in each. */
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'docker' | 'kernel';
  /** Name of a volume, path on the host; empty for the others. */
  readonly source: string;
  readonly readonly: boolean;
  readonly anonymous: boolean;
}

/** What the user mounted, outer mounts first. */
export function mountPoints(daemon: Daemon, container: Container): readonly MountPoint[] {
  const tmpfs = container.hostConfig.Tmpfs ?? {};
  const listed = container.mounts
    .filter(({ Destination }) => !(Destination in tmpfs))
    .map((mount) => pointOf(daemon, container, mount));
  const memory = Object.entries(tmpfs).map(([target, options]): MountPoint => {
    const read = readTmpfs(options === '' ? [] : options.split(','), daemon.profile.memory);
    const { readonly } = 'invalid' in read ? read.invalid : read;
    return { target: clean(`/${target}`), type: 'tmpfs', source: '', readonly, anonymous: false };
  });
  return [...listed, ...memory].toSorted((one, other) => depth(one.target) - depth(other.target));
}

function pointOf(daemon: Daemon, container: Container, mount: Mount): MountPoint {
  const { Type: type, Name = '', Source, Destination, RW } = mount;
  const target = clean(`/${Destination}`);
  // a volume may be read-only by its own options; who runs knows
  const mounted = mountsOf(container)?.mounts.find(({ path }) => path === target);
  return {
    target,
    type,
    source: type === 'volume' ? Name : Source,
    readonly: mounted?.readonly ?? !RW,
    anonymous: type === 'volume' && daemon.store.volumes.get(Name)?.anonymous === true,
  };
}

function depth(path: string): number {
  return path.split('/').length;
}

const KEPT = new Set(['/etc/resolv.conf', '/etc/hostname', '/etc/hosts']);

/** Everything that lies over a path, outer mounts first; the last one holds it. */
export function covering(daemon: Daemon, container: Container, path: string): readonly MountPoint[] {
  const own = mountPoints(daemon, container);
  const taken = new Set(own.map(({ target }) => target));
  const others = mountTable(daemon, container)
    .filter(({ path: target }) => target !== '/' && !taken.has(target))
    .map(({ path: target, options }): MountPoint => {
      const type = KEPT.has(target) ? 'docker' : 'kernel';
      return { target, type, source: '', readonly: options.split(',').includes('ro'), anonymous: false };
    });
  return [...others, ...own]
    .filter(({ target }) => isWithin(target, path))
    .toSorted((one, other) => depth(one.target) - depth(other.target));
}
