import { clean, dirname, join } from '../../files/index.ts';
import type { Tree, WritableTree } from '../../files/index.ts';
import { gather, type GatherOptions, type Match } from './gather.ts';
import { hasWildcards, matchWildcards, segmentMatcher } from './wildcard.ts';

/** A match of --parents and the folder inside the destination that it keeps. */
export interface ParentMatch {
  readonly match: Match;
  readonly below: string;
}

/**
 * Sources of --parents: what stands before `/./` is not kept, and `**` stands for any number of folders. A source that is not
 * there copies nothing, as an include pattern does. Source: moby/buildkit frontend/dockerfile/dockerfile_parents_test.go.
 */
export function parentMatches(tree: Tree, text: string, options: GatherOptions): ParentMatch[] {
  const at = text.indexOf('/./');
  const base = at === -1 ? '/' : clean(`/${text.slice(0, at)}`);
  const parts = clean(`/${at === -1 ? text : text.slice(at + 3)}`)
    .slice(1)
    .split('/');
  const folders = hasWildcards(base) ? matchWildcards(tree, base) : [base];
  return folders.flatMap((folder) =>
    deepMatches(tree, folder, parts).flatMap((path) => {
      const found = gather(tree, literal(path), options);
      const from = folder === '/' ? 1 : folder.length + 1;
      return 'missing' in found ? [] : found.matches.map((match) => withBelow(match, match.path.slice(from)));
    }),
  );
}

function withBelow(match: Match, relative: string): ParentMatch {
  return { match, below: match.folder ? relative : dirname(`/${relative}`).slice(1) };
}

function literal(path: string): string {
  return path.replaceAll(/[*?[\\]/g, '\\$&');
}

/** Paths below a folder that a pattern stands for, `**` included; nothing below a match is matched once more. */
function deepMatches(tree: Tree, base: string, parts: readonly string[]): string[] {
  let found = new Set([base]);
  for (const [at, part] of parts.entries()) {
    if (part === '**' && parts[at - 1] === '**') continue;
    const next = new Set<string>();
    for (const folder of found) {
      if (part === '**') for (const path of foldersBelow(tree, folder)) next.add(path);
      else if (!hasWildcards(part)) next.add(join(folder, part.replaceAll(/\\(.)/g, '$1')));
      else {
        const names = tree.list(folder);
        for (const name of names.ok ? names.value.filter(segmentMatcher(part)) : []) next.add(join(folder, name));
      }
    }
    found = next;
  }
  return [...found].filter((path) => tree.stat(path, { follow: false }).ok);
}

function foldersBelow(tree: Tree, folder: string): string[] {
  if (!tree.stat(folder).ok) return [];
  return [...tree.walk(folder)].flatMap(([path, { kind }]) => (kind === 'dir' ? [path] : []));
}

/** Makes the folders that a match keeps, with the mode and owner they have in the source. */
export function keepParents(into: WritableTree, tree: Tree, what: { readonly dest: string } & ParentMatch): void {
  const { dest, match, below } = what;
  const root = match.path.slice(0, match.path.lastIndexOf(below));
  let at = '';
  for (const part of below.split('/')) {
    at = at ? `${at}/${part}` : part;
    const entry = tree.stat(join(root, at));
    if (!entry.ok || entry.value.kind !== 'dir' || into.stat(join(dest, at)).ok) continue;
    into.mkdir(dest, { parents: true });
    const { bulk: _, ...bare } = entry.value;
    into.put(join(dest, at), { ...bare, digest: '' });
  }
}
