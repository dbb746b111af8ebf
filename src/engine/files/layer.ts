import { digest } from '../base/digest.ts';
import { directoryEntry, fileEntry, fingerprint, storedBytes, symlinkEntry } from './entry.ts';
import { clean, parents } from './paths.ts';
import type { Entry, Layer, NewFile } from './tree.ts';

/**
 * A layer of these entries (absolute paths in any order; `null` = whiteout). Folders named in `opaque` hide what lower
 * layers hold in them; `shared` bytes are stored once less (hard links). The id is computed when first asked for, unless whoever made the
 * entries has one that stands for all they were made of.
 */
export function layerOf(
  entries: Iterable<readonly [string, Entry | null]>,
  options: { opaque?: ReadonlySet<string>; shared?: number; id?: string } = {},
): Layer {
  const { opaque } = options;
  const sorted = new Map([...entries].map(([path, entry]) => [clean(path), entry] as const).toSorted(byPath));
  let size = 0 - (options.shared ?? 0);
  for (const entry of sorted.values()) if (entry) size += storedBytes(entry);
  let { id } = options;
  return {
    get id() {
      return (id ??= layerId(sorted, opaque));
    },
    entries: sorted,
    size,
    ...(opaque?.size ? { opaque } : {}),
  };
}

function byPath([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function layerId(entries: ReadonlyMap<string, Entry | null>, opaque: ReadonlySet<string> | undefined): string {
  const lines: string[] = [];
  for (const [path, entry] of entries) lines.push(JSON.stringify(path), entry ? fingerprint(entry) : '-');
  if (opaque?.size) lines.push(JSON.stringify([...opaque].toSorted()));
  return digest(lines.join('\n'));
}

/** One entry of a plain map: text of a file, or what is known of it; `link` makes a symlink, `dir` a directory. */
export type PlainEntry = string | (NewFile & { readonly dir?: boolean; readonly link?: string }) | null;

/**
 * A layer from a plain map of path → entry, as data files and tests write it. A path that ends in `/` is a directory;
 * folders above an entry that are not listed are added (root's, 0755). `null` is a whiteout.
 */
export function plainLayer(files: Readonly<Record<string, PlainEntry>>): Layer {
  const entries = new Map<string, Entry | null>();
  for (const [name, value] of Object.entries(files)) {
    const path = clean(name);
    entries.set(path, value === null ? null : plainEntry(value, name.endsWith('/')));
  }
  for (const path of Object.keys(files).map(clean)) {
    if (entries.get(path) === null) continue;
    for (const folder of parents(path)) {
      if (entries.has(folder)) break;
      if (folder !== '/') entries.set(folder, directoryEntry());
    }
  }
  return layerOf(entries);
}

function plainEntry(value: Exclude<PlainEntry, null>, slash: boolean): Entry {
  if (typeof value === 'string') return slash ? directoryEntry() : fileEntry({ content: value });
  if (value.link !== undefined) return symlinkEntry(value.link, value.owner);
  if ((value.dir || slash) && !value.bulk) return directoryEntry(value.mode, value.owner);
  return fileEntry(value);
}
