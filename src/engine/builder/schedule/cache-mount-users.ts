import type { Mount, PlanStep, RunStep } from '../../dockerfile/plan.ts';
import { clean, isWithin } from '../../files/index.ts';
import type { Done, Ready, Session } from '../session.ts';

/** A RUN that ran and uses cache mounts, with its virtual times. */
export interface User {
  readonly key: string;
  readonly step: RunStep;
  readonly ready: Ready;
  readonly start: number;
  readonly end: number;
  /** Ids of the cache mounts that it writes. */
  readonly wrote: ReadonlySet<string>;
  /** How its program ended: by itself, or at a limit of the simulator. */
  readonly ended: 'itself' | 'limit';
}

/** When steps run, as a round found it; the next round goes by it. */
export interface Plan {
  /** In the order in which they begin. */
  readonly users: readonly User[];
  /** By vertex. */
  readonly byKey: ReadonlyMap<string, User>;
  /** Start and end of every step, by its id. */
  readonly times: ReadonlyMap<string, Pick<User, 'start' | 'end'>>;
}

/** The plan that a round's times make. */
export function planOf({ done }: Pick<Session, 'done'>): Plan {
  const users = done.flatMap((one) => userOf(one) ?? []).toSorted((one, other) => one.start - other.start);
  return {
    users,
    byKey: new Map(users.map((user) => [user.key, user])),
    times: new Map(done.map(({ result: { id, start, end } }) => [id, { start, end }])),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** A step that never looks into its cache mounts is nobody's concern. */
function userOf({ first, vertex, result }: Done): User | undefined {
  const { plan: step, start, end } = result;
  const { ready, key } = vertex;
  if (!first || vertex.cached || !ready || step.kind !== 'run' || !cachesOf(step).length) return undefined;
  const limited = vertex.outcome.notSimulated.some(({ what }) => /^more (than \d|output)/.test(what));
  const { wrote = NONE, touched = NONE } = vertex.outcome;
  if (!touched.size) return undefined;
  return { key, step, ready, start, end, wrote, ended: limited ? 'limit' : 'itself' };
}

/** The cache mounts of a step. */
export function cachesOf(step: PlanStep): readonly Mount[] {
  return step.kind === 'run' ? step.mounts.filter(({ type }) => type === 'cache') : [];
}

/** The cache mount in which a path lies. */
export function cacheAt(step: PlanStep, path: string): Mount | undefined {
  return cachesOf(step).findLast(({ target }) => isWithin(clean(target), path));
}

export const cacheId = ({ id, target }: Mount): string => id ?? target;
const sharingOf = (mount: Mount | undefined): string => mount?.sharing ?? 'shared';

function mountOf({ step }: Pick<User, 'step'>, id: string): Mount | undefined {
  return cachesOf(step).find((mount) => cacheId(mount) === id);
}

/**
 * True when steps of different stages used one cache mount in another order than that in which they ran, at the same time, or privately: then what
 * they see of each other depends on their times.
 */
export function needsOrder({ users }: Plan, ran: readonly string[]): boolean {
  // Where a limit of the simulator ended a program, its times mean nothing.
  if (users.some(({ ended }) => ended === 'limit')) return false;
  const place = new Map(ran.map((key, at) => [key, at]));
  return users.some((one, at) =>
    users.slice(at + 1).some((other) => {
      if (one.step.stage === other.step.stage) return false;
      const ids = cachesOf(one.step).filter((mount) => mountOf(other, cacheId(mount)));
      if (!ids.length) return false;
      const isPrivate = ids.some(
        (mount) => mount.sharing === 'private' || mountOf(other, cacheId(mount))?.sharing === 'private',
      );
      return isPrivate || other.start < one.end || (place.get(other.key) ?? 0) < (place.get(one.key) ?? 0);
    }),
  );
}

/**
 * True when a step gets a cache of its own, which nobody gets afterwards: another has the common one at that time, and either of them does not share.
 * Source: moby/buildkit solver/llbsolver/mounts/mount.go `getRefCacheDirNoCache` (a mutable that is in use is passed over, `locked` waits for it).
 */
export function isTaken({ plan, writers }: Pick<Session, 'plan' | 'writers'>, mount: Mount, step: RunStep): boolean {
  const id = cacheId(mount);
  const sharing = sharingOf(mount);
  if (sharing === 'locked') return false;
  if (!plan) {
    const writer = writers.get(id);
    return sharing === 'private' && writer !== undefined && writer !== step.stage;
  }
  const at = plan.users.findIndex((user) => user.step === step);
  const self = plan.users[at];
  if (!self) return false;
  return plan.users.slice(0, at).some((other) => {
    const theirs = mountOf(other, id);
    return theirs && other.end > self.start && (sharing === 'private' || sharingOf(theirs) !== 'shared');
  });
}

/** More steps than this on one cache mount at once are not played together: each sees what those before it left. */
const MOST_BESIDE = 12;

/**
 * The steps on whose doings on shared cache mounts the outcome of one depends, itself included, in the order in which they begin: those that run beside it
 * and begin before its end, and those that run beside them until then. What begins later has no part in it.
 */
export function companionsOf(plan: Plan, key: string): readonly User[] {
  const own = plan.byKey.get(key);
  if (!own) return [];
  const found = new Set<User>([own]);
  for (const one of found)
    for (const other of plan.users)
      if (!found.has(other) && other.start < own.end && meet(one, other)) found.add(other);
  return found.size > MOST_BESIDE ? [own] : plan.users.filter((user) => found.has(user));
}

function meet(one: User, other: User): boolean {
  if (one.start >= other.end || other.start >= one.end) return false;
  // Who writes nothing is not noticed.
  return cachesOf(one.step).some(
    (mount) =>
      other.wrote.has(cacheId(mount)) &&
      sharingOf(mount) === 'shared' &&
      sharingOf(mountOf(other, cacheId(mount)) ?? { ...mount, sharing: 'locked' }) === 'shared',
  );
}

/** True when two rounds found the same: nobody would see anything else in a third. */
export function samePlan(one: Plan, other: Plan): boolean {
  if (one.users.length !== other.users.length) return false;
  return one.users.every((user, at) => {
    const { key, start, end, ready, wrote } = other.users[at] ?? {};
    const written = [...user.wrote].join() === [...(wrote ?? [])].join();
    return (
      user.key === key && user.start === start && user.end === end && user.ready.memory === ready?.memory && written
    );
  });
}
