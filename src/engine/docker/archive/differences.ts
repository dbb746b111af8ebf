import { isWithin, parents, type Entry } from '../../files/index.ts';
import type { Container } from '../model.ts';
import { beginningOf } from '../volumes/init-layer.ts';

/** A line of `docker diff`. */
export interface Difference {
  readonly kind: 'A' | 'C' | 'D';
  readonly path: string;
}

/**
 * How the files of a container differ from its image, by path. A file that was written counts as changed, a folder when its owner or
 * mode is another one or something below it differs. Mounts are not looked into. Source: moby pkg/archive/changes_linux.go; recorded,
 * run-diff-b, and probed on Engine 26.1.5.
 */
export function differences({ tree, image }: Container): Difference[] {
  const base = beginningOf(image);
  const kinds = new Map<string, Difference['kind']>();
  const gone: string[] = [];
  const { entries, opaque } = tree.commit();
  const add = (path: string, entry: Entry | null): void => {
    if (gone.some((folder) => isWithin(folder, path))) return;
    const before = base.stat(path, { follow: false });
    if (!entry) {
      if (!before.ok) return;
      kinds.set(path, 'D');
      gone.push(path);
    } else if (!before.ok) kinds.set(path, 'A');
    else if (entry.kind !== 'dir' || !sameFolder(before.value, entry)) kinds.set(path, 'C');
    else return;
    for (const folder of parents(path)) if (folder !== '/' && !kinds.has(folder)) kinds.set(folder, 'C');
  };
  for (const [path, entry] of entries) if (path !== '/') add(path, entry);
  for (const folder of opaque ?? []) {
    const names = base.list(folder);
    for (const name of names.ok ? names.value : []) {
      const path = `${folder}/${name}`;
      if (!tree.stat(path, { follow: false }).ok) add(path, null);
    }
  }
  return [...kinds].map(([path, kind]) => ({ path, kind })).toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function sameFolder(before: Entry, after: Entry): boolean {
  return before.kind === 'dir' && before.mode === after.mode && before.uid === after.uid && before.gid === after.gid;
}
