import { directoryEntry, storedBytes } from './entry.ts';
import { copyOf, newMap, removeKey, setValue, valueOf, valuesOf, type SharedMap } from './shared-map.ts';
import type { Entry, Layer } from './tree.ts';

/**
 * A directory tree in memory that shares what has not changed: a writer copies the nodes from the root to the place it
 * changes, once, and marks them as its own.
 */
export interface Node {
  entry: Entry;
  /** Only of directories. */
  children: SharedMap<Node> | undefined;
  /** The writer that may change this node in place. */
  readonly owner: object;
  /** Sorted names of `children`, once asked for. */
  names: readonly string[] | undefined;
  /** Bytes at and below, once asked for. */
  total: number | undefined;
}

/** A fresh node of `owner`; a directory starts empty. */
export function newNode(entry: Entry, owner: object): Node {
  return {
    entry,
    children: entry.kind === 'dir' ? newMap() : undefined,
    owner,
    names: undefined,
    total: undefined,
  };
}

/** `node` itself when it is the writer's own, else a copy that is; what was remembered of it is forgotten either way. */
export function ownNode(node: Node, owner: object): Node {
  if (node.owner === owner) {
    node.names = undefined;
    node.total = undefined;
    return node;
  }
  const children = node.children && copyOf(node.children);
  return { entry: node.entry, children, owner, names: undefined, total: undefined };
}

/** The names in a directory node, sorted by UTF-16 units. */
export function namesOf(node: Node): readonly string[] {
  return (node.names ??= [...childrenOf(node).keys()].toSorted());
}

/** Bytes at and below a node. Depth is bounded by the length of paths (see lookup.ts). */
export function totalOf(node: Node): number {
  if (node.total !== undefined) return node.total;
  let total = storedBytes(node.entry);
  for (const child of childrenOf(node).values()) total += totalOf(child);
  node.total = total;
  return total;
}

/** What a directory node has under a name; a node that is no directory has nothing. */
export function childOf({ children }: Node, name: string): Node | undefined {
  return children && valueOf(children, name);
}

/** Everything that a node has below it, by name, in no particular order. */
export function childrenOf({ children }: Node): ReadonlyMap<string, Node> {
  return children ? valuesOf(children) : NONE;
}

const NONE: ReadonlyMap<string, Node> = new Map();

/** Puts a node into a directory that is the writer's own. */
export function setChild({ children }: Node, name: string, child: Node): void {
  if (children) setValue(children, name, child);
}

/** Takes a name out of a directory that is the writer's own. */
export function removeChild({ children }: Node, name: string): void {
  if (children) removeKey(children, name);
}

/** The parts of a cleaned absolute path. */
export function partsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

/** The node at a cleaned path without following links. */
export function nodeAt(root: Node, path: string): Node | undefined {
  let node: Node | undefined = root;
  for (const part of partsOf(path)) {
    node = childOf(node, part);
    if (!node) return undefined;
  }
  return node;
}

/** The writer's own node of the folder at `parts`, and the root to keep; folders that are missing are made (root's, 0755). */
export function ownPath(root: Node, parts: readonly string[], owner: object): { root: Node; node: Node } {
  const top = ownNode(root, owner);
  let node = top;
  for (const part of parts) {
    const next = childOf(node, part);
    const own = next?.children ? ownNode(next, owner) : newNode(directoryEntry(), owner);
    node.children ??= newMap();
    if (own !== next) setChild(node, part, own);
    node = own;
  }
  return { root: top, node };
}

/** `root` with a layer on top; shares everything the layer does not touch. */
export function applyLayer(root: Node, layer: Layer): Node {
  const owner = {};
  let top = root;
  for (const [path, entry] of layer.entries) {
    const parts = partsOf(path);
    const name = parts.at(-1);
    if (name === undefined) {
      top = ownNode(top, owner);
      if (entry) top.entry = entry;
      if (layer.opaque?.has(path)) top.children = newMap();
      continue;
    }
    if (entry === null && !nodeAt(top, path)) continue;
    const parent = ownPath(top, parts.slice(0, -1), owner);
    top = parent.root;
    if (entry === null) removeChild(parent.node, name);
    else place(parent.node, name, { entry, owner, opaque: layer.opaque?.has(path) === true });
  }
  return top;
}

/** Puts an entry into a directory: a directory over a directory keeps what is in it, unless it is opaque. */
export function place(parent: Node, name: string, what: { entry: Entry; owner: object; opaque?: boolean }): void {
  const existing = childOf(parent, name);
  if (existing?.children && what.entry.kind === 'dir' && !what.opaque) {
    const own = ownNode(existing, what.owner);
    own.entry = what.entry;
    setChild(parent, name, own);
  } else setChild(parent, name, newNode(what.entry, what.owner));
}
