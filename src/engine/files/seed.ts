import { inside, locate, viewOf } from './lookup.ts';
import { ownPath, partsOf, setChild, type Node } from './node.ts';
import type { Tree, WritableTree } from './tree.ts';

/**
 * Makes the folder at `path` what stands at `from` in an immutable tree, owner, mode and everything below: shared, not copied, so it
 * costs the same for one file or ten thousand. False when one of the two is not there or `source` may still be written.
 */
export function seed(
  into: WritableTree,
  path: string,
  what: { readonly source: Tree; readonly from: string },
): boolean {
  const source = viewOf(what.source);
  const target = viewOf(into);
  if (!source || !target || source.main.owner || source.mounts.size > 0) return false;
  const found = locate(source, what.from, true);
  const place = locate(target, path, true);
  if (!found.ok || !found.value.node || !place.ok) return false;
  const { volume, path: inner } = inside(target, place.value);
  if (!volume.owner) return false;
  lay(volume, inner, { node: found.value.node, owner: volume.owner });
  return true;
}

function lay(
  volume: { root: Node; readonly touched: Set<string> },
  path: string,
  what: { readonly node: Node; readonly owner: object },
): void {
  const parts = partsOf(path);
  const name = parts.at(-1);
  if (name === undefined) volume.root = what.node;
  else {
    const parent = ownPath(volume.root, parts.slice(0, -1), what.owner);
    volume.root = parent.root;
    setChild(parent.node, name, what.node);
  }
  volume.touched.add(path);
}
