import { importMs, exportMs, layersOf, pullMs } from './transfer-times.ts';
import { placeText, type CachePlace, type ExportedCache } from '../cache/cache-transfer.ts';
import { readsContext, transferMs } from '../context/requested-paths.ts';
import { namedSources } from '../context/named-contexts.ts';
import type { Done, Session } from '../session.ts';
import { neededKeys } from '../schedule/skip-unneeded.ts';

/** Something that is sent or fetched beside the steps, with its virtual times. */
export interface Transfer {
  readonly kind: 'context' | 'import' | 'export';
  /** For people: `build context`, `registry user/app:cache`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly critical: boolean;
}

/** A transfer before its times are known. */
export interface Planned extends Pick<Transfer, 'kind' | 'name'> {
  readonly key: string;
  readonly ms: number;
}

const CONTEXT = 'context';
const namedKey = (stage: number): string => `context of stage ${stage}`;

/** What a build transfers before its steps: imports of caches, the context, and named ones. */
export function plannedTransfers(session: Session): readonly Planned[] {
  const { evaluation, input } = session;
  const imports = (input.cacheFrom ?? []).map((one, at): Planned => ({
    kind: 'import',
    name: placeText(one),
    key: `import ${at}`,
    ms: importMs(one),
  }));
  const contexts = evaluation.stages
    .filter(({ reachable, context }) => reachable && context !== undefined)
    .map(({ index, context = '' }): Planned => ({
      kind: 'context',
      name: `context ${context}`,
      key: namedKey(index),
      ms: transferMs(session, index),
    }));
  const own: Planned = { kind: 'context', name: 'build context', key: CONTEXT, ms: transferMs(session) };
  return [...imports, own, ...contexts];
}

/** Keys of the transfers that a step waits for. */
export function awaited(session: Session, { result: { plan } }: Done): string[] {
  const imports = (session.input.cacheFrom ?? []).map((_, at) => `import ${at}`);
  return [...imports, ...(readsContext(plan) ? [CONTEXT] : []), ...namedSources(session, plan).map(namedKey)];
}

/**
 * Keys of the vertices whose files must be on this machine: those of the image, and those that a step which runs stands on or takes from. What was found in
 * an imported cache, or in a registry, is fetched for them and for no other (BuildKit: lazy references, cache/remote.go).
 */
export function fetchedKeys(session: Session): ReadonlySet<string> {
  const keys = new Set(neededKeys(session));
  for (const { vertex } of session.done.toReversed())
    if (keys.has(vertex.key)) for (const each of vertex.above) keys.add(each);
  return keys;
}

/** Virtual ms that fetching a vertex takes: an image from a registry, or the layer of an imported cache. */
export function fetchMs({ input }: Session, { vertex, result }: Done, fetched: ReadonlySet<string>): number {
  if (!fetched.has(vertex.key)) return 0;
  if (result.plan.kind === 'from')
    return input.pullImages && !vertex.cached
      ? pullMs(result.trees.after.layers.reduce((sum, { size }) => sum + size, 0))
      : 0;
  if (vertex.imported === undefined || !result.layer) return 0;
  return pullMs(result.layer.size, vertex.imported.split(' ')[0] as CachePlace);
}

/** When the caches of a build that ended well were exported: all at once, behind everything else. */
export function exportTransfers(
  { input }: Session,
  exported: readonly ExportedCache[],
  from: number,
): readonly Transfer[] {
  const ends = exported.map((one) => from + exportMs(one, lyingThere(input, one)));
  const last = Math.max(...ends);
  return exported.map((one, at) => {
    const end = ends[at] ?? from;
    return { kind: 'export', name: placeText(one), start: from, end, critical: end > from && end === last };
  });
}

/** Layers that a place held before: those of the same name that were imported. */
function lyingThere({ cacheFrom }: Session['input'], { type, name }: ExportedCache): ReadonlySet<string> {
  const found = (cacheFrom ?? []).filter((one) => one.type === type && one.name === name);
  return new Set(found.flatMap((one) => (one.found ? layersOf(one.found).map(({ id }) => id) : [])));
}
