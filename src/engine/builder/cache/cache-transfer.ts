import type { LastBuild } from '../explain/cause.ts';
import { lastOf } from './cache.ts';
import type { CachedStep } from '../result.ts';
import type { Session } from '../session.ts';

/** Kinds of places that a cache is exported to. `inline` puts it into the image itself. */
export type CachePlace = 'inline' | 'registry' | 'local' | 'gha';

export interface CacheExport {
  readonly type: CachePlace;
  /** `ref` of a registry, `dest` or `src` of a folder, `scope` of gha; the image's own name for inline. */
  readonly name: string;
  /** `min` (the default) holds the layers of the resulting image, `max` those of all stages. Inline knows only `min`. */
  readonly mode?: 'min' | 'max';
}

/** A place to look at: what lies there, or nothing (`undefined`) when nobody has exported to it yet. */
export interface CacheImport {
  readonly type: CachePlace;
  readonly name: string;
  readonly found: ExportedCache | undefined;
}

/** Steps by key with their layers. Cache mounts never travel. */
export interface ExportedCache extends CacheExport {
  readonly mode: 'min' | 'max';
  readonly steps: ReadonlyMap<string, CachedStep>;
  /** Names of the steps whose results it holds, in the order they ran. */
  readonly names: readonly string[];
  /** Bytes of their layers, uncompressed. */
  readonly bytes: number;
  /** The build that left it, so that another machine can say what changed since. */
  readonly last: LastBuild;
}

/** Steps that imports offer, the first place named first; what the builder has itself goes before them. */
export function importedSteps(imports: readonly CacheImport[] | undefined): Map<string, CachedStep> {
  const steps = new Map<string, CachedStep>();
  for (const { type, name, found } of imports ?? [])
    for (const [key, step] of found?.steps ?? [])
      if (!steps.has(key)) steps.set(key, { ...step, imported: placeText({ type, name }) });
  return steps;
}

/** `registry user/app:cache` for people. */
export function placeText({ type, name }: Pick<CacheExport, 'type' | 'name'>): string {
  return `${type} ${name}`.trim();
}

/**
 * What `cacheTo` stores after a build that ended well. Source: docker docs build/cache/backends (`mode`); steps that were not needed have no result here
 * and are not exported.
 */
export function exportCache(session: Session): readonly ExportedCache[] {
  return (session.input.cacheTo ?? []).map(({ type, name, mode = 'min' }) => {
    const kept = type === 'inline' ? 'min' : mode;
    const shipped = kept === 'max' ? undefined : targetChain(session);
    const done = session.done.filter(
      ({ result, vertex }) =>
        result.plan.kind !== 'from' &&
        vertex.skipped !== true &&
        (result.status === 'ran' || result.status === 'cached') &&
        (!shipped || shipped.has(result.plan.stage)),
    );
    const steps = new Map<string, CachedStep>();
    for (const { vertex } of done) {
      const { layer, log, ms, notSimulated } = vertex.outcome;
      for (const key of [vertex.key, vertex.definition]) steps.set(key, { layer, log, ms, notSimulated });
    }
    const layers = new Set(done.flatMap(({ result }) => result.layer ?? []));
    return {
      type,
      name,
      mode: kept,
      steps,
      names: [...new Set(done.map(({ result }) => result.plan.name))],
      bytes: [...layers].reduce((sum, layer) => sum + layer.size, 0),
      last: lastOf(session),
    };
  });
}

/** Indexes of the stages whose layers are in the image. */
function targetChain({ evaluation }: Session): ReadonlySet<number> {
  const chain = new Set<number>();
  const target = evaluation.stages.find(({ isTarget }) => isTarget);
  for (let at = target?.index; at !== undefined; at = evaluation.stages[at]?.baseStage) chain.add(at);
  return chain;
}

/** `type=registry,ref=user/app:cache,mode=max` as docker reads it; a text alone is a reference. Undefined when it names no known place. */
export function readCacheOption(text: string): CacheExport | undefined {
  const fields = new Map(
    text.split(',').map((field) => [field.split('=')[0] ?? '', field.slice(field.indexOf('=') + 1)]),
  );
  if (!text.includes('=')) return { type: 'registry', name: text };
  const type = fields.get('type');
  const name = fields.get('ref') ?? fields.get('dest') ?? fields.get('src') ?? fields.get('scope') ?? '';
  const mode = fields.get('mode');
  if (type !== 'inline' && type !== 'registry' && type !== 'local' && type !== 'gha') return undefined;
  return { type, name, ...(mode === 'max' || mode === 'min' ? { mode } : {}) };
}
