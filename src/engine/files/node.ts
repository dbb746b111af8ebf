import { directoryEntry, storedBytes } from './entry.ts';
import type { Entry, Layer } from './tree.ts';

/**
 * A directory tree in memory that shares what has not changed: a writer copies the nodes from the root to the place it
 * changes, once, and marks them as its own.
 */
export interface Node {
  entry: Entry;
  /** Only of directories. */
  children: Map<string, Node> | undefined;
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
    children: entry.kind === 'dir' ? new Map() : undefined,
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
  const children = node.children && new Map(node.children);
  return { entry: node.entry, children, owner, names: undefined, total: undefined };
}

/** The names in a directory node, sorted by UTF-16 units. */
export function namesOf(node: Node): readonly string[] {
  return (node.names ??= node.children ? [...node.children.keys()].toSorted() : []);
}

/** Bytes at and below a node. Depth is bounded by the length of paths (see lookup.ts). */
export function totalOf(node: Node): number {
  if (node.total !== undefined) return node.total;
  let total = storedBytes(node.entry);
  if (node.children) for (const child of node.children.values()) total += totalOf(child);
  node.total = total;
  return total;
}

/** The parts of a cleaned absolute path. */
export function partsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

/** The node at a cleaned path without following links. */
export function nodeAt(root: Node, path: string): Node | undefined {
  let node: Node | undefined = root;
  for (const part of partsOf(path)) {
    node = node.children?.get(part);
    if (!node) return undefined;
  }
  return node;
}

/** The writer's own node of the folder at `parts`, and the root to keep; folders that are missing are made (root's, 0755). */
export function ownPath(root: Node, parts: readonly string[], owner: object): { root: Node; node: Node } {
  const top = ownNode(root, owner);
  let node = top;
  for (const part of parts) {
    const next = node.children?.get(part);
    const own = next?.children ? ownNode(next, owner) : newNode(directoryEntry(), owner);
    node.children ??= new Map();
    if (own !== next) node.children.set(part, own);
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
      if (layer.opaque?.has(path)) top.children = new Map();
      continue;
    }
    if (entry === null && !nodeAt(top, path)) continue;
    const parent = ownPath(top, parts.slice(0, -1), owner);
    top = parent.root;
    if (entry === null) parent.node.children?.delete(name);
    else place(parent.node, name, { entry, owner, opaque: layer.opaque?.has(path) === true });
  }
  return top;
}

/** Puts an entry into a directory: a directory over a directory keeps what is in it, unless it is opaque. */
export function place(parent: Node, name: string, what: { entry: Entry; owner: object; opaque?: boolean }): void {
  const existing = parent.children?.get(name);
  if (existing?.children && what.entry.kind === 'dir' && !what.opaque) {
    const own = ownNode(existing, what.owner);
    own.entry = what.entry;
    parent.children?.set(name, own);
  } else parent.children?.set(name, newNode(what.entry, what.owner));
}
