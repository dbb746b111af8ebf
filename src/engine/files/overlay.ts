import { directoryEntry, fileEntry, storedBytes, symlinkEntry } from './entry.ts';
import { commit } from './commit.ts';
import { failure, isBusy, locate, reader, remember, success, viewOf } from './lookup.ts';
import type { View, Volume } from './lookup.ts';
import { mount, unmount } from './mount.ts';
import { childrenOf, nodeAt, ownPath, partsOf, place, removeChild, setChild, totalOf, type Node } from './node.ts';
import { basename, dirname, isWithin } from './paths.ts';
import { rootNode } from './stack.ts';
import type { Entry, NewFile, Result, Tree, WritableTree } from './tree.ts';
import { placeAt, type Place, type Writing } from './write-place.ts';

/**
 * A private writable tree over `tree`, which stays as it is. Nobody's permissions are tested here: see `actingAs`.
 * `readonly` answers every change outside mounts with EROFS (`docker run --read-only`); with a `limit` of bytes it is full
 * (ENOSPC) when a file would go beyond it, as a tmpfs with a size.
 */
export function overlay(tree: Tree, options: { readonly?: boolean; limit?: number } = {}): WritableTree {
  const base = rootNode(tree);
  const main: Volume = {
    root: base,
    owner: {},
    base,
    touched: new Set(),
    replaced: new Set(),
    stubs: new Set(),
    links: new Map(),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  };
  return writable({ main, mounts: new Map() }, tree, { readonly: options.readonly === true });
}

/** The files of an overlay again, without what is mounted over them: both see each other's changes, each has its own mounts. */
export function sameFiles(tree: WritableTree): WritableTree {
  const view = viewOf(tree);
  return view ? writable({ main: view.main, mounts: new Map() }, tree, { readonly: false }) : overlay(tree);
}

/**
 * The same tree, mounts included, for those who may change it only inside mounts while `seal.readonly` holds: what a container
 * sees under `--read-only`.
 */
export function sealed(tree: WritableTree, seal: { readonly readonly: boolean }): WritableTree {
  const view = viewOf(tree);
  return view ? writable(view, tree, seal) : tree;
}

function writable(view: View, { layers }: Tree, seal: { readonly readonly: boolean }): WritableTree {
  const writing: Writing = { view, seal };
  const made: WritableTree = {
    layers,
    write: (path, file) => write(writing, path, file),
    mkdir: (path, how) => mkdir(writing, path, how ?? {}),
    symlink: (path, target, owner) => create(writing, path, symlinkEntry(target, owner)),
    link: (path, existing) => link(writing, path, existing),
    remove: (path, how) => remove(writing, path, how?.recursive === true),
    rename: (from, to) => rename(writing, from, to),
    chmod: (path, mode) => alter(writing, path, { change: (entry) => ({ ...entry, mode: mode & 0o7777 }) }),
    chown: (path, { uid, gid }, how) =>
      alter(writing, path, { change: (entry) => ({ ...entry, uid, gid }), follow: how?.follow ?? true }),
    put: (path, entry) => put(writing, path, entry),
    room: (path) => room(writing, path),
    commit: () => commit(view.main),
    mount: (path, other, how) =>
      mount(view, path, {
        tree: other,
        readonly: how?.readonly,
        from: how?.from,
        noexec: how?.noexec,
        nosuid: how?.nosuid,
      }),
    unmount: (path) => unmount(view, path),
    ...reader(view),
  };
  return remember(made, view);
}

/** Sets the entry at a place whose folder exists. */
function set(place_: Place, entry: Entry, replaces = false): void {
  const { volume, owner, path } = place_;
  const parts = partsOf(path);
  const name = parts.at(-1);
  if (name === undefined) {
    volume.root = ownPath(volume.root, [], owner).root;
    volume.root.entry = entry;
  } else {
    const parent = ownPath(volume.root, parts.slice(0, -1), owner);
    volume.root = parent.root;
    place(parent.node, name, { entry, owner, opaque: replaces });
  }
  volume.touched.add(path);
  const group = volume.links.get(path);
  if (!group || entry.kind !== 'file') return;
  for (const other of group) {
    if (other === path) continue;
    const parent = ownPath(volume.root, partsOf(dirname(other)), owner);
    volume.root = parent.root;
    place(parent.node, basename(other), { entry, owner });
    volume.touched.add(other);
  }
}

