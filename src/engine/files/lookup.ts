import { isWithin, join } from './paths.ts';
import { childOf, namesOf, nodeAt, totalOf, type Node } from './node.ts';
import type { Errno, Result, Tree } from './tree.ts';

/** One writable or immutable body of files. `owner` is undefined for immutable ones. */
export interface Volume {
  root: Node;
  readonly owner: object | undefined;
  /** What the volume was before anything was written. */
  readonly base: Node;
  /** Paths whose entry was made, changed or taken away. */
  readonly touched: Set<string>;
  /** Directories that replaced another entry of the base. */
  readonly replaced: Set<string>;
  /** Folders made for mount points only. */
  readonly stubs: Set<string>;
  /** Paths that share one file, each with the whole group. */
  readonly links: Map<string, Set<string>>;
  /** Most bytes that it may hold; undefined for any number. */
  readonly limit?: number;
}

export interface Mount {
  readonly path: string;
  readonly volume: Volume;
  readonly readonly: boolean;
  /** Cleaned path inside the volume. */
  readonly from: string;
  /** What is seen once that path was taken away on the other side: an empty folder, or the file as it was. */
  readonly gone: Node | undefined;
  /** Programs on it may not be executed. */
  readonly noexec?: boolean;
  /** Set-user-id bits on it count for nothing. */
  readonly nosuid?: boolean;
}

function topOf(mount: Mount): Node | undefined {
  return nodeAt(mount.volume.root, mount.from) ?? mount.gone;
}

/** What a tree reads: one volume and what is mounted over it. */
export interface View {
  readonly main: Volume;
  readonly mounts: Map<string, Mount>;
}

/** Where a path leads: `node` is undefined when only the last part is missing. */
export interface Found {
  readonly path: string;
  readonly node: Node | undefined;
  readonly mount: Mount | undefined;
}

/** Linux: PATH_MAX, NAME_MAX and the number of links followed (fs/namei.c MAXSYMLINKS). */
const PATH_MAX = 4096;
const NAME_MAX = 255;
const MAX_LINKS = 40;

export function failure<T>(errno: Errno): Result<T> {
  return { ok: false, errno };
}

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Resolves a path part by part as the kernel does: links, `..` and mounts included. */
export function locate(view: View, path: string, follow: boolean): Result<Found> {
  if (path.length > PATH_MAX) return failure('ENAMETOOLONG');
  if (path === '') return failure('ENOENT');
  return straight(view, path) ?? resolve(view, path, follow);
}

/** What most lookups are: a clean absolute path that meets no links. Undefined: it takes `resolve` to tell. */
function straight(view: View, path: string): Result<Found> | undefined {
  if (!path.startsWith('/') || path === '/') return undefined;
  let { node, mount } = rootOf(view);
  for (let start = 1, end = 0; end < path.length; start = end + 1) {
    end = path.indexOf('/', start);
    if (end === -1) end = path.length;
    const name = path.slice(start, end);
    if (name === '' || name === '.' || name === '..' || name.length > NAME_MAX) return undefined;
    if (!node) return failure('ENOENT');
    if (!node.children) return failure('ENOTDIR');
    const mounted: Mount | undefined = view.mounts.size ? view.mounts.get(path.slice(0, end)) : undefined;
    mount = mounted ?? mount;
    node = mounted ? topOf(mounted) : childOf(node, name);
    if (node?.entry.target !== undefined) return undefined;
  }
  return success({ path, node, mount });
}

function resolve(view: View, path: string, follow: boolean): Result<Found> {
  const pending = path.split('/').toReversed();
  const wantsFolder = path.endsWith('/') || path.endsWith('/.');
  const walk: Walk = { view, pending, chain: [rootOf(view)], links: 0 };
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (part === '' || part === '.') continue;
    const at = here(walk);
    if (!at.node) return failure('ENOENT');
    if (!at.node.children) return failure('ENOTDIR');
    if (part === '..') {
      if (walk.chain.length > 1) walk.chain.pop();
      continue;
    }
    if (part.length > NAME_MAX) return failure('ENAMETOOLONG');
    const failed = step(walk, part, follow || wantsFolder);
    if (failed) return failure(failed);
  }
  const end = here(walk);
  if (wantsFolder && end.node && !end.node.children) return failure('ENOTDIR');
  return success(end);
}

interface Walk {
  readonly view: View;
  readonly pending: string[];
  chain: Found[];
  links: number;
}

