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
