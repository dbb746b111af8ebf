import { clean } from '../../files/index.ts';
import { done, findContainer, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { Container, HostConfig, Mount, MountSpec } from '../model.ts';
import { mountpointOf } from './local-driver.ts';
import { isMode, isWritable, propagationOf } from './modes.ts';
import { readBind, verifyMount, verifyTmpfsTarget, type Point } from './mount-config.ts';
import { populate } from './populate.ts';
import { createVolume, mergedPath, PLUGIN_WAIT } from './store.ts';

/** What making mounts answers; a missing volume driver looks like a missing image to the client, and takes its time. */
export type Made =
  | { readonly ok: true; readonly value: undefined }
  | { readonly ok: false; readonly message: string; readonly noImage?: boolean; readonly after?: number };

/**
 * Whether the mounts of a request may be made, before anything is. Source: moby daemon/container.go validateHostConfig and
 * daemon/daemon_unix.go verifyPlatformContainerSettings.
 */
export function verifyMounts(daemon: Daemon, hostConfig: Partial<HostConfig>): Result {
  for (const spec of hostConfig.Mounts ?? []) {
    const verified = verifyMount(daemon, spec, true);
    if (!verified.ok) return verified;
  }
  for (const target of Object.keys(hostConfig.Tmpfs ?? {})) {
    const verified = verifyTmpfsTarget(target);
    if (!verified.ok) return verified;
  }
  return done;
}

interface Making {
  readonly daemon: Daemon;
  readonly container: Container;
  /** By destination; a later one takes the place of an earlier one. */
  readonly points: Map<string, { readonly mount: Mount; readonly copy: boolean }>;
}

/**
 * Makes the mounts of a new container: those of other containers, of `-v` and of `--mount`, anonymous volumes for what is left of
 * the image's VOLUMEs; then new volumes are filled from the image. Source of the order: moby daemon/volumes.go registerMountPoints,
 * daemon/create_unix.go; recorded, vol-v-errors, vol-anon.
 */
export function makeMounts(daemon: Daemon, container: Container): Made {
  const verified = verifyMounts(daemon, container.hostConfig);
  if (!verified.ok) return verified;
  const making: Making = { daemon, container, points: new Map() };
  for (const step of [fromOthers, fromFlags, fromImage]) {
    const made = step(making);
    if (!made.ok) return made;
  }
  container.mounts = [...making.points.values()].map(({ mount }) => mount);
  for (const { mount, copy } of making.points.values()) {
    const filled = copy ? populate(daemon, container, mount) : done;
    if (!filled.ok) return filled;
  }
  return done;
}

function fromOthers({ daemon, container, points }: Making): Made {
  for (const text of container.hostConfig.VolumesFrom ?? []) {
    if (text === '') return refused('volumes-from specification cannot be an empty string');
    const at = text.indexOf(':');
    const name = at === -1 ? text : text.slice(0, at);
    const mode = at === -1 ? '' : text.slice(at + 1);
    if (!isMode(mode) || propagationOf(mode) !== undefined || mode.split(',').includes('nocopy'))
      return refused(`invalid mode: ${mode}`);
    const other = findContainer(daemon, name);
    if (!other.ok) return other;
    // a mount of memory has neither a source nor a volume by whose name it could be found. Source: moby daemon/volumes.go; recorded
    if (other.value.mounts.some(({ Type }) => Type === 'tmpfs'))
      return { ...refused('get: no such volume'), noImage: true };
    for (const mount of other.value.mounts)
      points.set(mount.Destination, {
        mount: { ...mount, Mode: '', RW: mount.RW && isWritable(mode) },
        copy: false,
      });
  }
  return done;
}

function fromFlags(making: Making): Made {
  const { daemon, container } = making;
  const { Binds, Mounts, Tmpfs, VolumeDriver = '' } = container.hostConfig;
  const taken = new Set<string>();
  const add = (point: Point, named: string): Made => {
    const { destination } = point;
    if (taken.has(destination)) return refused(`Duplicate mount point: ${named}`);
    const made = register(making, point);
    if (made.ok) taken.add(destination);
    return made;
  };
  for (const raw of Binds ?? []) {
    const read = readBind(daemon, raw, VolumeDriver);
    if (!read.ok) return read;
    const { destination } = read.value;
    if (Tmpfs && destination in Tmpfs) return refused(`Duplicate mount point: ${destination}`);
    const made = add(read.value, destination);
    if (!made.ok) return made;
  }
  for (const spec of Mounts ?? []) {
    const made = add({ spec, destination: clean(spec.Target), mode: '' }, spec.Target);
    if (!made.ok) return made;
  }
  return done;
}

function register(making: Making, { spec, destination, mode }: Point): Made {
  const base = { Destination: destination, Mode: mode, RW: spec.ReadOnly !== true };
  if (spec.Type === 'volume') return registerVolume(making, spec, base);
  const propagation = spec.BindOptions?.['Propagation'];
  const mount: Mount =
    spec.Type === 'tmpfs'
      ? { Type: 'tmpfs', Source: '', ...base, Propagation: '' }
      : {
          Type: 'bind',
          Source: clean(spec.Source ?? ''),
          ...base,
          Propagation: typeof propagation === 'string' && propagation !== '' ? propagation : 'rprivate',
        };
  making.points.set(destination, { mount, copy: false });
  return done;
}

function registerVolume(
  { daemon, points }: Making,
  spec: MountSpec,
  base: Pick<Mount, 'Destination' | 'Mode' | 'RW'>,
): Made {
  const options = spec.VolumeOptions;
  const made = createVolume(daemon, {
    name: spec.Source ?? '',
    driver: options?.DriverConfig?.Name ?? '',
    options: options?.DriverConfig?.Options ?? null,
    labels: options?.Labels ?? null,
  });
  if (!made.ok) return made.noDriver ? { ...made, noImage: true, after: PLUGIN_WAIT } : made;
  const { name, driver } = made.value;
  const mount: Mount = {
    Type: 'volume',
    Name: name,
    Source: mountpointOf(name),
    Destination: base.Destination,
    Driver: driver,
    // the daemon relabels volumes of its own driver: moby daemon/volumes_unix.go setBindModeIfNull
    Mode: base.Mode === '' ? 'z' : base.Mode,
    RW: base.RW,
    Propagation: '',
  };
  points.set(base.Destination, { mount, copy: options?.NoCopy !== true });
  return done;
}

/** VOLUMEs of the image and anonymous `-v`, where nothing is mounted yet. Source: moby daemon/create_unix.go. */
function fromImage({ daemon, container, points }: Making): Made {
  const { VolumeDriver = '' } = container.hostConfig;
  for (const spec of Object.keys(container.config.Volumes ?? {}).toSorted()) {
    const destination = spec.startsWith('/') ? clean(spec) : clean(`/${spec}`).slice(1);
    if (points.has(destination)) continue;
    const place = clean(`/${destination}`);
    const found = container.tree.stat(place);
    if (found.ok && found.value.kind !== 'dir')
      return refused(`cannot mount volume over existing file, file exists ${mergedPath(daemon, place)}`);
    const made = createVolume(daemon, { name: '', driver: VolumeDriver });
    if (!made.ok) return made.noDriver ? { ...made, noImage: true, after: PLUGIN_WAIT } : made;
    const { name, driver } = made.value;
    const mount: Mount = {
      Type: 'volume',
      Name: name,
      Source: mountpointOf(name),
      Destination: destination,
      Driver: driver,
      Mode: '',
      RW: true,
      Propagation: '',
    };
    points.set(destination, { mount, copy: true });
  }
  return done;
}
