import { inside, isBusy, locate, viewOf, type Mount, type View, type Volume } from './lookup.ts';
import { newNode, nodeAt, ownPath, partsOf, removeChild } from './node.ts';
import { basename, clean, dirname, isWithin, join } from './paths.ts';
import { rootNode } from './stack.ts';
import type { Tree } from './tree.ts';

/** How something is mounted. */
export interface MountOptions {
  readonly readonly: boolean | undefined;
  /** One folder or file of the tree instead of its root. */
  readonly from: string | undefined;
  readonly noexec: boolean | undefined;
  readonly nosuid: boolean | undefined;
}

/**
 * Lays a tree, or one folder or file of it (`from`), over a path of a view. Both see each other's changes. What is mounted below
 * `from` comes along, as in a recursive bind mount.
 */
export function mount(view: View, path: string, what: MountOptions & { tree: Tree }): void {
  const at = mountPoint(view, path);
  const from = what.from === undefined ? '/' : what.from;
  const other = viewOf(what.tree);
  if (!other) {
    const volume: Volume = { ...view.main, root: rootNode(what.tree), owner: undefined };
    view.mounts.set(at, mountAt({ path: at, volume, from: clean(from) }, what));
    return;
  }
  const found = locate(other, from, true);
  const top = found.ok ? found.value : { path: clean(from), mount: undefined };
  const below = [...other.mounts.values()].filter((one) => one.path !== top.path && isWithin(top.path, one.path));
  const inner = inside(other, top);
  const outer = top.mount?.readonly === true ? { ...what, readonly: true } : what;
  view.mounts.set(at, mountAt({ path: at, volume: inner.volume, from: inner.path }, outer));
  for (const one of below) {
    const target = join(at, `.${one.path.slice(top.path === '/' ? 0 : top.path.length)}`);
    view.mounts.set(target, { ...one, path: target, readonly: one.readonly || what.readonly === true });
  }
}

function mountAt(where: { path: string; volume: Volume; from: string }, what: MountOptions): Mount {
  const node = nodeAt(where.volume.root, where.from);
  return {
    readonly: what.readonly ?? !where.volume.owner,
    gone: node && (node.children ? newNode(node.entry, {}) : node),
    ...(what.noexec ? { noexec: true } : {}),
    ...(what.nosuid ? { nosuid: true } : {}),
    ...where,
  };
}

/** The mount that a path lies in, links resolved; undefined when it lies in the tree itself. */
export function mountOf(
  tree: Tree,
  path: string,
): { readonly path: string; readonly noexec: boolean; readonly nosuid: boolean } | undefined {
  const view = viewOf(tree);
  const found = view?.mounts.size ? locate(view, path, true) : undefined;
  const at = found?.ok ? found.value.mount : undefined;
  return at && { path: at.path, noexec: at.noexec === true, nosuid: at.nosuid === true };
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
    removeChild(parent.node, basename(folder));
    main.stubs.delete(folder);
  }
}
