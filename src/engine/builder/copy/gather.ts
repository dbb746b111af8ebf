import { digest } from '../../base/digest.ts';
import { basename, clean, dirname, fingerprint, join } from '../../files/index.ts';
import type { Entry, Tree } from '../../files/index.ts';
import { hasWildcards, matchWildcards } from './wildcard.ts';

/** One file or folder that a source stands for, with everything below it. */
export interface Match {
  /** Name that a file keeps in a destination folder. */
  readonly name: string;
  /** Path in the source tree after links. */
  readonly path: string;
  readonly folder: boolean;
  /** Path relative to `path` (empty for itself) → entry, parents first. */
  readonly entries: readonly (readonly [string, Entry])[];
}

export type Gathered =
  | { readonly matches: readonly Match[] }
  /** `dangling`: the path is there, as a link to one that is not, which `missing` names. */
  | { readonly missing: string; readonly dangling?: boolean };

export interface GatherOptions {
  /** Keeps a relative path out: --exclude. */
  readonly excluded?: (path: string) => boolean;
}

/**
 * What one source of COPY, ADD or a bind mount stands for in a tree. A source without wildcards must exist; with them it
 * may match nothing. Links are followed in the source's own path, not below it.
 */
export function gather(tree: Tree, source: string, options: GatherOptions = {}): Gathered {
  if (options.excluded) return look(tree, source, options);
  const sources = gathered.get(tree) ?? new Map<string, Gathered>();
  gathered.set(tree, sources);
  const known = sources.get(source) ?? look(tree, source, options);
  sources.set(source, known);
  return known;
}

/** Sources of builds are immutable: the builds of one attempt ask for the same files of the same context. */
const gathered = new WeakMap<Tree, Map<string, Gathered>>();

function look(tree: Tree, source: string, options: GatherOptions): Gathered {
  const path = clean(`/${source}`);
  if (hasWildcards(source))
    return { matches: matchWildcards(tree, source).flatMap((each) => matchAt(tree, each, options) ?? []) };
  const match = matchAt(tree, unescape(path), options);
  if (match) return { matches: [match] };
  const link = tree.stat(unescape(path), { follow: false });
  if (!link.ok || link.value.kind !== 'symlink') return { missing: path };
  return { missing: join(dirname(unescape(path)), link.value.target ?? ''), dangling: true };
}

function unescape(path: string): string {
  return path.includes('\\') ? path.replaceAll(/\\(.)/g, '$1') : path;
}

function matchAt(tree: Tree, path: string, options: GatherOptions): Match | undefined {
  const real = tree.resolve(path);
  if (!real.ok) return undefined;
  const top = tree.stat(real.value, { follow: false });
  if (!top.ok) return undefined;
  const folder = top.value.kind === 'dir';
  const { excluded } = options;
  const skip = excluded && !folder && excluded(basename(path));
  const entries = skip ? [] : folder ? below(tree, real.value, excluded) : [['', top.value] as const];
  return { name: basename(path), path: real.value, folder, entries };
}

function below(
  tree: Tree,
  folder: string,
  excluded: ((path: string) => boolean) | undefined,
): (readonly [string, Entry])[] {
  const from = folder === '/' ? 1 : folder.length + 1;
  const entries: (readonly [string, Entry])[] = [];
  for (const [path, entry] of tree.walk(folder)) {
    const relative = path.slice(from);
    if (relative !== '' && excluded?.(relative)) continue;
    entries.push([relative, entry]);
  }
  return entries;
}

/**
 * Identity of what was gathered: names, contents, modes and owners, not times. Of folders of the build context the mode does
 * not count: a changed one is not noticed (measured, golden/cache.jsonl `dir-mode`), that of a folder in a stage is.
 */
export function contentKey(matches: readonly Match[], context = false): string[] {
  const memory = context ? contextKeys : keys;
  return matches.map((match) => {
    const known = memory.get(match) ?? keyOf(match, context);
    memory.set(match, known);
    return known;
  });
}

const keys = new WeakMap<Match, string>();
const contextKeys = new WeakMap<Match, string>();

function keyOf({ folder, name, entries }: Match, context: boolean): string {
  const facts = entries.map(([path, entry]) => [
    path,
    context && entry.kind === 'dir' ? folderKey(entry) : fingerprint(entry),
  ]);
  return digest(JSON.stringify([folder ? '/' : name, facts]));
}

function folderKey({ bulk, digest: identity }: Entry): unknown[] {
  return ['dir', bulk?.files, bulk?.size, identity];
}

/** Paths of the files that were read, as they stand in the source tree without the leading slash. */
export function filesRead(matches: readonly Match[]): string[] {
  return matches.flatMap((match) =>
    match.entries
      .filter(([, entry]) => entry.kind !== 'dir' || entry.bulk)
      .map(([path]) => join(match.path, path).slice(1)),
  );
}
