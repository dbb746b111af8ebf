import { capable } from './capabilities.ts';
import { directoryEntry } from './entry.ts';
import { failure, success } from './lookup.ts';
import { clean, dirname, parents } from './paths.ts';
import type { Credentials, Entry, Errno, Owner, Result, Tree, WritableTree } from './tree.ts';

export type Right = 'read' | 'write' | 'execute';
const BITS = { read: 4, write: 2, execute: 1 } as const;

/**
 * Whether the mode of an entry gives somebody a right. CAP_DAC_OVERRIDE, which root has, stands for every right, but a file needs
 * one x bit to be executed; CAP_DAC_READ_SEARCH for reading and searching.
 */
export function permits(entry: Entry, who: Credentials, right: Right): boolean {
  if (capable(who, 'DAC_OVERRIDE')) return right !== 'execute' || entry.kind === 'dir' || (entry.mode & 0o111) !== 0;
  if (granted(entry, who, right)) return true;
  const looks = right === 'read' || (right === 'execute' && entry.kind === 'dir');
  return looks && who.capabilities !== undefined && capable(who, 'DAC_READ_SEARCH');
}

function granted(entry: Entry, who: Credentials, right: Right): boolean {
  const bit = BITS[right];
  if (entry.uid === who.uid) return ((entry.mode >> 6) & bit) !== 0;
  if (entry.gid === who.gid || who.groups.includes(entry.gid)) return ((entry.mode >> 3) & bit) !== 0;
  return (entry.mode & bit) !== 0;
}

interface Reaching {
  readonly who: Credentials;
  readonly follow: boolean;
}

/** The entry at a path, if every folder on the way may be searched. */
export function reach(tree: Tree, path: string, how: Credentials | Reaching): Result<Entry> {
  const { who, follow } = 'who' in how ? how : { who: how, follow: true };
  const found = tree.stat(path, { follow });
  if (capable(who, 'DAC_OVERRIDE')) return found;
  const real = follow && found.ok ? tree.resolve(path) : success(clean(path));
  const blocked = real.ok && !searchable(tree, real.value, who);
  return blocked ? failure('EACCES') : found;
}

function searchable(tree: Tree, path: string, who: Credentials): boolean {
  return parents(path).every((folder) => {
    const entry = tree.stat(folder);
    return !entry.ok || entry.value.kind !== 'dir' || permits(entry.value, who, 'execute');
  });
}

/** May the file or directory at `path` be read? Missing counts as no. */
export function mayRead(tree: Tree, path: string, who: Credentials): boolean {
  return may(tree, path, { who, right: 'read' });
}

/** May what stands at `path` be written, or, when nothing does, be created there? */
export function mayWrite(tree: Tree, path: string, who: Credentials): boolean {
  const entry = reach(tree, path, who);
  if (entry.ok) return permits(entry.value, who, 'write');
  return entry.errno === 'ENOENT' && mayChange(tree, dirname(clean(path)), who) === undefined;
}

/** May the file be executed, or the directory searched? */
export function mayExecute(tree: Tree, path: string, who: Credentials): boolean {
  return may(tree, path, { who, right: 'execute' });
}

function may(tree: Tree, path: string, want: { who: Credentials; right: Right }): boolean {
  const entry = reach(tree, path, want.who);
  return entry.ok && permits(entry.value, want.who, want.right);
}

/** Why entries of a folder may not be made or taken away; undefined when they may. */
function mayChange(tree: Tree, folder: string, who: Credentials): Errno | undefined {
  const entry = reach(tree, folder, who);
  if (!entry.ok) return entry.errno;
  if (entry.value.kind !== 'dir') return 'ENOTDIR';
  return permits(entry.value, who, 'write') && permits(entry.value, who, 'execute') ? undefined : 'EACCES';
}

/** The folder that holds the last part of a path. */
function folderOf(path: string): string {
  const bare = path.replace(/\/+$/, '');
  return bare.slice(0, bare.lastIndexOf('/')) || '/';
}

/** Sticky folders (`/tmp`) let only the owner of the entry or of the folder take an entry away. */
function mayTake(tree: Tree, path: string, who: Credentials): Errno | undefined {
  const denied = mayChange(tree, folderOf(path), who);
  if (denied || capable(who, 'FOWNER')) return denied;
  const folder = tree.stat(folderOf(path));
  const entry = tree.stat(path, { follow: false });
  if (!folder.ok || !entry.ok || !(folder.value.mode & 0o1000)) return undefined;
  return folder.value.uid === who.uid || entry.value.uid === who.uid ? undefined : 'EPERM';
}

