import { emptyTree, overlay } from '../../files/index.ts';
import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { Container, Volume } from '../model.ts';
import { mountpointOf, verifyName, verifyOptions } from './local-driver.ts';

/** What `POST /volumes/create` takes. */
export interface VolumeRequest {
  /** Empty: an anonymous volume, whose name is an id. */
  readonly name: string;
  readonly driver?: string;
  readonly options?: Readonly<Record<string, string>> | null;
  readonly labels?: Readonly<Record<string, string>> | null;
}

/** A volume, or the daemon's words; `noDriver`: there is no such plug-in, which the engine says after 15 s. */
export type VolumeResult =
  | { readonly ok: true; readonly value: Volume }
  | { readonly ok: false; readonly message: string; readonly noDriver?: boolean };

/** Ms that an engine looks for a plug-in. Recorded, vol-v-errors and net-macvlan. */
export const PLUGIN_WAIT = 15_000;

/** Marks volumes without a name. Source: moby volume/service/service.go AnonymousLabel. */
const ANONYMOUS = 'com.docker.volume.anonymous';

/**
 * The volume of a name, made when it is not there; one that is there stays as it is, whatever is asked. Source: moby
 * volume/service/store.go create; recorded, vol-basics, vol-nfs.
 */
export function createVolume(daemon: Daemon, request: VolumeRequest): VolumeResult {
  const anonymous = request.name === '';
  const name = anonymous ? daemon.newId() : request.name;
  const driver = request.driver || 'local';
  const fail = (message: string): { readonly ok: false; readonly message: string } =>
    refused(`create ${name}: ${message}`);
  if (driver !== 'local')
    return { ...fail(`error looking up volume plugin ${driver}: plugin "${driver}" not found`), noDriver: true };
  const known = daemon.store.volumes.get(name);
  if (known) return { ok: true, value: known };
  const named = verifyName(name);
  if (!named.ok) return fail(named.message);
  const options = sorted(request.options ?? {});
  const taken = verifyOptions(options);
  if (!taken.ok) return fail(taken.message);
  const labels = sorted({ ...request.labels, ...(anonymous ? { [ANONYMOUS]: '' } : {}) });
  const volume: Volume = {
    name,
    created: daemon.now,
    driver,
    options: Object.keys(options).length > 0 ? options : null,
    labels: Object.keys(labels).length > 0 ? labels : null,
    anonymous,
    tree: overlay(emptyTree()),
  };
  daemon.store.volumes.set(name, volume);
  const place = mountpointOf(name);
  daemon.hostTree.mkdir(place, { parents: true });
  daemon.hostTree.mount(place, volume.tree, { readonly: false });
  daemon.emit({ type: 'volume', action: 'create', id: name, attributes: { driver } });
  return { ok: true, value: volume };
}

function sorted(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Containers that have a volume, running or not. */
export function usersOf(daemon: Daemon, name: string): readonly Container[] {
  return [...daemon.store.containers.values()].filter(({ mounts }) =>
    mounts.some((mount) => mount.Type === 'volume' && mount.Name === name),
  );
}

/** Removes a volume that no container has. Source: moby volume/service/service.go Remove; recorded, vol-persist. */
export function removeVolume(daemon: Daemon, name: string): Result {
  if (name === '') return refused('page not found');
  const volume = daemon.store.volumes.get(name);
  if (!volume) return refused(`get ${name}: no such volume`);
  const users = usersOf(daemon, name);
  if (users.length > 0) return refused(`remove ${name}: volume is in use - [${users.map(({ id }) => id).join(', ')}]`);
  deleteVolume(daemon, volume);
  return done;
}

function deleteVolume(daemon: Daemon, { name, driver }: Volume): void {
  daemon.store.volumes.delete(name);
  const place = mountpointOf(name);
  daemon.hostTree.unmount(place);
  daemon.hostTree.remove(place.replace(/\/_data$/, ''), { recursive: true });
  daemon.emit({ type: 'volume', action: 'destroy', id: name, attributes: { driver } });
}

/**
 * What happens to the volumes of a container that is removed: `remove` takes those without a name, unless others have them. Source:
 * moby daemon/mounts.go removeMountPoints. The container has left the store already.
 */
export function releaseVolumes(daemon: Daemon, container: Container, remove: boolean): void {
  if (!remove) return;
  for (const { Type, Name } of container.mounts) {
    const volume = Type === 'volume' && Name !== undefined ? daemon.store.volumes.get(Name) : undefined;
    if (volume?.anonymous && usersOf(daemon, volume.name).length === 0) deleteVolume(daemon, volume);
  }
}

/** What a prune took away. */
export interface Pruned {
  readonly names: readonly string[];
  /** Bytes. */
  readonly reclaimed: number;
}

/** Removes unused volumes that `wanted` lets through; without `all` only those without a name. */
export function pruneVolumes(
  daemon: Daemon,
  how: { readonly all: boolean; readonly wanted: (volume: Volume) => boolean },
): Pruned {
  const names: string[] = [];
  let reclaimed = 0;
  for (const volume of daemon.store.volumes.values()) {
    if ((!how.all && !volume.anonymous) || !how.wanted(volume) || usersOf(daemon, volume.name).length > 0) continue;
    reclaimed += volume.tree.size('/');
    deleteVolume(daemon, volume);
    names.push(volume.name);
  }
  daemon.emit({ type: 'volume', action: 'prune', id: '', attributes: { reclaimed: String(reclaimed) } });
  return { names, reclaimed };
}

/** Where the engine has put the file system of a container together; the id is a new one each time. */
export function mergedPath(daemon: Daemon, path: string): string {
  return `/var/lib/docker/overlay2/${daemon.newId()}/merged${path === '/' ? '' : path}`;
}

/** Whether a running container has a volume. */
export function isUsed(daemon: Daemon, name: string): boolean {
  return usersOf(daemon, name).some(({ id }) => daemon.live.has(id));
}
