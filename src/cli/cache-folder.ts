import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportedCache, LastBuild } from '../engine/builder/index.ts';
import { layerOf } from '../engine/files/index.ts';
import type { Entry, Layer } from '../engine/files/index.ts';

/** What lies in the folder of `--cache-to type=local`. The form is Drydock's own: no other builder reads it. */
interface Stored {
  readonly drydock: 1;
  readonly cache: Omit<ExportedCache, 'steps' | 'last' | 'type' | 'name'>;
  /** Entries of each layer, and the folders that hide what is below. */
  readonly layers: readonly {
    readonly entries: readonly (readonly [string, Entry | null])[];
    readonly opaque: readonly string[];
  }[];
  /** With the number of the layer. */
  readonly steps: readonly (readonly [string, Omit<Step, 'layer'>, number | undefined])[];
  readonly last: readonly StoredLast[];
}
type Step = ExportedCache['steps'] extends ReadonlyMap<string, infer S> ? S : never;
type Last = LastBuild['steps'] extends ReadonlyMap<string, infer S> ? S : never;
type StoredSource = Omit<Last['recipe']['sources'][number], 'files'> & {
  readonly files: readonly (readonly [
    string,
    ReturnType<Last['recipe']['sources'][number]['files']> extends ReadonlyMap<string, infer F> ? F : never,
  ])[];
};
type StoredLast = Omit<Last, 'recipe'> & {
  readonly recipe: Omit<Last['recipe'], 'sources'> & { readonly sources: readonly StoredSource[] };
};

const FILE = 'index.json';

/** Writes an exported cache into a folder, which is made when it is not there. */
export function writeCacheFolder(folder: string, exported: ExportedCache): void {
  const { steps, last, mode, names, bytes } = exported;
  const layers = new Map<Layer, number>();
  const kept = [...steps].map(([key, { layer, ...step }]) => {
    if (layer && !layers.has(layer)) layers.set(layer, layers.size);
    return [key, step, layer && layers.get(layer)] as const;
  });
  const stored: Stored = {
    drydock: 1,
    cache: { mode, names, bytes },
    layers: [...layers.keys()].map(({ entries, opaque }) => ({ entries: [...entries], opaque: [...(opaque ?? [])] })),
    steps: kept,
    last: [...last.steps.values()].map((step) => ({
      ...step,
      recipe: {
        ...step.recipe,
        sources: step.recipe.sources.map((source) => ({ ...source, files: [...source.files()] })),
      },
    })),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, FILE), JSON.stringify(stored));
}

/** What `writeCacheFolder` left in a folder; a sentence when there is nothing, in the words of the docker client (moby/buildkit client/solve.go). */
export function readCacheFolder(folder: string, name: string): ExportedCache | string {
  let text: string;
  try {
    text = readFileSync(join(folder, FILE), 'utf8');
  } catch {
    const file = `${name}/${FILE}`;
    return `local cache import at ${name} not found due to err: could not read ${file}: open ${file}: no such file or directory`;
  }
  const stored = parsed(text);
  if (!stored) return `not simulated: ${name} holds the cache of another builder`;
  const layers = stored.layers.map(({ entries, opaque }) => layerOf(entries, { opaque: new Set(opaque) }));
  return {
    ...stored.cache,
    type: 'local',
    name,
    steps: new Map(
      stored.steps.map(([key, step, layer]) => [
        key,
        { ...step, layer: layer === undefined ? undefined : layers[layer] },
      ]),
    ),
    last: {
      steps: new Map(
        stored.last.map((step) => {
          const sources = step.recipe.sources.map((source) => ({ ...source, files: () => new Map(source.files) }));
          return [step.id, { ...step, recipe: { ...step.recipe, sources } }];
        }),
      ),
    },
  };
}

function parsed(text: string): Stored | undefined {
  try {
    const value = JSON.parse(text) as Partial<Stored> | null;
    return value?.drydock === 1 ? (value as Stored) : undefined;
  } catch {
    return undefined;
  }
}
