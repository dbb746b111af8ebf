import type { Image } from '../build/result.ts';
import type { Entry, Tree } from '../files/tree.ts';
import type { Span } from '../base/span.ts';
import type { Evidence } from './check.ts';
import { glob, isPlain } from './glob.ts';
import { placeOfStep, placeOfTarget } from './places.ts';

export interface Match {
  readonly path: string;
  readonly entry: Entry;
}

const walks = new WeakMap<Tree, readonly Match[]>();

/** Everything visible in a tree, walked once per tree. */
function everything(tree: Tree): readonly Match[] {
  let all = walks.get(tree);
  if (!all) walks.set(tree, (all = [...tree.walk('/')].map(([path, entry]) => ({ path, entry }))));
  return all;
}

/** What a glob finds in a tree. A plain path is looked up with links followed; a folder of many files counts as its contents too. */
export function found(tree: Tree, pattern: string): readonly Match[] {
  if (isPlain(pattern)) {
    const entry = tree.stat(pattern);
    return entry.ok ? [{ path: pattern, entry: entry.value }] : [];
  }
  const matches = glob(pattern);
  return everything(tree).filter(({ path, entry }) => matchesEntry(matches, path, entry));
}

/** What a glob finds in any layer of an image, hidden by later ones or not. */
export function foundInLayers(image: Image, pattern: string): readonly Match[] {
  const matches = glob(pattern);
  return image.layers.flatMap(({ layer }) =>
    [...layer.entries].flatMap(([path, entry]) =>
      entry && matchesEntry(matches, path, entry) ? [{ path, entry }] : [],
    ),
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
  const text = createdBy.replace(/ # buildkit$/, '').replace(/\s+/g, ' ');
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
