import { clean, isWithin, parents } from '../../files/index.ts';
import { fileCount, storedBytes } from '../../files/index.ts';
import { gather } from '../copy/gather.ts';
import { hasWildcards, matchWildcards } from '../copy/wildcard.ts';
import type { Tree } from '../../files/index.ts';
import type { Mount, PlanStep } from '../../dockerfile/plan.ts';
import type { Session } from '../session.ts';
import { contextTreeOf } from './named-contexts.ts';
import { isRemote } from '../steps/remote.ts';

/** What the builder asks the client for: only the paths of the context that some step reads. */
export interface Requested {
  /** True for a folder of the context that reaches the builder, itself or because of what is in it. */
  holds(folder: string): boolean;
  /** Files that were sent, with their bytes; of an earlier context only what differs from it. */
  amount(earlier: Tree | undefined): { readonly files: number; readonly bytes: number };
}

const known = new WeakMap<Session, Map<number | undefined, Requested>>();

/**
 * The part of the context that is sent. Source: moby/buildkit frontend/dockerfile/dockerfile2llb `ctxPaths` with FollowPaths; measured: a file
 * that no step names is not transferred, nor a folder whose wanted file is missing. `place`: the stage that a named context stands for; none: the build context.
 */
export function requested(session: Session, place?: number): Requested {
  const places = known.get(session) ?? new Map<number | undefined, Requested>();
  known.set(session, places);
  const made = places.get(place) ?? read(session, place);
  places.set(place, made);
  return made;
}

function read(session: Session, place: number | undefined): Requested {
  const tree = (place === undefined ? undefined : contextTreeOf(session, place)) ?? session.sent.tree;
  const tops = new Set<string>(isBuiltOn(session, place) ? ['/'] : []);
  for (const source of contextSources(session, place))
    for (const path of hasWildcards(source) ? matchWildcards(tree, source) : [clean(`/${source}`)]) {
      if (tree.stat(path, { follow: false }).ok) tops.add(path);
      const real = tree.resolve(path);
      if (real.ok) tops.add(real.value);
    }
  const folders = new Set([...tops].flatMap(parents));
  const list = [...tops];
  const amounts = new Map<Tree | undefined, { files: number; bytes: number }>();
  return {
    holds: (folder) => folders.has(folder) || list.some((top) => isWithin(top, folder) && tree.stat(folder).ok),
    amount(earlier) {
      const amount = amounts.get(earlier) ?? amountOf(tree, list, earlier);
      amounts.set(earlier, amount);
      return amount;
    },
  };
}

/** True for a named context that a stage is built on, or that is the image itself: all of it is sent. */
function isBuiltOn({ evaluation }: Session, place: number | undefined): boolean {
  if (place === undefined) return false;
  const { stages, steps } = evaluation;
  if (stages[place]?.isTarget || steps.some(({ stage }) => stage === place)) return true;
  return stages.some(({ baseStage, reachable }) => reachable && baseStage === place);
}

/** Sources of COPY, ADD and bind mounts in the steps that the target needs. */
export function contextSources({ evaluation }: Pick<Session, 'evaluation'>, place: number | undefined): Set<string> {
  const sources = new Set<string>();
  for (const step of evaluation.steps) {
    if ((step.kind === 'copy' || step.kind === 'add') && step.from === place)
      for (const source of step.sources) if (step.kind === 'copy' || !isRemote(source)) sources.add(source);
    if (step.kind === 'run') for (const mount of step.mounts) if (reads(mount, place)) sources.add(mount.source ?? '/');
  }
  return sources;
}

/** Cache mounts begin with the files of a named context; without `from` they begin empty. */
function reads({ type, from }: Mount, place: number | undefined): boolean {
  return from === place && (type === 'bind' || (type === 'cache' && place !== undefined));
}

/** True for a step that waits for the context. */
export function readsContext(plan: PlanStep): boolean {
  if (plan.kind === 'run') return plan.mounts.some((mount) => mount.type === 'bind' && mount.from === undefined);
  return (
    (plan.kind === 'copy' || plan.kind === 'add') &&
    plan.from === undefined &&
    plan.sources.some((source) => plan.kind === 'copy' || !isRemote(source))
  );
}

/** Bytes that reach the builder in a millisecond, and what each file takes besides (assumed: a local builder). */
const BYTES_PER_MS = 100_000;
const FILE_MS = 0.02;

/** Virtual ms that the transfer of the context takes; what the builder has from the last build is not sent again. */
export function transferMs(session: Session, place?: number): number {
  const { files, bytes } = requested(session, place).amount(earlierContext(session, place));
  return Math.round(bytes / BYTES_PER_MS + files * FILE_MS);
}

/** The context as the last build had it. */
export function earlierContext({ input, evaluation }: Session, place?: number): Tree | undefined {
  if (place === undefined) return input.cache?.context;
  return input.cache?.contexts?.get(evaluation.stages[place]?.context ?? '');
}

function amountOf(tree: Tree, tops: readonly string[], earlier: Tree | undefined): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const top of tops) {
    if (tops.some((other) => other !== top && isWithin(other, top))) continue;
    const found = gather(tree, top.replaceAll(/[*?[\\]/g, '\\$&'));
    for (const match of 'missing' in found ? [] : found.matches)
      for (const [below, entry] of match.entries) {
        const path = clean(`${match.path}/${below}`);
        const old = earlier?.stat(path, { follow: false });
        files += fileCount(entry);
        if (old?.ok !== true || old.value.digest !== entry.digest || old.value.size !== entry.size)
          bytes += storedBytes(entry);
      }
  }
  return { files, bytes };
}
