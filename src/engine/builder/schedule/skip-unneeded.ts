import type { Session, Vertex } from '../session.ts';

/**
 * Marks the steps that BuildKit never runs because nothing asks for their files: what stands on them, or copies from them, is in the cache by its
 * definition. That happens where a cache lacks what is in between: after an import with mode=min, after pruning. They are shown as cached, and leave no
 * trace. Source: moby/buildkit solver/edge.go (a found result ends the requests for the inputs).
 */
export function skipUnneeded(session: Session): void {
  const needed = neededKeys(session);
  const skipped = new Map<Vertex, Vertex>();
  for (const { vertex, result } of session.done) {
    if (vertex.cached || needed.has(vertex.key) || result.plan.kind === 'from' || vertex.outcome.error !== undefined)
      continue;
    skipped.set(vertex, { ...vertex, cached: true, skipped: true });
  }
  if (!skipped.size) return;
  for (const [at, done] of session.done.entries()) {
    const vertex = skipped.get(done.vertex);
    if (vertex) session.done[at] = { ...done, vertex, result: { ...done.result, status: 'cached', ms: 0 } };
  }
  restoreMounts(session);
}

/** Keys of the vertices whose files something asks for. */
export function neededKeys({ done, stages, evaluation }: Session): ReadonlySet<string> {
  const target = evaluation.stages.find(({ isTarget }) => isTarget);
  const stage = target && stages.get(target.index);
  // A build that failed has no target stage; then everything that was reached was asked for.
  if (!stage || stage.failed) return new Set(done.map(({ vertex }) => vertex.key));
  const needed = new Set(stage.after);
  // Steps whose cache key is asked for, not their files: the key of one that did not ask the cache is known only when it has run.
  const keyed = new Set<string>();
  for (const { vertex } of done.toReversed()) {
    const { key, above, sources } = vertex;
    if (keyed.has(key) && vertex.fresh !== undefined) needed.add(key);
    const runs = needed.has(key) && !vertex.cached;
    if (!runs && !needed.has(key) && !keyed.has(key)) continue;
    for (const each of above) (runs ? needed : keyed).add(each);
    for (const each of sources) (runs || vertex.byContent ? needed : keyed).add(each);
  }
  return needed;
}

/** Cache mounts as the steps that did run left them. */
function restoreMounts({ input, done, cacheMounts }: Session): void {
  cacheMounts.clear();
  for (const [id, tree] of input.cache?.mounts ?? []) cacheMounts.set(id, tree);
  for (const { vertex } of done)
    if (!vertex.skipped) for (const [id, tree] of vertex.outcome.mounts ?? []) cacheMounts.set(id, tree);
}
