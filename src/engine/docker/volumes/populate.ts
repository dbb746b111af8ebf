import { clean, seed } from '../../files/index.ts';
import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { Container, Mount } from '../model.ts';
import { beginningOf } from './init-layer.ts';
import { openVolume } from './local-driver.ts';
import { isUsed, mergedPath } from './store.ts';
import { subpathOf } from './subpath.ts';

/**
 * Fills an empty volume with what the image has at the place, owner and mode of the folder included. Source: moby
 * daemon/volumes_unix.go populateVolume, container/container_unix.go copyExistingContents; recorded, vol-init-copy.
 */
export function populate(daemon: Daemon, container: Container, mount: Mount): Result {
  const volume = daemon.store.volumes.get(mount.Name ?? '');
  const place = clean(`/${mount.Destination}`);
  const there = container.tree.stat(place);
  if (!volume || !there.ok) return done;
  const opened = openVolume(daemon, volume, isUsed(daemon, volume.name));
  if (!opened.ok) return refused(`failed to populate volume: ${opened.message}`);
  if (there.value.kind !== 'dir') {
    const real = container.tree.resolve(place);
    return refused(`source ${mergedPath(daemon, real.ok ? real.value : place)} is not directory`);
  }
  const folder = subpathOf(opened.value, container, mount);
  if (!folder.ok) return refused(`failed to populate volume: ${folder.message}`);
  const names = opened.value.tree.list(folder.value);
  if (names.ok && names.value.length === 0)
    seed(opened.value.tree, folder.value, { source: beginningOf(container.image), from: place });
  return done;
}
