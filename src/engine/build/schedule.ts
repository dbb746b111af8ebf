import type { NotSimulated } from '../base/diagnostic.ts';
import type { PlanStep } from '../dockerfile/plan.ts';
import type { BuildError, StepResult } from './result.ts';
import {
  afterStep,
  beginStage,
  remembered,
  sourceOf,
  type Done,
  type Outcome,
  type Ready,
  type Session,
  type Stage,
  type Vertex,
} from './session.ts';
import { readyCopy } from './steps/copy.ts';
import { readyRun } from './steps/run.ts';
import { readyWorkdir } from './steps/workdir.ts';

export interface Failed {
  readonly id: string;
  readonly error: BuildError;
}

/**
 * Runs the steps of the stages that the target needs. Stages run side by side: each step begins when the step before it and
 * the stages it copies from are done. The first failure in virtual time ends the build; what was running then is canceled.
 */
export function runSteps(session: Session): Failed | undefined {
  const byStage = new Map<number, PlanStep[]>();
  for (const step of session.evaluation.steps) {
    const list = byStage.get(step.stage);
    if (list) list.push(step);
    else byStage.set(step.stage, [step]);
  }
  const failures: { done: Done; outcome: Outcome }[] = [];
  for (const plan of session.evaluation.stages) {
    if (!plan.reachable) continue;
    let stage = beginStage(session, plan);
    const steps = byStage.get(plan.index) ?? [];
    for (const [index, step] of steps.entries()) {
      if (stage.failed) break;
      const next = runStep(session, stage, { step, id: `${plan.index}:${index}` });
      stage = next.stage;
      if (next.failure) failures.push(next.failure);
    }
    session.stages.set(plan.index, stage);
  }
  const first = failures.toSorted((a, b) => a.done.vertex.end - b.done.vertex.end)[0];
  return first && stopAt(session, first);
}

function runStep(
  session: Session,
  stage: Stage,
  at: { step: PlanStep; id: string },
): { stage: Stage; failure?: { done: Done; outcome: Outcome } } {
  const { step, id } = at;
  if (step.kind === 'from') return { stage: from(session, stage, at) };
  const sources = sourcesOf(session, step);
  if (sources.failed) return { stage: { ...stage, failed: true } };
  const ready = stage.layers.length < MOST_LAYERS ? makeReady(session, stage, step) : tooDeep(stage, id);
  const start = Math.max(stage.ready, sources.ready);
  const known = session.vertices.get(ready.key);
  const vertex = known ?? newVertex(session, ready, { start, id });
  session.vertices.set(ready.key, vertex);
  const { outcome } = vertex;
  const failed = outcome.error !== undefined;
  const done: Done = { vertex, first: !known, result: stepResult(stage, at, { ready, vertex }) };
  session.done.push(done);
  for (const entry of outcome.notSimulated) session.notSimulated.push(doubt(entry, at));
  if (failed) return { stage: { ...stage, failed: true }, ...(known ? {} : { failure: { done, outcome } }) };
  const end = known ? Math.max(start, vertex.end) : vertex.end;
  const next = afterStep(stage, { key: ready.key, end, id, layer: outcome.layer });
  return { stage: next };
}

/**
 * Layers that one stage may have: what the kernel stacks (fs/overlayfs OVL_MAX_STACK). Docker's classic store ends at 125,
 * with the same words (moby layer/layer_store.go `maxLayerDepth`).
 */
const MOST_LAYERS = 500;

function tooDeep(stage: Stage, id: string): Ready {
  const outcome = { layer: undefined, log: [], ms: 0, notSimulated: [], error: 'max depth exceeded' };
  const key = `${stage.key} too deep ${id}`;
  return { key, inputs: [], memory: key, run: () => outcome };
}

function doubt(entry: NotSimulated, { step, id }: { step: PlanStep; id: string }): NotSimulated {
  const span = entry.span ?? step.instruction?.node.span;
  return { what: entry.what, step: id, ...(span ? { span } : {}) };
}

function makeReady(session: Session, stage: Stage, step: Exclude<PlanStep, { kind: 'from' }>): Ready {
  if (step.kind === 'run') return readyRun(session, stage, step);
  return step.kind === 'workdir' ? readyWorkdir(stage, step) : readyCopy(session, stage, step);
}

