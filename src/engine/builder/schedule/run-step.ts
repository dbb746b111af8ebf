import type { NotSimulated } from '../../base/diagnostic.ts';
import type { PlanStep } from '../../dockerfile/plan.ts';
import type { Recipe } from '../explain/cause.ts';
import { stack } from '../../files/index.ts';
import { ignoresCache } from '../cache/no-cache.ts';
import { recipeOf } from '../cache/recipe.ts';
import type { StepResult } from '../result.ts';
import { remembered } from '../cache/memo.ts';
import { sourceOf } from '../context/source.ts';
import { afterStep, type Outcome, type Ready, type Session, type Stage, type Vertex } from '../session.ts';
import { besideOthers } from '../steps/beside.ts';
import { leave } from './leave-cache-mount.ts';
import { readyCopy } from '../steps/copy.ts';
import { readyRun } from '../steps/run.ts';
import { readyWorkdir } from '../steps/workdir.ts';

/** Runs the next step of a stage; answers the stage after it. */
export function runStep(session: Session, stage: Stage, at: { step: PlanStep; id: string }): Stage {
  const { step, id } = at;
  if (step.kind === 'from') return from(session, stage, at);
  const sources = sourcesOf(session, step);
  if (sources.failed) return { ...stage, failed: true };
  const ready = stage.layers.length < MOST_LAYERS ? makeReady(session, stage, step) : tooDeep(stage, id);
  const link = ready.link === true;
  const known = session.vertices.get(ready.key);
  const above = link || ready.early ? [] : stage.after;
  const vertex =
    known ??
    newVertex(session, ready, {
      above,
      sources,
      id,
      stage: step.stage,
      fresh: freshness(session, stage, { step, ready }),
    });
  session.vertices.set(ready.key, vertex);
  const { outcome } = vertex;
  session.done.push({ vertex, first: !known, result: stepResult(stage, at, { ready, vertex }) });
  for (const entry of outcome.notSimulated) session.notSimulated.push(doubt(entry, at));
  if (outcome.error !== undefined) return { ...stage, failed: true };
  return afterStep(stage, {
    key: ready.key,
    definition: ready.definition,
    id,
    layer: outcome.layer,
    link,
    fresh: vertex.fresh !== undefined,
  });
}

/**
 * Layers that one stage may have: what the kernel stacks (fs/overlayfs OVL_MAX_STACK). Docker's classic store ends at 125,
 * with the same words (moby layer/layer_store.go `maxLayerDepth`).
 */
const MOST_LAYERS = 500;

function tooDeep(stage: Stage, id: string): Ready {
  const outcome = { layer: undefined, log: [], ms: 0, notSimulated: [], error: 'max depth exceeded' };
  const key = `${stage.key} too deep ${id}`;
  return { key, definition: key, inputs: [], memory: key, recipe: NOTHING, run: () => outcome };
}

const NOTHING = { facts: {}, sources: [] };

function doubt(entry: NotSimulated, { step, id }: { step: PlanStep; id: string }): NotSimulated {
  const span = entry.span ?? step.instruction?.node.span;
  return { what: entry.what, step: id, ...(span ? { span } : {}) };
}

function makeReady(session: Session, stage: Stage, step: Exclude<PlanStep, { kind: 'from' }>): Ready {
  if (step.kind === 'run') return readyRun(session, stage, step);
  return step.kind === 'workdir' ? readyWorkdir(stage, step) : readyCopy(session, stage, step);
}

/** What must be done before a step besides the step above it, and whether one of the stages it takes from failed. */
function sourcesOf(session: Session, step: PlanStep): Sources {
  const used =
    step.kind === 'run'
      ? step.mounts.map((mount) => mount.from)
      : step.kind === 'copy' || step.kind === 'add'
        ? [step.from]
        : [];
  // Images are waited for only where they have to be pulled.
  const waits = used.filter((one) => typeof one === 'number' || (session.input.pullImages && one !== undefined));
  const sources = waits.map((one) => sourceOf(session, one));
  return {
    after: sources.flatMap((source) => source.after),
    failed: sources.some((source) => source.failed),
    fresh: sources.some((source) => source.fresh),
  };
}

