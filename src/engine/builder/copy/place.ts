import { basename, clean, dirname, join } from '../../files/index.ts';
import type { Entry, Owner, WritableTree } from '../../files/index.ts';
import type { Match } from './gather.ts';

export interface Placing {
  readonly into: WritableTree;
  /** Absolute; a trailing slash says "a folder". */
  readonly dest: string;
  /** --chown; undefined keeps the owners of the source. */
  readonly owner: Owner | undefined;
  /** --chmod. */
  readonly mode: ((entry: Entry) => number) | undefined;
}

/** Prefix of the paths in messages about a stage that is read, as Docker's driver prints them. */
export const MOUNT = '/var/lib/docker/tmp/buildkit-mount2293935025';
/** The same of one that is written: a layer of the storage driver (measured, Engine 26.1.5 with overlay2). */
export const WRITTEN = '/var/lib/docker/overlay2/o9by588pc4f0pzxy7wyu6voxj/merged';

/**
 * Copies one match as BuildKit does, step by step as in tonistiigi/fsutil copy/copy.go: folders give their contents and
 * merge, a file goes into an existing folder or a destination with a trailing slash, links in place are replaced. Answers
 * the error text, or undefined.
 */
export function place(match: Match, placing: Placing): string | undefined {
  const { into, dest } = placing;
  const slash = dest.endsWith('/');
  const folder = makeFolders(placing, slash ? clean(dest) : dirname(clean(dest)));
  if (folder) return folder;
  const wanted = into.resolve(clean(dest));
  let target = wanted.ok ? wanted.value : join(resolved(into, dirname(clean(dest))), basename(clean(dest)));
  const there = into.stat(target);
  if (!match.folder && there.ok && there.value.kind === 'dir') target = join(target, match.name);
  const above = makeFolders(placing, match.folder && !there.ok ? target : dirname(target));
  if (above) return above;
  for (const [path, entry] of match.entries) {
    const error = placeEntry(placing, join(target, path), { entry, top: path === '' && match.folder });
    if (error) return error;
  }
  return undefined;
}

function resolved(tree: WritableTree, path: string): string {
  const found = tree.resolve(path);
  return found.ok ? found.value : path;
}

/** `mkdir -p` with mode 0755 and the owner of --chown; existing folders stay as they are. */
export function makeFolders(placing: Placing, path: string): string | undefined {
  const made = placing.into.mkdir(path, {
    parents: true,
    mode: 0o755,
    ...(placing.owner ? { owner: placing.owner } : {}),
  });
  if (made.ok) return undefined;
  return made.errno === 'EEXIST' || made.errno === 'ENOTDIR'
    ? `mkdir ${WRITTEN}${path}: not a directory`
    : `mkdir ${WRITTEN}${path}: ${made.errno}`;
}

function placeEntry(placing: Placing, path: string, what: { entry: Entry; top: boolean }): string | undefined {
  const { into } = placing;
  const there = into.stat(path, { follow: false });
  const entry = changed(placing, what.entry);
  if (entry.kind !== 'dir') {
    if (there.ok && there.value.kind === 'dir') return `cannot replace to directory ${WRITTEN}${path} with file`;
    into.put(path, entry);
    return undefined;
  }
  if (!there.ok) {
    into.put(path, entry);
    return undefined;
  }
  if (there.value.kind !== 'dir') return `cannot copy to non-directory: ${WRITTEN}${path}`;
  // The destination folder itself never takes mode and owner of the source (copy.go `prepareTargetDir` makes it first);
  // folders below do.
  const keeps = what.top || (there.value.bulk !== undefined && entry.bulk === undefined);
  if (!keeps) into.put(path, entry);
  else if (entry.bulk) into.put(path, { ...there.value, bulk: entry.bulk, digest: entry.digest });
  return undefined;
}

function changed(placing: Placing, entry: Entry): Entry {
  const { owner, mode } = placing;
  if (!owner && !mode) return entry;
  return {
    ...entry,
    ...(owner ? { uid: owner.uid, gid: owner.gid } : {}),
    ...(mode && entry.kind !== 'symlink' ? { mode: mode(entry) } : {}),
  };
}
