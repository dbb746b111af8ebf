import { directoryEntry } from './entry.ts';
import { layerOf } from './layer.ts';
import { reader, remember, viewOf, type Volume } from './lookup.ts';
import { applyLayer, newNode, type Node } from './node.ts';
import type { Entry, Layer, Tree } from './tree.ts';

interface Remembered {
  readonly tree: Tree;
  readonly root: Node;
  readonly above: WeakMap<Layer, Remembered>;
}

const ground = made([], newNode(directoryEntry(), {}));

function made(layers: readonly Layer[], root: Node): Remembered {
  const volume = immutable(root);
  const view = { main: volume, mounts: new Map<string, never>() };
  const tree = remember({ layers, ...reader(view) }, view);
  return { tree, root, above: new WeakMap() };
}

function immutable(root: Node): Volume {
  const none = new Set<string>();
  return { root, owner: undefined, base: root, touched: none, replaced: none, stubs: none, links: new Map() };
}

/** The tree that holds only its root directory. */
export function emptyTree(): Tree {
  return ground.tree;
}

/**
 * The tree that a list of layers makes, lowest first. Remembered by the identity of the layers: asking again is free, and
 * one more layer costs only what that layer touches.
 */
export function stack(layers: readonly Layer[]): Tree {
  let at = ground;
  for (const [index, layer] of layers.entries()) {
    let next = at.above.get(layer);
    if (!next) {
      next = made(layers.slice(0, index + 1), applyLayer(at.root, layer));
      at.above.set(layer, next);
    }
    at = next;
  }
  return at.tree;
}

/** The root node of any tree as it stands now; a tree made elsewhere is read entry by entry. */
export function rootNode(tree: Tree): Node {
  const view = viewOf(tree);
  if (view && view.mounts.size === 0) return view.main.root;
  const entries: (readonly [string, Entry])[] = [...tree.walk('/')];
  return applyLayer(ground.root, layerOf(entries));
}
