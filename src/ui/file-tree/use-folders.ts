import { useEffect, useMemo, useState } from 'react';
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

/** What is known after an answer; of another tree nothing that was known before stays. */
function withAnswer(
  before: Loaded,
  load: LoadFolders,
  { wishes, answers }: { wishes: readonly FolderWish[]; answers: readonly TreeFolder[] | undefined },
): Loaded {
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
}

/**
 * The root of a tree and its open folders, loaded when they are opened and again when `load` changes. What was shown stays until the
 * answer is there, so that nothing jumps.
 */
export function useFolders(load: LoadFolders, root: string, opened: ReadonlySet<string>) {
  const [counts, count] = useState<ReadonlyMap<string, number>>(new Map());
  const [loaded, keep] = useState<Loaded>(NOTHING);
  const [tries, setTries] = useState(0);
  const wanted = useMemo(
    () => new Map([root, ...opened].map((path) => [path, counts.get(path) ?? FIRST])),
    [root, opened, counts],
  );
  useEffect(() => {
    let ended = false;
    const wishes = missing(loaded, load, wanted);
    if (wishes.length === 0) return undefined;
    const answer = (answers: readonly TreeFolder[] | undefined) => {
      if (!ended) keep((before) => withAnswer(before, load, { wishes, answers }));
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
    more: (path: string) => count((now) => new Map(now).set(path, 4 * (now.get(path) ?? FIRST))),
    again: () => setTries((now) => now + 1),
  };
}