/**
 * `tree` as somebody sees it: every operation tests the permissions of `who()` first, new files get their owner and
 * umask (0666 and 0777 less the umask unless a mode is given, which is taken as it is). `who` is asked at each call,
 * because a process can change its umask.
 */
export function actingAs(tree: WritableTree, who: () => Credentials): WritableTree {
  const owned = (path: string, follow: boolean): Errno | undefined => {
    const entry = reach(tree, path, { who: who(), follow });
    if (!entry.ok) return entry.errno;
    return entry.value.uid === who().uid || capable(who(), 'FOWNER') ? undefined : 'EPERM';
  };
  /** chown(2) asks for CAP_CHOWN or the owner, not for CAP_FOWNER. */
  const chowns = (path: string, follow: boolean): Errno | undefined => {
    const entry = reach(tree, path, { who: who(), follow });
    if (!entry.ok) return entry.errno;
    return entry.value.uid === who().uid || capable(who(), 'CHOWN') ? undefined : 'EPERM';
  };
  const creating = (path: string): Errno | undefined => readonlyFirst(tree, path, blocker(tree, path, who()));
  return {
    link: (path, existing) => guarded(creating(path), () => tree.link(path, existing)),
    remove(path, how) {
      const found = reach(tree, path, { who: who(), follow: false });
      if (!found.ok) return found;
      return guarded(mayTake(tree, path, who()) ?? emptiable(tree, path, who()), () => tree.remove(path, how));
    },
    rename(from, to) {
      const found = reach(tree, from, { who: who(), follow: false });
      if (!found.ok) return found;
      return guarded(mayTake(tree, from, who()) ?? mayTake(tree, to, who()), () => tree.rename(from, to));
    },
    chmod: (path, mode) => guarded(owned(path, true), () => tree.chmod(path, mode)),
    chown: (path, owner, how) =>
      guarded(chowns(path, how?.follow ?? true), () => chown(tree, path, { owner, how, who: who() })),
    put: (path, entry) =>
      guarded(creating(path), () => tree.put(path, capable(who(), 'CHOWN') ? entry : { ...entry, ...ids(who()) })),
    room: (path) => tree.room(path),
    commit: () => tree.commit(),
    mount: (path, other, how) => tree.mount(path, other, how),
    unmount: (path) => tree.unmount(path),
    ...reading(tree, who),
    ...making(tree, who, creating),
  };
}

function guarded<T>(errno: Errno | undefined, act: () => Result<T>): Result<T> {
  return errno ? failure(errno) : act();
}

/** The kernel asks whether the file system may be written before it asks who may: a link of nothing tells, and changes nothing. */
function readonlyFirst(tree: WritableTree, path: string, errno: Errno | undefined): Errno | undefined {
  if (errno !== 'EACCES') return errno;
  const probe = tree.link(`${path}.drydock`, `${folderOf(path)}/.drydock-nothing`);
  return !probe.ok && probe.errno === 'EROFS' ? 'EROFS' : errno;
}

function ids(who: Owner): Owner {
  return { uid: who.uid, gid: who.gid };
}

/** A recursive removal needs the right to change every folder below. */
function emptiable(tree: Tree, path: string, who: Credentials): Errno | undefined {
  if (capable(who, 'DAC_OVERRIDE')) return undefined;
  for (const [at, entry] of tree.walk(path)) {
    if (entry.kind !== 'dir') continue;
    const names = tree.list(at);
    if (names.ok && names.value.length === 0 && !entry.bulk) continue;
    if (!permits(entry, who, 'write') || !permits(entry, who, 'execute')) return 'EACCES';
  }
  return undefined;
}

/** Why nothing may be created at `path`. */
function blocker(tree: Tree, path: string, who: Credentials): Errno | undefined {
  return capable(who, 'DAC_OVERRIDE') ? undefined : mayChange(tree, folderOf(path), who);
}