/** When the stages that a step takes from are done, and whether one of them failed. */
function sourcesOf(session: Session, step: PlanStep): { ready: number; failed: boolean } {
  const used =
    step.kind === 'run'
      ? step.mounts.map((mount) => mount.from)
      : step.kind === 'copy' || step.kind === 'add'
        ? [step.from]
        : [];
  const sources = used.filter((one) => typeof one === 'number').map((one) => sourceOf(session, one));
  return {
    ready: sources.reduce((latest, source) => Math.max(latest, source.ready), 0),
    failed: sources.some((source) => source.failed),
  };
}

function newVertex(session: Session, ready: Ready, at: { start: number; id: string }): Vertex {
  const { start, id } = at;
  const cached = session.input.noCache && !ready.ignoresNoCache ? undefined : session.cacheSteps.get(ready.key);
  if (cached) {
    const { layer, log, notSimulated } = cached;
    return { outcome: { layer, log, ms: 0, notSimulated }, cached: true, start, end: start, id };
  }
  const outcome = remembered(session.memo, ready.memory, () => ready.run());
  for (const [mount, tree] of outcome.mounts ?? []) session.cacheMounts.set(mount, tree);
  if (outcome.error === undefined)
    session.cacheSteps.set(ready.key, {
      layer: outcome.layer,
      log: outcome.log,
      ms: outcome.ms,
      notSimulated: outcome.notSimulated,
    });
  return { outcome, cached: false, start, end: start + outcome.ms, id };
}

/** FROM: the image is at hand. An image outside the catalogue leaves everything on top of it in doubt. */
function from(session: Session, stage: Stage, at: { step: PlanStep; id: string }): Stage {
  const { step, id } = at;
  const cached = session.cacheSteps.has(stage.key);
  const outcome: Outcome = { layer: undefined, log: [], ms: 0, notSimulated: [] };
  const vertex: Vertex = { outcome, cached, start: 0, end: 0, id };
  const first = !session.vertices.has(stage.key);
  session.vertices.set(stage.key, vertex);
  session.cacheSteps.set(stage.key, { layer: undefined, log: [], ms: 0, notSimulated: [] });
  const ready: Ready = { key: stage.key, inputs: [], memory: '', run: () => outcome };
  session.done.push({ vertex, first, result: stepResult(stage, at, { ready, vertex }) });
  if (stage.unknown) {
    const near = session.world.near(stage.plan.baseName);
    const hint = near.length ? ` (near: ${near.join(', ')})` : '';
    const what = `image ${stage.plan.baseName}, which is not in the catalogue${hint}`;
    session.notSimulated.push(doubt({ what }, { step, id }));
  }
  return stage;
}

function stepResult(
  stage: Stage,
  { step, id }: { step: PlanStep; id: string },
  { ready, vertex }: { ready: Ready; vertex: Vertex },
): StepResult {
  const { outcome, cached } = vertex;
  return {
    id,
    plan: step,
    status: outcome.error === undefined ? (cached ? 'cached' : 'ran') : 'failed',
    key: ready.key,
    layer: outcome.layer,
    log: outcome.log,
    exit: outcome.exit ?? (outcome.error === undefined ? 0 : 1),
    ms: cached ? 0 : outcome.ms,
    platform: stage.platform,
    inputs: ready.inputs,
  };
}

function stopAt(session: Session, first: { done: Done; outcome: Outcome }): Failed {
  const end = first.done.vertex.end;
  const kept = session.done.flatMap((done) => {
    if (done === first.done || done.vertex.end <= end) return [done];
    if (done.vertex.start >= end) return [];
    const log = done.result.log.filter((chunk) => done.vertex.start + chunk.at < end);
    return [{ ...done, result: { ...done.result, status: 'canceled' as const, layer: undefined, log } }];
  });
  session.done.splice(0, session.done.length, ...kept);
  const { result } = first.done;
  const { line, endLine } = result.plan;
  const { exit } = first.outcome;
  const error = { message: first.outcome.error ?? '', stepId: result.id, line, endLine };
  return { id: result.id, error: exit === undefined ? error : { ...error, exit } };
}
