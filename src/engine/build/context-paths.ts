import { clean, isWithin, parents } from '../files/index.ts';
import { fileCount, storedBytes } from '../files/index.ts';
import { gather } from './copy/gather.ts';
import { hasWildcards, matchWildcards } from './copy/wildcard.ts';
import type { Tree } from '../files/index.ts';
import type { PlanStep } from '../dockerfile/plan.ts';
import type { Session } from './session.ts';
import { isRemote } from './steps/remote.ts';

/** What the builder asks the client for: only the paths of the context that some step reads. */
export interface Requested {
  /** True for a folder of the context that reaches the builder, itself or because of what is in it. */
  holds(folder: string): boolean;
  /** Files that were sent, with their bytes; of an earlier context only what differs from it. */
  amount(earlier: Tree | undefined): { readonly files: number; readonly bytes: number };
}

const known = new WeakMap<Session, Requested>();

/**
 * The part of the context that is sent. Source: moby/buildkit frontend/dockerfile/dockerfile2llb `ctxPaths` with FollowPaths; measured: a file
 * that no step names is not transferred, nor a folder whose wanted file is missing.
 */
export function requested(session: Session): Requested {
  const made = known.get(session) ?? read(session);
  known.set(session, made);
  return made;
}

function read(session: Session): Requested {
  const { tree } = session.sent;
  const tops = new Set<string>();
  for (const source of contextSources(session))
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

/** Sources of COPY, ADD and bind mounts in the steps that the target needs. */
function contextSources({ evaluation }: Session): Set<string> {
  const sources = new Set<string>();
  for (const step of evaluation.steps) {
    if ((step.kind === 'copy' || step.kind === 'add') && step.from === undefined)
      for (const source of step.sources) if (step.kind === 'copy' || !isRemote(source)) sources.add(source);
    if (step.kind === 'run')
      for (const mount of step.mounts)
        if (mount.type === 'bind' && mount.from === undefined) sources.add(mount.source ?? '/');
  }
  return sources;
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
export function transferMs(session: Session): number {
  const { files, bytes } = requested(session).amount(session.input.cache?.context);
  return Math.round(bytes / BYTES_PER_MS + files * FILE_MS);
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
