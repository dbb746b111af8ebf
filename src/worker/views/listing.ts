import type { BuildResult, World } from '../../engine/build/result.ts';
import { emptyTree } from '../../engine/files/index.ts';
import type { ListedFolder, ListingQuestion, Place, SceneAnswer } from '../protocol.ts';
import { layerMarked, listFolder, marked, type Marked } from './marked.ts';
import { snapshot, type Snapshot } from './snapshot.ts';

/** A build and the world it was made in. */
export interface Built {
  readonly world: World;
  readonly build: BuildResult;
}

/** Folders as they are after a step or in a layer; undefined when the build has no such step or layer. */
export function listingOf(built: Built, question: ListingQuestion): readonly ListedFolder[] | undefined {
  const seen = markedAt(built, question.place);
  return seen && question.folders.map((folder) => listFolder(seen, folder, question.changes));
}

const known = new WeakMap<BuildResult, Map<string, Marked | undefined>>();

function markedAt(built: Built, place: Place): Marked | undefined {
  const { build } = built;
  const places = known.get(build) ?? new Map<string, Marked | undefined>();
  known.set(build, places);
  const key = JSON.stringify(place);
  if (!places.has(key)) places.set(key, 'step' in place ? stepMarked(built, place.step) : layersOf(build, place.layer));
  return places.get(key);
}

function layersOf(build: BuildResult, layer: number): Marked | undefined {
  return layerMarked(build.image?.layers.map((one) => one.layer) ?? [], layer);
}

function stepMarked(built: Built, id: string): Marked | undefined {
  const here = snapshotAt(built, id);
  const before = beforeOf(built, id);
  return here && marked(before?.tree ?? emptyTree(), here.tree, here.changes);
}

function snapshotAt({ world, build }: Built, id: string): Snapshot | undefined {
  return snapshot(world, build, id);
}

/** The step before in its stage; undefined at the first. */
function beforeOf(built: Built, id: string): Snapshot | undefined {
  const [stage, index] = id.split(':').map(Number);
  return index === undefined || index === 0 ? undefined : snapshotAt(built, `${stage}:${index - 1}`);
}

/** What a step sees and leaves behind; undefined when the build has no such step or did not reach it. */
export function sceneOf(built: Built, id: string): SceneAnswer | undefined {
  const here = snapshotAt(built, id);
  if (!here) return undefined;
  const before = beforeOf(built, id);
  const old = variables(before?.env ?? []);
  const count = (kind: string) => here.changes.filter((change) => change.kind === kind).length;
  return {
    user: here.user,
    workdir: here.workdir,
    shell: here.shell,
    env: [...variables(here.env)].map(([name, value]) => {
      const was = old.get(name);
      const mark = !before || was === value ? undefined : was === undefined ? ('added' as const) : ('changed' as const);
      return { name, value, ...(mark ? { mark } : {}) };
    }),
    added: count('added'),
    changed: count('changed'),
    removed: count('removed'),
    size: here.tree.size('/'),
    way: wayTo(here.changes[0]?.path),
  };
}

function variables(env: readonly string[]): Map<string, string> {
  return new Map(
    env.map((entry) => {
      const at = entry.indexOf('=');
      return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** The folders above a path, outermost first, without the root. */
function wayTo(path: string | undefined): string[] {
  if (path === undefined) return [];
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`);
}
