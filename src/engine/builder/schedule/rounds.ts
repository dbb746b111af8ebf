import type { PlanStage, PlanStep } from '../../dockerfile/plan.ts';
import { causesOf } from '../explain/find-causes.ts';
import { leaveUntil } from './leave-cache-mount.ts';
import { needsOrder, planOf, samePlan } from './cache-mount-users.ts';
import { runStep } from './run-step.ts';
import { beginStage, type Done, type Session, type Stage } from '../session.ts';
import { setTimes } from '../timing/assign-times.ts';
import { skipUnneeded } from './skip-unneeded.ts';
import { stopAt, type Failed } from './stop.ts';

/** Rounds after which the times are taken as they are: a step may end sooner because of another, which then begins sooner, and so on. */
const MOST_ROUNDS = 6;

/**
 * Runs the steps of the stages that the target needs. Stages run side by side: each step begins when the step before it and
 * the stages it copies from are done. The first failure in virtual time ends the build; what was running then is canceled.
 *
 * All that steps of different stages see of each other, besides what they copy, are cache mounts. Where the order in which the stages are written says
 * something else about them than the times, everything runs once more in the order of the times, until nothing changes any more.
 */
export function runSteps(session: Session): Failed | undefined {
  let ran = runRound(session);
  let plan = planOf(session);
  if (needsOrder(plan, ran))
    for (let round = 1; round < MOST_ROUNDS; round++) {
      restart(session);
      session.plan = plan;
      ran = runRound(session);
      const next = planOf(session);
      if (samePlan(plan, next)) break;
      plan = next;
    }
  const failures = session.done.filter(({ first, result }) => first && result.status === 'failed');
  const first = failures.toSorted((a, b) => a.result.end - b.result.end)[0];
  const failed = first && stopAt(session, first);
  setCauses(session);
  return failed;
}

function restart(session: Session): void {
  const { stages, vertices, done, cacheMounts, renewed, writers, notSimulated } = session;
  for (const each of [stages, vertices, renewed, writers, cacheMounts]) each.clear();
  for (const [id, tree] of session.input.cache?.mounts ?? []) cacheMounts.set(id, tree);
  done.splice(0);
  notSimulated.splice(0);
  session.leaving.splice(0);
}

/** Where a stage is. */
interface Cursor {
  readonly plan: PlanStage;
  readonly steps: readonly PlanStep[];
  readonly index: number;
  /** Undefined until its FROM can be done. */
  stage: Stage | undefined;
  next: number;
  /** Virtual ms at which its last step ended, by the plan. */
  time: number;
}

/** Runs every step once; answers the keys of the vertices in the order in which they ran. */
function runRound(session: Session): string[] {
  const open = cursors(session);
  const waiting = new Set(open.map(({ index }) => index));
  for (let cursor = nextOf(session, open, waiting); cursor; cursor = nextOf(session, open, waiting)) {
    const stage = (cursor.stage ??= beginStage(session, cursor.plan));
    const step = cursor.steps[cursor.next];
    if (step && !stage.failed) advance(session, cursor, { stage, step });
    if (cursor.stage.failed || cursor.next >= cursor.steps.length) {
      session.stages.set(cursor.index, cursor.stage);
      waiting.delete(cursor.index);
    }
  }
  leaveUntil(session, Number.POSITIVE_INFINITY);
  const ran = session.done.map(({ vertex }) => vertex.key);
  inOrder(session);
  skipUnneeded(session);
  setTimes(session);
  return ran;
}

function cursors({ evaluation }: Session): Cursor[] {
  const byStage = new Map<number, PlanStep[]>();
  for (const step of evaluation.steps) {
    const list = byStage.get(step.stage);
    if (list) list.push(step);
    else byStage.set(step.stage, [step]);
  }
  return evaluation.stages.flatMap((plan) => {
    const { index, reachable } = plan;
    return reachable ? [{ plan, index, steps: byStage.get(index) ?? [], stage: undefined, next: 0, time: 0 }] : [];
  });
}

function advance(session: Session, cursor: Cursor, { stage, step }: { stage: Stage; step: PlanStep }): void {
  const id = `${cursor.index}:${cursor.next}`;
  if (session.plan) {
    const times = session.plan.times.get(id);
    leaveUntil(session, times?.start ?? cursor.time);
    cursor.time = Math.max(cursor.time, times?.end ?? 0);
  }
  cursor.stage = runStep(session, stage, { step, id });
  cursor.next++;
}

/** The stage whose next step begins first of those that can; without a plan the first one. */
function nextOf(session: Session, open: readonly Cursor[], waiting: ReadonlySet<number>): Cursor | undefined {
  if (!session.plan) return open.find(({ index }) => waiting.has(index));
  let best: { cursor: Cursor; start: number } | undefined;
  for (const cursor of open) {
    if (!waiting.has(cursor.index) || !isOpen(session, cursor, waiting)) continue;
    const start = Math.max(cursor.time, session.plan.times.get(`${cursor.index}:${cursor.next}`)?.start ?? 0);
    if (!best || start < best.start) best = { cursor, start };
  }
  return best?.cursor;
}

/** True when the stages that it is built on, or that its next step takes from, are done. */
function isOpen({ evaluation }: Session, { index, steps, next }: Cursor, waiting: ReadonlySet<number>): boolean {
  const base = evaluation.stages[index]?.baseStage;
  if (base !== undefined && waiting.has(base)) return false;
  const step = steps[next];
  const used =
    step?.kind === 'run'
      ? step.mounts.map(({ from }) => from)
      : step?.kind === 'copy' || step?.kind === 'add'
        ? [step.from]
        : [];
  return used.every((from) => typeof from !== 'number' || !waiting.has(from));
}

/** Stage and number of a step. */
function placeOf({ result: { id } }: Done): readonly number[] {
  return id.split(':').map(Number);
}

/** Results in the order of the stages; of steps that are one vertex the first counts. */
function inOrder(session: Session): void {
  if (!session.plan) return;
  const sorted = session.done.toSorted((one, other) => {
    const [[a = 0, b = 0], [c = 0, d = 0]] = [placeOf(one), placeOf(other)];
    return a - c || b - d;
  });
  const seen = new Set<string>();
  const marked = sorted.map((done) => {
    const first = !seen.has(done.vertex.key);
    seen.add(done.vertex.key);
    return done.first === first ? done : { ...done, first };
  });
  session.done.splice(0, session.done.length, ...marked);
}

function setCauses(session: Session): void {
  const causes = causesOf(session);
  for (const [index, done] of session.done.entries()) {
    const cause = causes.get(done.result.id);
    if (cause) session.done[index] = { ...done, result: { ...done.result, cause } };
  }
}
