import { useEffect, useState } from 'react';
import type { TreeFolder } from './rows.ts';

/** What the tree asks for: a folder, and how many of its entries at most. */
export interface FolderWish {
  readonly path: string;
  readonly most: number;
}

/** Loads folders; one answer for each wish, in order. `undefined`: nothing to show for now, a later call may know more. */
export type LoadFolders = (wishes: readonly FolderWish[]) => Promise<readonly TreeFolder[] | undefined>;

/** Entries that a folder shows at first; asking for more takes four times as many. */
const FIRST = 500;

interface Loaded {
  readonly load: LoadFolders | undefined;
  readonly folders: ReadonlyMap<string, TreeFolder>;
  /** What `folders` was asked with. */
  readonly counts: ReadonlyMap<string, number>;
  readonly failed: boolean;
}

const NOTHING: Loaded = { load: undefined, folders: new Map(), counts: new Map(), failed: false };

/** The wishes that `loaded` does not answer: all of them when they come from elsewhere. */
function missing(loaded: Loaded, load: LoadFolders, wanted: ReadonlyMap<string, number>): FolderWish[] {
  return [...wanted]
    .filter(([path, most]) => loaded.load !== load || (loaded.counts.get(path) ?? 0) < most)
    .map(([path, most]) => ({ path, most }));
}

/**
 * The folders of a tree that are open (`root` and `opened` from the start), loaded when they are opened and again when `load` changes. What was shown stays until the answer is there, so that
 * nothing jumps.
 */
export function useFolders(load: LoadFolders, root: string, opened: readonly string[]) {
  const [wanted, want] = useState<ReadonlyMap<string, number>>(
    () => new Map([root, ...opened].map((path) => [path, FIRST])),
  );
  const [loaded, keep] = useState<Loaded>(NOTHING);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let ended = false;
    const wishes = missing(loaded, load, wanted);
    if (wishes.length === 0) return undefined;
    const answer = (answers: readonly TreeFolder[] | undefined) => {
      if (ended) return;
      keep((before) => {
        if (!answers) return { ...before, failed: true };
        const same = before.load === load;
        const folders = new Map(same ? before.folders : []);
        const counts = new Map(same ? before.counts : []);
        for (const [at, { path, most }] of wishes.entries()) {
          const folder = answers[at];
          if (!folder) continue;
          folders.set(path, folder);
          counts.set(path, most);
        }
        return { load, folders, counts, failed: false };
      });
    };
    load(wishes).then(answer, () => answer(undefined));
    return () => {
      ended = true;
    };
    // `loaded` is what the effect changes: it decides what is missing, and is no reason to ask again
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [load, wanted, tries]);
  return {
    folders: loaded.folders,
    /** True while what is shown belongs to what was asked before. */
    stale: loaded.load !== load,
    failed: loaded.failed,
    open: (path: string) => want((now) => (now.has(path) ? now : new Map(now).set(path, FIRST))),
    more: (path: string) => want((now) => new Map(now).set(path, 4 * (now.get(path) ?? FIRST))),
    again: () => setTries((now) => now + 1),
  };
}