function write(writing: Writing, path: string, file: NewFile): Result<void> {
  const at = placeAt(writing, path, true);
  if (!at.ok) return readonlyDevice(writing, path) ? success(undefined) : at;
  const old = at.value.node?.entry;
  if (old?.kind === 'char' || old?.kind === 'fifo') return success(undefined);
  if (old?.kind === 'dir' && !file.bulk) return failure('EISDIR');
  if (old && old.kind !== 'dir' && file.bulk) return failure('ENOTDIR');
  const entry = fileEntry(old ? { ...file, mode: file.mode ?? old.mode, owner: file.owner ?? old } : file);
  if (!fits(at.value, entry)) return failure('ENOSPC');
  set(at.value, entry);
  return success(undefined);
}

/** Whether a volume with a limit has room for an entry in place of what stands there. */
function fits({ volume, node }: Place, entry: Entry): boolean {
  if (volume.limit === undefined) return true;
  return totalOf(volume.root) - (node ? storedBytes(node.entry) : 0) + storedBytes(entry) <= volume.limit;
}

function room(writing: Writing, path: string): number | undefined {
  const at = placeAt(writing, path, true);
  if (!at.ok || at.value.volume.limit === undefined || at.value.node?.entry.kind === 'char') return undefined;
  return Math.max(0, at.value.volume.limit - totalOf(at.value.volume.root));
}

/** Devices take writes on a read-only file system too. */
function readonlyDevice(writing: Writing, path: string): boolean {
  const found = locate(writing.view, path, true);
  return found.ok && found.value.node?.entry.kind === 'char';
}

function create(writing: Writing, path: string, entry: Entry): Result<void> {
  const at = placeAt(writing, path, false);
  if (!at.ok) return at;
  if (at.value.node) return failure('EEXIST');
  if (path.endsWith('/') && entry.kind !== 'dir') return failure('ENOENT');
  make(at.value, entry);
  return success(undefined);
}

/** Sets a new entry where nothing stood; hides what the base may have had there. */
function make(at: Place, entry: Entry): void {
  if (nodeAt(at.volume.base, at.path)?.children) at.volume.replaced.add(at.path);
  set(at, entry);
}

function mkdir(
  writing: Writing,
  path: string,
  how: { parents?: boolean; mode?: number; owner?: { uid: number; gid: number } },
): Result<void> {
  if (!how.parents) return create(writing, path, directoryEntry(how.mode, how.owner));
  const parts = path.split('/').filter((part) => part !== '');
  for (let count = 1; count <= parts.length; count++) {
    const at = `/${parts.slice(0, count).join('/')}`;
    const known = reader(writing.view).stat(at);
    if (known.ok && known.value.kind === 'dir') continue;
    if (known.ok) return failure(count === parts.length ? 'EEXIST' : 'ENOTDIR');
    if (known.errno !== 'ENOENT') return known;
    const mode = count === parts.length ? how.mode : undefined;
    const made = create(writing, at, directoryEntry(mode, how.owner));
    if (!made.ok) return made;
  }
  return success(undefined);
}

function link(writing: Writing, path: string, existing: string): Result<void> {
  const source = placeAt(writing, existing, false);
  if (!source.ok) return source;
  if (!source.value.node) return failure('ENOENT');
  if (source.value.node.children) return failure('EPERM');
  const at = placeAt(writing, path, false);
  if (!at.ok) return at;
  if (at.value.node) return failure('EEXIST');
  const { volume } = at.value;
  if (volume !== source.value.volume) return failure('EXDEV');
  const group = volume.links.get(source.value.path) ?? new Set([source.value.path]);
  make(at.value, source.value.node.entry);
  group.add(at.value.path);
  for (const member of group) volume.links.set(member, group);
  return success(undefined);
}