function reading(tree: WritableTree, who: () => Credentials): Omit<Tree, never> {
  return {
    layers: tree.layers,
    stat: (path, how) => reach(tree, path, { who: who(), follow: how?.follow ?? true }),
    resolve(path) {
      const found = reach(tree, path, who());
      return found.ok ? tree.resolve(path) : found;
    },
    list(path) {
      const found = reach(tree, path, who());
      if (!found.ok) return found;
      return found.value.kind === 'dir' && !permits(found.value, who(), 'read') ? failure('EACCES') : tree.list(path);
    },
    read(path) {
      const found = reach(tree, path, who());
      if (!found.ok) return found;
      return permits(found.value, who(), 'read') || found.value.kind === 'dir' ? tree.read(path) : failure('EACCES');
    },
    walk: (path) => tree.walk(path),
    size: (path) => tree.size(path),
  };
}

function making(
  tree: WritableTree,
  who: () => Credentials,
  creating: (path: string) => Errno | undefined,
): Pick<WritableTree, 'write' | 'mkdir' | 'symlink'> {
  /** New entries of a setgid folder get the folder's group. */
  const owner = (path: string, wanted?: Owner): Owner => {
    if (wanted && capable(who(), 'CHOWN')) return wanted;
    const folder = tree.stat(folderOf(path));
    const inherits = folder.ok && folder.value.mode & 0o2000;
    return { uid: who().uid, gid: inherits ? folder.value.gid : who().gid };
  };
  const mkdir = (path: string, how: { mode?: number; owner?: Owner }): Result<void> => {
    const known = reach(tree, path, { who: who(), follow: false });
    if (known.ok) return failure('EEXIST');
    const errno = creating(path);
    if (errno) return failure(errno);
    const folder = tree.stat(folderOf(path));
    const setgid = folder.ok ? folder.value.mode & 0o2000 : 0;
    const { mode } = directoryEntry(how.mode ?? 0o777 & ~who().umask);
    return tree.mkdir(path, { mode: mode | setgid, owner: owner(path, how.owner) });
  };
  return {
    write(path, file) {
      const known = reach(tree, path, who());
      if (known.ok) {
        if (known.value.kind !== 'dir' && !permits(known.value, who(), 'write'))
          return failure(readonlyFirst(tree, path, 'EACCES') ?? 'EACCES');
        return tree.write(path, capable(who(), 'CHOWN') ? file : withoutOwner(file));
      }
      if (known.errno !== 'ENOENT') return known;
      const errno = creating(path);
      if (errno) return failure(errno);
      const mode = file.mode ?? (file.bulk ? 0o777 : 0o666) & ~who().umask;
      return tree.write(path, { ...file, mode, owner: owner(path, file.owner) });
    },
    mkdir(path, how = {}) {
      if (!how.parents) return mkdir(path, how);
      const parts = path.split('/').filter(Boolean);
      for (let count = 1; count <= parts.length; count++) {
        const at = `/${parts.slice(0, count).join('/')}`;
        const known = reach(tree, at, who());
        if (known.ok && known.value.kind === 'dir') continue;
        if (known.ok) return failure(count === parts.length ? 'EEXIST' : 'ENOTDIR');
        const last = count === parts.length;
        const made = mkdir(at, {
          ...(last && how.mode !== undefined ? { mode: how.mode } : {}),
          ...(how.owner ? { owner: how.owner } : {}),
        });
        if (!made.ok) return made;
      }
      return success(undefined);
    },
    symlink(path, target, wanted) {
      const errno = creating(path);
      return errno ? failure(errno) : tree.symlink(path, target, owner(path, wanted));
    },
  };
}

function withoutOwner<T extends { owner?: Owner }>(file: T): Omit<T, 'owner'> {
  const { owner: _, ...rest } = file;
  return rest;
}

/** Only root gives files away; an owner may choose among the own groups. A change clears setuid and setgid of files. */
function chown(
  tree: WritableTree,
  path: string,
  what: { owner: Owner; how: { follow?: boolean } | undefined; who: Credentials },
): Result<void> {
  const { owner, how, who } = what;
  const follow = how?.follow ?? true;
  const entry = tree.stat(path, { follow });
  if (!entry.ok) return entry;
  const ownGroup = owner.gid === entry.value.gid || owner.gid === who.gid || who.groups.includes(owner.gid);
  if (!capable(who, 'CHOWN') && (owner.uid !== entry.value.uid || !ownGroup)) return failure('EPERM');
  const done = tree.chown(path, owner, { follow });
  const special = entry.value.kind === 'file' ? entry.value.mode & 0o6000 : 0;
  return done.ok && special ? tree.chmod(path, entry.value.mode & ~0o6000) : done;
}
