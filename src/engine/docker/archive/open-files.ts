import { clean, sameFiles, type WritableTree } from '../../files/index.ts';
import { refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { Container, Mount } from '../model.ts';
import { openVolume } from '../volumes/local-driver.ts';
import { isUsed } from '../volumes/store.ts';
import { subpathOf } from '../volumes/subpath.ts';

/**
 * The files of a container as the engine opens them for `docker cp`: its own layer with volumes and bind mounts, whether it runs or
 * not; what lies in memory (tmpfs, /proc) is not there. Source: moby daemon/containerfs_linux.go openContainerFS; recorded, vol-tmpfs.
 */
export function openFiles(daemon: Daemon, container: Container): Result<WritableTree> {
  const files = sameFiles(container.tree);
  const mounts = container.mounts.toSorted((one, other) => depth(one) - depth(other));
  for (const mount of mounts) {
    if (mount.Type === 'tmpfs' || mount.Destination in (container.hostConfig.Tmpfs ?? {})) continue;
    const at = clean(`/${mount.Destination}`);
    if (mount.Type === 'bind') {
      files.mount(at, daemon.hostTree, { from: mount.Source, readonly: !mount.RW });
      continue;
    }
    const volume = daemon.store.volumes.get(mount.Name ?? '');
    if (!volume) return refused(`get ${mount.Name ?? ''}: no such volume`);
    const opened = openVolume(daemon, volume, isUsed(daemon, volume.name));
    if (!opened.ok) return opened;
    const folder = subpathOf(opened.value, container, mount);
    if (!folder.ok) return folder;
    files.mount(at, opened.value.tree, { from: folder.value, readonly: opened.value.readonly || !mount.RW });
  }
  return { ok: true, value: files };
}

function depth({ Destination }: Mount): number {
  return Destination.split('/').length;
}
