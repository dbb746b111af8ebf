import type { Image } from '../../builder/result.ts';
import { dirname } from '../../files/index.ts';
import type { Entry, Layer, Tree } from '../../files/index.ts';
import type { Span } from '../../base/span.ts';
import type { Evidence } from '../check.ts';
import { glob, isPlain } from '../glob.ts';
import { placeOfStep, placeOfTarget } from '../build/instruction-spans.ts';

export interface Match {
  readonly path: string;
  readonly entry: Entry;
}

/** What a glob finds in a tree. A plain path is looked up with links followed; a folder of many files counts as its contents too. */
export function found(tree: Tree, pattern: string): readonly Match[] {
  if (isPlain(pattern)) {
    const entry = tree.stat(pattern);
    return entry.ok ? [{ path: pattern, entry: entry.value }] : [];
  }
  const matches = glob(pattern);
  const paths = new Set(['/', ...tree.layers.flatMap((layer) => pathsIn(layer, pattern))]);
  return [...paths].toSorted(inOrderOfWalk).flatMap((path) => {
    const entry = visible(tree, path);
    return entry && matchesEntry(matches, path, entry) ? [{ path, entry }] : [];
  });
}

const searched = new WeakMap<Layer, Map<string, readonly string[]>>();

/** Paths of one layer that a glob matches. Remembered: of most images only the last layers are new after an edit. */
function pathsIn(layer: Layer, pattern: string): readonly string[] {
  const patterns = searched.get(layer) ?? new Map<string, readonly string[]>();
  searched.set(layer, patterns);
  const known = patterns.get(pattern);
  if (known) return known;
  const matches = glob(pattern);
  const paths: string[] = [];
  for (const [path, entry] of layer.entries) {
    if (entry && matchesEntry(matches, path, entry)) paths.push(path);
    // Folders that no layer lists are there all the same.
    for (let folder = dirname(path); folder !== '/' && !layer.entries.get(folder); folder = dirname(folder))
      if (matches(folder)) paths.push(folder);
  }
  patterns.set(pattern, paths);
  return paths;
}

/** The entry that stands at a path itself, not at what a link above it leads to. */
function visible(tree: Tree, path: string): Entry | undefined {
  const folder = dirname(path);
  const real = tree.resolve(folder);
  if (!real.ok || real.value !== folder) return undefined;
  const entry = tree.stat(path, { follow: false });
  return entry.ok ? entry.value : undefined;
}

/** Folder by folder: what is in a folder comes before its neighbours. */
function inOrderOfWalk(one: string, other: string): number {
  const [a, b] = [one, other].map((path) => path.replaceAll('/', '\0')) as [string, string];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a glob finds in any layer of an image, hidden by later ones or not. */
export function foundInLayers(image: Image, pattern: string): readonly Match[] {
  return image.layers.flatMap(({ layer }) =>
    pathsIn(layer, pattern).flatMap((path) => {
      const entry = layer.entries.get(path);
      return entry ? [{ path, entry }] : [];
    }),
  );
}

function matchesEntry(matches: (path: string) => boolean, path: string, entry: Entry): boolean {
  return matches(path) || (entry.bulk !== undefined && matches(`${path}/x`));
}

/** Where a path of the image comes from, in words and as a place in the Dockerfile. */
export function originOf(
  evidence: Evidence,
  path: string | undefined,
): { readonly base: boolean; readonly from: string; readonly file?: string; readonly span?: Span } {
  const layer =
    path === undefined
      ? undefined
      : evidence.build.image?.layers.findLast(
          (each) => each.layer.entries.get(path) !== undefined && each.layer.entries.get(path) !== null,
        );
  if (!layer) return { base: false, from: '', ...placeOfTarget(evidence) };
  if (layer.origin === 'base') return { base: true, from: 'It comes with the base image.', ...placeOfTarget(evidence) };
  return {
    base: false,
    from: `It comes from “${recipe(layer.createdBy)}”.`,
    ...placeOfStep(evidence, layer.stepId),
  };
}

/** What made a layer, short enough for a sentence; BuildKit's own mark is left out. */
export function recipe(createdBy: string): string {
  const text = createdBy
    .replace(/ # buildkit$/, '')
    .replace(/^RUN \/bin\/sh -c /, 'RUN ')
    .replace(/\s+/g, ' ');
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
