import { digestOf } from '../../../base/digest.ts';
import { join, layerOf, stack } from '../../../files/index.ts';
import { unpackTar } from '../../../files/tar-archive.ts';
import type { Daemon, Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import type { Image } from '../../model.ts';
import { withChanges } from '../commit/changes.ts';
import { EMPTY_CONFIG } from '../config.ts';
import { keepImage } from '../tags.ts';

/** Makes an image of one layer from an archive of files. Refused in the daemon's words. Source: moby daemon/images/image_import.go; measured. */
export function importImage(
  daemon: Daemon,
  text: string,
  asked: { readonly source: string; readonly message: string | undefined; readonly changes: readonly string[] },
): Result<Image> {
  const members = text === '' ? [] : unpackTar(text);
  if (!members) return refused('unexpected EOF');
  const changed = withChanges(daemon, EMPTY_CONFIG, asked.changes);
  if (!changed.ok) return changed;
  const entries = members.map(({ name, entry }) => [join('/', name.replace(/\/$/, '')), entry] as const);
  const layer = layerOf(entries.filter(([path]) => path !== '/'));
  const comment = asked.message ?? `Imported from ${asked.source}`;
  const tree = stack([layer]);
  const busybox = tree.stat('/bin/busybox').ok || tree.stat('/sbin/apk').ok;
  const image: Image = {
    id: digestOf('imported', JSON.stringify(changed.value), layer.id, comment, String(daemon.now)),
    tags: [],
    digests: [],
    created: daemon.now,
    config: changed.value,
    tree,
    // which shell it has is told by its files; what it was made from is not known
    os: busybox
      ? { family: 'busybox', libc: 'musl', shell: 'ash', packageManager: null }
      : { family: 'debian', libc: 'glibc', shell: 'dash', packageManager: null },
    platform: 'linux/amd64',
    size: layer.size,
    history: [{ createdBy: '', created: daemon.now, size: layer.size, comment, empty: false }],
    layers: [layer.id],
    assumed: false,
    comment,
  };
  const kept = keepImage(daemon, image);
  daemon.emit({ type: 'image', action: 'import', id: kept.id, attributes: { name: kept.id } });
  return { ok: true, value: kept };
}
