import { inside, isBusy, locate, viewOf, type Mount, type View, type Volume } from './lookup.ts';
import { nodeAt, ownPath, partsOf } from './node.ts';
import { basename, clean, dirname } from './paths.ts';
import { rootNode } from './stack.ts';
import type { Tree } from './tree.ts';

/** Lays a tree, or one folder or file of it (`from`), over a path of a view. */
export function mount(
  view: View,
  path: string,
  what: { tree: Tree; readonly: boolean | undefined; from: string | undefined },
): void {
  const at = mountPoint(view, path);
  const from = what.from === undefined ? '/' : what.from;
  const other = viewOf(what.tree);
  const plain = other && other.mounts.size === 0 ? other : undefined;
  const inner = plain ? locate(plain, from, true) : undefined;
  const volume: Volume = plain?.main ?? { ...view.main, root: rootNode(what.tree), owner: undefined };
  const mounted: Mount = {
    path: at,
    volume,
    readonly: what.readonly ?? !volume.owner,
    from: inner?.ok ? inner.value.path : clean(from),
  };
  view.mounts.set(at, mounted);
}

/** The resolved path of a mount point; folders that are missing on the way are made without leaving a trace in the layer. */
function mountPoint(view: View, path: string): string {
  const found = locate(view, path, true);
  if (found.ok && found.value.node) return found.value.path;
  let at = '/';
  for (const part of partsOf(clean(path))) {
    const next = locate(view, `${at}/${part}`, true);
    if (!next.ok) return clean(`${at}/${part}`);
    at = next.value.path;
    const { volume, path: inner } = inside(view, next.value);
    if (next.value.node || !volume.owner) continue;
    volume.root = ownPath(volume.root, partsOf(inner), volume.owner).root;
    volume.stubs.add(inner);
  }
  return at;
}

/** Takes a mount away, and with it the empty folders that were made for it. */
export function unmount(view: View, path: string): void {
  const at = view.mounts.has(path) ? path : clean(path);
  const mounted = view.mounts.get(at);
  if (!mounted) return;
  view.mounts.delete(at);
  for (let folder = at; folder !== '/'; folder = dirname(folder)) {
    const { main } = view;
    const node = nodeAt(main.root, folder);
    if (!main.stubs.has(folder) || !node || node.children?.size || main.touched.has(folder) || !main.owner) return;
    if (isBusy(view, folder)) return;
    const parent = ownPath(main.root, partsOf(dirname(folder)), main.owner);
    main.root = parent.root;
    parent.node.children?.delete(basename(folder));
    main.stubs.delete(folder);
  }
}
