import type { Entry, Layer, Tree } from '../../engine/files/index.ts';
import { dirname, parents, stack } from '../../engine/files/index.ts';
import type { ListedEntry, ListedFolder } from '../protocol.ts';

export type Mark = 'added' | 'changed' | 'removed';

/** A file system with what was done to it last. */
export interface Marked {
  readonly tree: Tree;
  /** Path → what was done with it. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** Folder → paths in it that are gone, with what they were. */
  readonly gone: ReadonlyMap<string, readonly (readonly [name: string, entry: Entry, size: number])[]>;
  /** Folders that hold something marked. */
  readonly touched: ReadonlySet<string>;
}

/** One thing that was done: `size` of a removed path is what it and everything below it took. */
export interface MarkedChange {
  readonly path: string;
  readonly kind: Mark;
  readonly size: number;
}

/** `after` with the marks of `changes`; `before` says what the removed paths were. */
export function marked(before: Tree, after: Tree, changes: Iterable<MarkedChange>): Marked {
  const marks = new Map<string, Mark>();
  const gone = new Map<string, (readonly [string, Entry, number])[]>();
  const touched = new Set<string>();
  for (const { path, kind, size } of changes) {
    marks.set(path, kind);
    for (const folder of parents(path)) {
      if (touched.has(folder)) break;
      touched.add(folder);
    }
    if (kind !== 'removed') continue;
    const entry = before.stat(path, { follow: false });
    const folder = dirname(path);
    if (!entry.ok) continue;
    const name = path.slice(folder === '/' ? 1 : folder.length + 1);
    gone.set(folder, [...(gone.get(folder) ?? []), [name, entry.value, size]]);
  }
  return { tree: after, marks, gone, touched };
}

/** A layer over those below it: what it stores, changed or not by content, and what it takes away. */
export function layerMarked(layers: readonly Layer[], at: number): Marked | undefined {
  const layer = layers[at];
  if (!layer) return undefined;
  const before = stack(layers.slice(0, at));
  return marked(before, stack(layers.slice(0, at + 1)), layerChanges(layer, before));
}

function* layerChanges(layer: Layer, before: Tree): Generator<MarkedChange> {
  for (const [path, entry] of layer.entries) {
    if (path === '/') continue;
    const old = before.stat(path, { follow: false });
    if (!entry) {
      if (old.ok) yield { path, kind: 'removed', size: before.size(path) };
    } else if (!old.ok) yield { path, kind: 'added', size: entry.size };
    // a folder is in a layer wherever something in it is; as it was before, it is no change
    else if (entry.kind !== 'dir' || entry.bulk || !sameFolder(entry, old.value))
      yield { path, kind: 'changed', size: entry.size };
  }
  for (const folder of layer.opaque ?? []) yield* hiddenBelow(layer, before, folder);
}

/** What a folder that hides everything below it takes away. */
function* hiddenBelow({ entries }: Layer, before: Tree, folder: string): Generator<MarkedChange> {
  const names = before.list(folder);
  for (const name of names.ok ? names.value : []) {
    const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
    if (!entries.has(path)) yield { path, kind: 'removed', size: before.size(path) };
  }
}

function sameFolder(one: Entry, other: Entry): boolean {
  return one.kind === other.kind && one.mode === other.mode && one.uid === other.uid && one.gid === other.gid;
}

/** The entries of a folder by name, removed ones among them; `changes`: only what is marked or holds something marked. */
export function listFolder(
  { tree, marks, gone, touched }: Marked,
  { path, most }: { readonly path: string; readonly most: number },
  changes: boolean,
): ListedFolder {
  const names = tree.list(path);
  const removed = gone.get(path) ?? [];
  const prefix = path === '/' ? '/' : `${path}/`;
  const kept = (names.ok ? names.value : []).filter(
    (name) => !changes || marks.has(prefix + name) || touched.has(prefix + name),
  );
  const lost = new Map(removed.map((one) => [one[0], one] as const));
  const all = [...new Set([...kept, ...lost.keys()])].toSorted();
  const entries = all.slice(0, most).flatMap((name): ListedEntry[] => {
    const full = prefix + name;
    const before = lost.get(name);
    if (before) return [listed(name, before[1], { size: before[2], open: false, mark: 'removed' })];
    const found = tree.stat(full, { follow: false });
    if (!found.ok) return [];
    const entry = found.value;
    const inside = entry.kind === 'dir' ? tree.list(full) : undefined;
    const mark = marks.get(full);
    return [
      listed(name, entry, {
        size: entry.kind === 'dir' ? tree.size(full) : entry.size,
        open: inside?.ok === true && inside.value.length > 0 && (!changes || touched.has(full)),
        ...(mark ? { mark } : {}),
        ...(touched.has(full) && !mark ? { touched: true } : {}),
      }),
    ];
  });
  return { entries, total: all.length };
}

function listed(
  name: string,
  entry: Entry,
  more: Pick<ListedEntry, 'size' | 'open' | 'mark' | 'touched'>,
): ListedEntry {
  const { kind, mode, uid, gid, target, bulk, secret } = entry;
  return {
    name,
    kind,
    mode,
    uid,
    gid,
    ...more,
    ...(target === undefined ? {} : { target }),
    ...(bulk ? { files: bulk.files } : {}),
    ...(secret === undefined ? {} : { secret }),
  };
}
