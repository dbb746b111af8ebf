import type { Evaluation } from '../../dockerfile/plan.ts';
import type { LastBuild, LastStep } from '../explain/cause.ts';
import { documentsOf } from '../context/inline-documents.ts';
import type { BuildCache, CachedStep, StepResult } from '../result.ts';
import type { Session } from '../session.ts';

/** What the builder remembers after a build: results of what ran to its end under both of its keys, cache mounts, and the recipes. */
export function cacheAfter(session: Session): BuildCache {
  const steps = new Map(session.cacheSteps);
  for (const { result, vertex } of session.done) {
    if (result.status === 'failed' || result.status === 'canceled' || vertex.skipped) continue;
    const { layer, log, ms, notSimulated } = vertex.outcome;
    const known = steps.get(vertex.key);
    const kept: CachedStep = vertex.cached && known ? known : { layer, log, ms, notSimulated };
    steps.set(vertex.key, kept);
    steps.set(vertex.definition, kept);
  }
  return {
    steps,
    mounts: session.cacheMounts,
    last: lastOf(session),
    context: session.sent.tree,
    ...sentNamed(session),
    ...documentsAfter(session),
  };
}

function documentsAfter({ done, input }: Session): Pick<BuildCache, 'documents'> {
  const made = done.flatMap(({ result }) => documentsOf(result.plan).map(({ key }) => key));
  const documents = new Set([...(input.cache?.documents ?? []), ...made]);
  return documents.size === 0 ? {} : { documents };
}

function sentNamed({ named }: Session): Pick<BuildCache, 'contexts'> {
  if (named.size === 0) return {};
  return { contexts: new Map([...named].map(([name, { sent }]) => [name, sent.tree])) };
}

/** The build as the next one compares itself with it. */
export function lastOf({ done, evaluation }: Pick<Session, 'done' | 'evaluation'>): LastBuild {
  return { steps: new Map(done.map(({ result }) => [result.id, lastStep(result, evaluation)])) };
}

/** A step as another build compares itself with. */
export function lastStep({ id, plan, key, status, recipe }: StepResult, evaluation: Evaluation): LastStep {
  const { name, stage, line, kind } = plan;
  const stageName = evaluation.stages[stage]?.name ?? '';
  return { id, name, stage, stageName, line, kind, key, status, recipe };
}

/**
 * The cache after `docker builder prune --all`: nothing is left, cache mounts included. What stood there is still known, so that the
 * next build can say that its steps ran for that reason.
 */
export function prunedCache({ last }: BuildCache): BuildCache {
  return { steps: new Map(), mounts: new Map(), ...(last ? { last } : {}) };
}
