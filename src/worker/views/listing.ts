import type { BuildResult } from '../../engine/builder/result.ts';
import { snapshot, type Snapshot } from '../../engine/builder/snapshot/index.ts';
import type { ListedFolder, ListingQuestion, Place, SceneAnswer } from '../protocol.ts';
import { layerMarked, listFolder, marked, type Marked } from './marked.ts';

/** Folders as they are after a step or in a layer; undefined when the build has no such step or layer. */
export function listingOf(build: BuildResult, question: ListingQuestion): readonly ListedFolder[] | undefined {
  const seen = markedAt(build, question.place);
  return seen && question.folders.map((folder) => listFolder(seen, folder, question.changes));
}

const known = new WeakMap<BuildResult, Map<string, Marked | undefined>>();

function markedAt(build: BuildResult, place: Place): Marked | undefined {
  const places = known.get(build) ?? new Map<string, Marked | undefined>();
  known.set(build, places);
  const key = JSON.stringify(place);
  if (!places.has(key)) places.set(key, 'step' in place ? stepMarked(build, place.step) : layersOf(build, place.layer));
  return places.get(key);
}

function layersOf(build: BuildResult, layer: number): Marked | undefined {
  return layerMarked(build.image?.layers.map((one) => one.layer) ?? [], layer);
}

function stepMarked(build: BuildResult, id: string): Marked | undefined {
  const here = snapshot(build, id);
  const step = build.steps.find((one) => one.id === id);
  return here && step && marked(step.trees.before, here.tree, here.changes);
}

/** The step before in its stage; undefined at the first. */
function beforeOf(build: BuildResult, id: string): Snapshot | undefined {
  const [stage, index] = id.split(':').map(Number);
  return index === undefined || index === 0 ? undefined : snapshot(build, `${stage}:${index - 1}`);
}

/** What a step sees and leaves behind; undefined when the build has no such step or did not reach it. */
export function sceneOf(build: BuildResult, id: string): SceneAnswer | undefined {
  const here = snapshot(build, id);
  if (!here) return undefined;
  const before = beforeOf(build, id);
  const count = (kind: string) => here.changes.filter((change) => change.kind === kind).length;
  return {
    user: here.user,
    workdir: here.workdir,
    shell: here.shell,
    env: Object.entries(here.env).map(([name, value]) => {
      const was = before?.env[name];
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

/** The folders above a path, outermost first, without the root. */
function wayTo(path: string | undefined): string[] {
  if (path === undefined) return [];
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`);
}
