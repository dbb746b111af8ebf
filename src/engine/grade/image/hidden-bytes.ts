import type { Entry, Layer } from '../../files/tree.ts';

/** For each layer of a stack (base first): how many of its bytes later layers replace or delete. */
export function hiddenBytes(layers: readonly Layer[]): number[] {
  const hidden: number[] = layers.map(() => 0);
  const covered: Covered = { files: new Set(), folders: new Set() };
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at];
    if (!layer) continue;
    for (const [path, entry] of layer.entries)
      if (entry && isCovered(path, entry, covered)) hidden[at] = (hidden[at] ?? 0) + bytes(entry);
    cover(layer, covered);
  }
  return hidden;
}

interface Covered {
  /** Paths that a later layer holds as a file or a bulk folder. */
  readonly files: Set<string>;
  /** Paths below which nothing of earlier layers is visible. */
  readonly folders: Set<string>;
}

function bytes(entry: Entry): number {
  return entry.bulk ? entry.bulk.size : entry.kind === 'file' ? entry.size : 0;
}

function isCovered(path: string, entry: Entry, covered: Covered): boolean {
  if ((entry.kind !== 'dir' || entry.bulk) && covered.files.has(path)) return true;
  if (covered.folders.size === 0) return false;
  for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1))
    if (covered.folders.has(path.slice(0, at))) return true;
  return false;
}

function cover(layer: Layer, covered: Covered): void {
  for (const [path, entry] of layer.entries) {
    if (entry === null || (entry.kind !== 'dir' && !entry.bulk)) covered.folders.add(path);
    if (entry && (entry.kind !== 'dir' || entry.bulk)) covered.files.add(path);
  }
  for (const path of layer.opaque ?? []) covered.folders.add(path);
}
