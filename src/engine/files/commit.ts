import { directoryEntry, storedBytes } from './entry.ts';
import { layerOf } from './layer.ts';
import type { Volume } from './lookup.ts';
import { nodeAt } from './node.ts';
import { dirname, parents } from './paths.ts';
import type { Entry, Layer } from './tree.ts';

/** What was written to a volume, as a layer over what it was before. */
export function commit(volume: Volume): Layer {
  const entries = new Map<string, Entry | null>();
  const gone = new Set<string>();
  const opaque = new Set<string>();
  for (const path of [...volume.touched].toSorted()) {
    const above = parents(path);
    if (above.some((folder) => gone.has(folder))) continue;
    const node = nodeAt(volume.root, path);
    if (node) {
      for (const folder of above)
        if (folder !== '/' && !entries.has(folder) && !nodeAt(volume.base, folder))
          entries.set(folder, nodeAt(volume.root, folder)?.entry ?? directoryEntry());
      entries.set(path, node.entry);
      if (node.children && volume.replaced.has(path) && nodeAt(volume.base, path)?.children) opaque.add(path);
    } else if (nodeAt(volume.base, path) && nodeAt(volume.root, dirname(path))?.children) {
      if (above.some((folder) => opaque.has(folder))) continue;
      entries.set(path, null);
      gone.add(path);
    }
  }
  return layerOf(entries, { opaque, shared: sharedBytes(volume) });
}

/** Bytes that hard links do not store again. */
function sharedBytes(volume: Volume): number {
  let bytes = 0;
  for (const group of new Set(volume.links.values())) {
    const touched = [...group].filter((path) => volume.touched.has(path));
    const node = nodeAt(volume.root, touched[0] ?? '');
    if (node && touched.length > 1) bytes += storedBytes(node.entry) * (touched.length - 1);
  }
  return bytes;
}
