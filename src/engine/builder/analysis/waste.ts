import { stack, storedBytes } from '../../files/index.ts';
import type { Entry, Layer, Tree } from '../../files/index.ts';

/** A path whose bytes are stored more often than they are seen. */
export interface WastedFile {
  readonly path: string;
  /** Bytes of all copies together. */
  readonly size: number;
  /** Bytes that nobody sees in the end: all copies but the last, or all of them when it is gone. */
  readonly wasted: number;
  /** Copies that layers hold. */
  readonly copies: number;
  /** Indexes of those layers, lowest first. */
  readonly layers: readonly number[];
  /** True when it is not in the image any more. */
  readonly deleted: boolean;
  /** True when a copy has the bytes of the one before: it was stored again for its mode or owner (chown, chmod), or rewritten as it was. */
  readonly sameBytes: boolean;
}

export interface Waste {
  /** Bytes of the layers that no path of the image shows. */
  readonly wasted: number;
  /**
   * 0 to 1 as dive counts: for every path the smallest copy, summed up, divided by the sum of all copies. A deleted file is a
   * copy of no bytes; a deleted folder a path of its own with the bytes it hid, which costs nothing. 1 without files. Source:
   * wagoodman/dive dive/filetree/efficiency.go `Efficiency`.
   */
  readonly efficiency: number;
  /** Every path with wasted bytes, most first. */
  readonly files: readonly WastedFile[];
}

interface Track {
  readonly copies: { readonly layer: number; readonly size: number; readonly digest: string }[];
  seen: boolean;
}

/** For dive's figure: bytes of all nodes with one path, and of the smallest. */
type Nodes = Map<string, { sum: number; smallest: number }>;

/** What the layers of an image store in vain, lowest layer first. */
export function waste(layers: readonly Layer[]): Waste {
  const tracks = new Map<string, Track>();
  const nodes: Nodes = new Map();
  for (const [index, layer] of layers.entries()) {
    const below = stack(layers.slice(0, index));
    for (const path of layer.entries.keys()) leave(path, { below, layer, tracks, nodes });
    for (const [path, entry] of layer.entries) {
      if (!entry || !isStored(entry)) continue;
      const size = storedBytes(entry);
      const track = tracks.get(path) ?? { copies: [], seen: false };
      tracks.set(path, track);
      track.copies.push({ layer: index, size, digest: entry.digest });
      track.seen = true;
      note(nodes, path, size);
    }
  }
  return summary(tracks, nodes);
}

function isStored(entry: Entry): boolean {
  return entry.kind !== 'dir' || entry.bulk !== undefined;
}

function note(nodes: Nodes, path: string, size: number): void {
  const known = nodes.get(path);
  if (known) Object.assign(known, { sum: known.sum + size, smallest: Math.min(known.smallest, size) });
  else nodes.set(path, { sum: size, smallest: size });
}

interface Leaving {
  readonly below: Tree;
  readonly layer: Layer;
  readonly tracks: ReadonlyMap<string, Track>;
  readonly nodes: Nodes;
}

/** Notes what an entry of a layer hides: a deletion, a folder made anew, or one kind in place of another. */
function leave(path: string, { below, layer, tracks, nodes }: Leaving): void {
  const there = below.stat(path, { follow: false });
  if (!there.ok) return;
  const entry = layer.entries.get(path);
  const wasFolder = there.value.kind === 'dir';
  const isFolder = entry?.kind === 'dir';
  if (entry && wasFolder === isFolder && !layer.opaque?.has(path)) return;
  let hidden = 0;
  for (const [other] of below.walk(path)) {
    const track = tracks.get(other);
    if (!track?.seen) continue;
    track.seen = false;
    hidden += track.copies.at(-1)?.size ?? 0;
  }
  if (entry) return;
  if (wasFolder) note(nodes, `${path}/`, hidden);
  else note(nodes, path, 0);
}

function summary(tracks: ReadonlyMap<string, Track>, nodes: Nodes): Waste {
  const files: WastedFile[] = [];
  for (const [path, { copies, seen }] of tracks) {
    const size = copies.reduce((sum, copy) => sum + copy.size, 0);
    const wasted = seen ? size - (copies.at(-1)?.size ?? 0) : size;
    if (wasted === 0) continue;
    const sameBytes = copies.some((copy, at) => at > 0 && copies[at - 1]?.digest === copy.digest);
    const layers = copies.map(({ layer }) => layer);
    files.push({ path, size, wasted, copies: copies.length, layers, deleted: !seen, sameBytes });
  }
  let smallest = 0;
  let sum = 0;
  for (const node of nodes.values()) {
    smallest += node.smallest;
    sum += node.sum;
  }
  return {
    wasted: files.reduce((total, file) => total + file.wasted, 0),
    efficiency: sum === 0 ? 1 : smallest / sum,
    files: files.toSorted((one, other) => other.wasted - one.wasted || (one.path < other.path ? -1 : 1)),
  };
}