interface Sources {
  readonly after: readonly string[];
  readonly failed: boolean;
  readonly fresh: boolean;
}

function newVertex(
  session: Session,
  ready: Ready,
  at: { above: readonly string[]; sources: Sources; id: string; fresh: Recipe['fresh']; stage: number },
): Vertex {
  const { above, sources, id, fresh, stage } = at;
  const { key, definition } = ready;
  const shared = { key, definition, fresh, above, sources: sources.after, id };
  // What a stage holds that did not ask the cache is compared by content alone.
  const isWatched = session.input.watch?.step === id;
  const known = fresh || sources.fresh || isWatched ? undefined : session.cacheSteps.get(definition);
  const cached = fresh || isWatched ? undefined : (known ?? session.cacheSteps.get(key));
  if (cached) {
    const { layer, log, notSimulated, imported } = cached;
    const found = { ...(known ? {} : { byContent: true }), ...(imported === undefined ? {} : { imported }) };
    return { ...shared, ready, ...found, outcome: { layer, log, ms: 0, notSimulated }, cached: true };
  }
  const outcome =
    besideOthers(session, key, ready) ??
    (isWatched ? ready.run() : remembered(session.memo, ready.memory, () => ready.run()));
  for (const [mount, tree] of outcome.mounts ?? []) {
    leave(session, { id: mount, tree, key });
    if (!session.writers.has(mount)) session.writers.set(mount, stage);
  }
  return { ...shared, ready, outcome, cached: false, ...(ready.early ? { early: true } : {}) };
}

/** Why a step does not ask the cache, if so: its stage is told not to, or it stands on a step that did not ask. */
function freshness(session: Session, stage: Stage, { step, ready }: { step: PlanStep; ready: Ready }): Recipe['fresh'] {
  if (!ready.ignoresNoCache && ignoresCache(session, step.stage)) return 'told';
  return stage.fresh && !ready.link ? 'behind' : undefined;
}

/** FROM: the image is at hand. An image outside the catalogue leaves everything on top of it in doubt. */
function from(session: Session, stage: Stage, at: { step: PlanStep; id: string }): Stage {
  const { step, id } = at;
  const cached = session.cacheSteps.has(stage.key);
  const outcome: Outcome = { layer: undefined, log: [], ms: 0, notSimulated: [] };
  const vertex: Vertex = {
    key: stage.key,
    definition: stage.key,
    outcome,
    cached,
    fresh: undefined,
    above: [],
    sources: [],
    id,
  };
  const first = !session.vertices.has(stage.key);
  session.vertices.set(stage.key, vertex);
  const { key } = stage;
  const ready: Ready = { key, definition: key, inputs: [], memory: '', recipe: NOTHING, run: () => outcome };
  session.done.push({ vertex, first, result: stepResult(stage, at, { ready, vertex }) });
  if (stage.unknown) {
    const near = session.world.near(stage.plan.baseName);
    const hint = near.length ? ` (near: ${near.join(', ')})` : '';
    const what = `image ${stage.plan.baseName}, which is not in the catalogue${hint}`;
    session.notSimulated.push(doubt({ what }, { step, id }));
  }
  // What is pulled first is waited for.
  const pulled = session.input.pullImages && !cached && !stage.unknown && stage.tree.layers.length > 0;
  return { ...stage, parents: [id], ...(pulled ? { after: [stage.key] } : {}) };
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
    start: 0,
    end: 0,
    critical: false,
    recipe: recipeOf(stage, step, { ready, fresh: vertex.fresh }),
    trees: { before: stage.tree, after: outcome.layer ? stack([...stage.tree.layers, outcome.layer]) : stage.tree },
    platform: stage.platform,
    inputs: ready.inputs,
    ...(vertex.imported === undefined ? {} : { imported: vertex.imported }),
  };
}
