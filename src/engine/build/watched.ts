import { clean, dirname } from '../files/index.ts';
import type { Entry, WritableTree } from '../files/index.ts';

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

/** A tree that tells of each path which is written through it, whether or not that succeeds. */
export function noting(tree: WritableTree, note: (path: string) => void): WritableTree {
  const wrote = (path: string): void => {
    const folder = tree.resolve(dirname(clean(path)));
    if (folder.ok)
      note(`${folder.value === '/' ? '' : folder.value}/${clean(path).slice(clean(path).lastIndexOf('/') + 1)}`);
  };
  const first =
    <A extends unknown[], R>(act: (path: string, ...rest: A) => R) =>
    (path: string, ...rest: A): R => {
      wrote(path);
      return act(path, ...rest);
    };
  return {
    ...tree,
    write: first(tree.write),
    mkdir: first(tree.mkdir),
    symlink: first(tree.symlink),
    link: first(tree.link),
    remove: first(tree.remove),
    chmod: first(tree.chmod),
    chown: first(tree.chown),
    put: first(tree.put),
    rename(from, to) {
      wrote(from);
      wrote(to);
      return tree.rename(from, to);
    },
  };
}
