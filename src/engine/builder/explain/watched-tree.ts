import type { Entry, WritableTree } from '../../files/index.ts';

/** A tree that tells of each file which is looked at through it. */
export function watched(tree: WritableTree, note: (path: string, entry: Entry) => void): WritableTree {
  const look = (path: string): void => {
    const real = tree.resolve(path);
    const entry = real.ok ? tree.stat(real.value) : undefined;
    if (real.ok && entry?.ok && entry.value.kind !== 'dir') note(real.value, entry.value);
  };
  return {
    ...tree,
    stat(path, how) {
      look(path);
      return tree.stat(path, how);
    },
    read(path) {
      look(path);
      return tree.read(path);
    },
    resolve(path) {
      look(path);
      return tree.resolve(path);
    },
    *walk(path) {
      for (const [at, entry] of tree.walk(path)) {
        if (entry.kind !== 'dir' || entry.bulk) note(at, entry);
        yield [at, entry];
      }
    },
  };
}

/** What is done with a path: looked at, written, or done with everything below it. */
export type Doing = 'looks' | 'writes' | 'looks below' | 'writes below';

/** A tree that tells of each path as it is named, whether or not what is done there succeeds. */
export function noting(tree: WritableTree, note: (path: string, doing: Doing) => void): WritableTree {
  const first =
    <A extends unknown[], R>(doing: Doing, act: (path: string, ...rest: A) => R) =>
    (path: string, ...rest: A): R => {
      note(path, doing);
      return act(path, ...rest);
    };
  return {
    ...tree,
    stat: first('looks', tree.stat),
    read: first('looks', tree.read),
    resolve: first('looks', tree.resolve),
    list: first('looks', tree.list),
    room: first('looks', tree.room),
    walk(path = '/') {
      note(path, 'looks below');
      return tree.walk(path);
    },
    size(path = '/') {
      note(path, 'looks below');
      return tree.size(path);
    },
    write: first('writes', tree.write),
    mkdir: first('writes', tree.mkdir),
    symlink: first('writes', tree.symlink),
    chmod: first('writes', tree.chmod),
    chown: first('writes', tree.chown),
    put: first('writes', tree.put),
    remove: first('writes below', tree.remove),
    link(path, existing) {
      note(path, 'writes');
      note(existing, 'looks');
      return tree.link(path, existing);
    },
    rename(from, to) {
      note(from, 'writes below');
      note(to, 'writes below');
      return tree.rename(from, to);
    },
  };
}