function put(writing: Writing, path: string, entry: Entry): Result<void> {
  const at = placeAt(writing, path, false);
  if (!at.ok) return at;
  if (!fits(at.value, entry)) return failure('ENOSPC');
  if (at.value.node?.children && entry.kind !== 'dir') {
    if (isBusy(writing.view, at.value.found.path)) return failure('EBUSY');
    at.value.volume.replaced.add(at.value.path);
  }
  if (!at.value.node) make(at.value, entry);
  else {
    unlinkGroup(at.value.volume, at.value.path);
    set(at.value, entry);
  }
  return success(undefined);
}

function alter(
  writing: Writing,
  path: string,
  how: { change: (entry: Entry) => Entry; follow?: boolean },
): Result<void> {
  const at = placeAt(writing, path, how.follow ?? true);
  if (!at.ok) return at;
  if (!at.value.node) return failure('ENOENT');
  set(at.value, how.change(at.value.node.entry));
  return success(undefined);
}

function remove(writing: Writing, path: string, recursive: boolean): Result<void> {
  const at = placeAt(writing, path, false);
  if (!at.ok) return at;
  const { node, found } = at.value;
  if (!node) return failure('ENOENT');
  if (found.path === '/' || isBusy(writing.view, found.path)) return failure('EBUSY');
  if (node.children?.size && !recursive) return failure('ENOTEMPTY');
  if (node.entry.bulk && !recursive) return failure('ENOTEMPTY');
  detach(at.value);
  return success(undefined);
}

function detach(at: Place): void {
  const { volume, owner, path } = at;
  const parent = ownPath(volume.root, partsOf(dirname(path)), owner);
  volume.root = parent.root;
  removeChild(parent.node, basename(path));
  volume.touched.add(path);
  if (at.node?.children) volume.replaced.add(path);
  if (!volume.links.size) return;
  for (const member of volume.links.keys()) if (isWithin(path, member)) unlinkGroup(volume, member);
}

function unlinkGroup(volume: Volume, path: string): void {
  volume.links.get(path)?.delete(path);
  volume.links.delete(path);
}

function rename(writing: Writing, from: string, to: string): Result<void> {
  const source = placeAt(writing, from, false);
  if (!source.ok) return source;
  const node = source.value.node;
  if (!node) return failure('ENOENT');
  const target = placeAt(writing, to, false);
  if (!target.ok) return target;
  const old = target.value.node;
  if (source.value.found.path === target.value.found.path) return success(undefined);
  if (isBusy(writing.view, source.value.found.path) || (old && isBusy(writing.view, target.value.found.path)))
    return failure('EBUSY');
  if (source.value.volume !== target.value.volume) return failure('EXDEV');
  if (node.children && isWithin(source.value.path, target.value.path)) return failure('EINVAL');
  if (old?.children && !node.children) return failure('EISDIR');
  if (old && !old.children && node.children) return failure('ENOTDIR');
  if (old && (old.children?.size || old.entry.bulk)) return failure('ENOTEMPTY');
  move(source.value, target.value, node);
  return success(undefined);
}

function move(source: Place, target: Place, node: Node): void {
  const { volume, owner } = source;
  const group = volume.links.get(source.path);
  unlinkGroup(volume, target.path);
  detach(source);
  const parent = ownPath(volume.root, partsOf(dirname(target.path)), owner);
  volume.root = parent.root;
  setChild(parent.node, basename(target.path), node);
  if (nodeAt(volume.base, target.path)?.children) volume.replaced.add(target.path);
  if (group) {
    group.add(target.path);
    volume.links.set(target.path, group);
  }
  const pending: (readonly [string, Node])[] = [[target.path, node]];
  for (let at = pending.pop(); at; at = pending.pop()) {
    volume.touched.add(at[0]);
    for (const [name, child] of childrenOf(at[1])) pending.push([`${at[0]}/${name}`, child]);
  }
}