function rootOf(view: View): Found {
  const mount = view.mounts.get('/');
  return { path: '/', node: mount ? topOf(mount) : view.main.root, mount };
}

function here(walk: Walk): Found {
  return walk.chain.at(-1) ?? rootOf(walk.view);
}

function step(walk: Walk, part: string, follow: boolean): Errno | undefined {
  const at = here(walk);
  const next = child(walk.view, at, part);
  const target = next.node?.entry.target;
  const last = !walk.pending.some((rest) => rest !== '' && rest !== '.');
  if (target === undefined || (last && !follow)) {
    walk.chain.push(next);
    return undefined;
  }
  if (++walk.links > MAX_LINKS) return 'ELOOP';
  if (target.startsWith('/')) walk.chain = [rootOf(walk.view)];
  walk.pending.push(...target.split('/').toReversed());
  return undefined;
}

function child(view: View, at: Found, name: string): Found {
  const path = at.path === '/' ? `/${name}` : `${at.path}/${name}`;
  const mount = view.mounts.size ? view.mounts.get(path) : undefined;
  if (mount) return { path, node: topOf(mount), mount };
  return { path, node: at.node && childOf(at.node, name), mount: at.mount };
}

/** The volume that holds a resolved path, and the path inside it. */
export function inside(
  view: View,
  found: { path: string; mount: Mount | undefined },
): { volume: Volume; path: string } {
  if (!found.mount) return { volume: view.main, path: found.path };
  const rest = found.path.slice(found.mount.path === '/' ? 0 : found.mount.path.length);
  return { volume: found.mount.volume, path: join(found.mount.from, `.${rest || '/'}`) };
}

/** Names in a found directory, mount points included. */
export function namesIn(view: View, at: Found): readonly string[] {
  const names = at.node ? namesOf(at.node) : [];
  if (!view.mounts.size) return names;
  const prefix = at.path === '/' ? '/' : `${at.path}/`;
  const mounted = [...view.mounts.keys()]
    .filter((path) => path.startsWith(prefix) && path !== '/' && !path.slice(prefix.length).includes('/'))
    .map((path) => path.slice(prefix.length));
  return mounted.length ? [...new Set([...names, ...mounted])].toSorted() : names;
}

const views = new WeakMap<object, View>();

/** The reading half of a tree over a view. */
export function reader(view: View): Omit<Tree, 'layers'> {
  const existing = (path: string, follow: boolean): Result<Found & { node: Node }> => {
    const found = locate(view, path, follow);
    if (!found.ok) return found;
    const { node } = found.value;
    return node ? success({ ...found.value, node }) : failure('ENOENT');
  };
  return {
    stat(path, options) {
      const found = existing(path, options?.follow ?? true);
      return found.ok ? success(found.value.node.entry) : found;
    },
    resolve(path) {
      const found = existing(path, true);
      return found.ok ? success(found.value.path) : found;
    },
    list(path) {
      const found = existing(path, true);
      if (!found.ok) return found;
      return found.value.node.children ? success(namesIn(view, found.value)) : failure('ENOTDIR');
    },
    read(path) {
      const found = existing(path, true);
      if (!found.ok) return found;
      const { entry } = found.value.node;
      if (entry.kind === 'dir') return failure('EISDIR');
      if (entry.kind !== 'file') return success('');
      return success(entry.size === 0 ? '' : entry.content);
    },
    *walk(path = '/') {
      const found = existing(path, false);
      if (found.ok) yield* below(view, found.value);
    },
    size(path = '/') {
      const found = existing(path, true);
      return found.ok ? totalOf(found.value.node) : 0;
    },
  };
}

function* below(view: View, start: Found): Generator<readonly [string, Node['entry']]> {
  const pending: Found[] = [start];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (!at.node) continue;
    yield [at.path, at.node.entry];
    if (!at.node.children) continue;
    const names = namesIn(view, at);
    for (let index = names.length - 1; index >= 0; index--) pending.push(child(view, at, names[index] ?? ''));
  }
}

/** Remembers the view behind a tree that this folder made. */
export function remember<T extends object>(tree: T, view: View): T {
  views.set(tree, view);
  return tree;
}

/** The view behind a tree; undefined for a tree that another folder made. */
export function viewOf(tree: object): View | undefined {
  return views.get(tree);
}

/** True when something is mounted at or below `path`: it cannot be removed or renamed. */
export function isBusy(view: View, path: string): boolean {
  for (const mounted of view.mounts.keys()) if (isWithin(path, mounted)) return true;
  return false;
}
