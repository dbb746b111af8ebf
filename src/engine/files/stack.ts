import { directoryEntry } from './entry.ts';
import { layerOf } from './layer.ts';
import { reader, remember, viewOf, type Volume } from './lookup.ts';
import { applyLayer, newNode, type Node } from './node.ts';
import type { Entry, Layer, Tree } from './tree.ts';

interface Remembered {
  readonly tree: Tree;
  readonly root: Node;
}

const ground = made([], newNode(directoryEntry(), {}));

function made(layers: readonly Layer[], root: Node): Remembered {
  const volume = immutable(root);
  const view = { main: volume, mounts: new Map<string, never>() };
  const tree = remember({ layers, ...reader(view) }, view);
  return { tree, root };
}

function immutable(root: Node): Volume {
  const none = new Set<string>();
  return { root, owner: undefined, base: root, touched: none, replaced: none, stubs: none, links: new Map() };
}

/** The tree that holds only its root directory. */
export function emptyTree(): Tree {
  return ground.tree;
}

/** What was made of lists of layers, by their topmost layer, the newest last. */
const known = new WeakMap<Layer, Remembered[]>();
/** A layer that a memory keeps (COPY --link) comes to lie on one new stack after the other. */
const KEPT = 8;

/**
 * The tree that a list of layers makes, lowest first. Remembered by the identity of the layers: asking again is free, and
 * one more layer costs only what that layer touches.
 */
export function stack(layers: readonly Layer[]): Tree {
  let count = layers.length;
  let at = find(layers, count);
  while (!at) at = find(layers, --count);
  for (; count < layers.length; count++) at = add(at, layers.slice(0, count + 1));
  return at.tree;
}

function find(layers: readonly Layer[], count: number): Remembered | undefined {
  const top = layers[count - 1];
  if (!top) return ground;
  return known.get(top)?.find(({ tree }) => begins(layers, tree.layers, count));
}

function begins(layers: readonly Layer[], others: readonly Layer[], count: number): boolean {
  if (others.length !== count) return false;
  for (let index = count - 2; index >= 0; index--) if (layers[index] !== others[index]) return false;
  return true;
}

function add(below: Remembered, layers: readonly Layer[]): Remembered {
  const top = layers.at(-1);
  if (!top) return below;
  const next = made(layers, applyLayer(below.root, top));
  known.set(top, [...(known.get(top) ?? []), next].slice(-KEPT));
  return next;
}

/** The root node of any tree as it stands now; a tree made elsewhere is read entry by entry. */
export function rootNode(tree: Tree): Node {
  const view = viewOf(tree);
  if (view && view.mounts.size === 0) return view.main.root;
  const entries: (readonly [string, Entry])[] = [...tree.walk('/')];
  return applyLayer(ground.root, layerOf(entries));
}
