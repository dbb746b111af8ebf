/**
 * An immutable map with O(log n) lookup and update that share structure: ten thousand stages may each add one variable to
 * what they inherit without copying it.
 */
export interface PersistentMap<V> {
  readonly size: number;
  readonly root: Node<V> | undefined;
}

interface Leaf<V> {
  readonly leaf: true;
  readonly hash: number;
  readonly key: string;
  readonly value: V;
  /** Another key with the same hash. */
  readonly next: Leaf<V> | undefined;
}
interface Branch<V> {
  readonly leaf: false;
  readonly children: readonly (Node<V> | undefined)[];
}
type Node<V> = Leaf<V> | Branch<V>;

const BITS = 3;
const WIDTH = 1 << BITS;

export function emptyMap<V>(): PersistentMap<V> {
  return { size: 0, root: undefined };
}

/** The value of `key`, or undefined. */
export function getKey<V>(map: PersistentMap<V>, key: string): V | undefined {
  const hash = hashOf(key);
  let node = map.root;
  for (let shift = 0; node && !node.leaf; shift += BITS) node = node.children[(hash >>> shift) & (WIDTH - 1)];
  for (let leaf = node; leaf; leaf = leaf.next) if (leaf.key === key) return leaf.value;
  return undefined;
}

/** A map that also (or instead) holds `key` → `value`. */
export function setKey<V>(map: PersistentMap<V>, key: string, value: V): PersistentMap<V> {
  const leaf: Leaf<V> = { leaf: true, hash: hashOf(key), key, value, next: undefined };
  const known = getKey(map, key) !== undefined;
  return { size: map.size + (known ? 0 : 1), root: insert(map.root, leaf, 0) };
}

/** All entries, in no particular order. */
export function mapEntries<V>(map: PersistentMap<V>): [string, V][] {
  const result: [string, V][] = [];
  const waiting: Node<V>[] = map.root ? [map.root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.leaf)
      for (let leaf: Leaf<V> | undefined = node; leaf; leaf = leaf.next) result.push([leaf.key, leaf.value]);
    else for (const child of node.children) if (child) waiting.push(child);
  }
  return result;
}

function insert<V>(node: Node<V> | undefined, leaf: Leaf<V>, shift: number): Node<V> {
  if (!node) return leaf;
  if (!node.leaf) {
    const at = (leaf.hash >>> shift) & (WIDTH - 1);
    return { leaf: false, children: node.children.with(at, insert(node.children[at], leaf, shift + BITS)) };
  }
  if (node.hash === leaf.hash) return chain(node, leaf);
  // Two leaves meet: split until their hashes differ (at most 32 / BITS levels).
  const children: (Node<V> | undefined)[] = Array.from({ length: WIDTH }, () => undefined);
  children[(node.hash >>> shift) & (WIDTH - 1)] = node;
  return insert({ leaf: false, children }, leaf, shift);
}

function chain<V>(first: Leaf<V>, leaf: Leaf<V>): Leaf<V> {
  let rest: Leaf<V> | undefined;
  for (let other: Leaf<V> | undefined = first; other; other = other.next)
    if (other.key !== leaf.key) rest = { ...other, next: rest };
  return { ...leaf, next: rest };
}

function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
