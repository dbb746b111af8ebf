import type { FileLocks } from '../../kernel/system.ts';
import { stack } from '../../files/index.ts';
import type { Layer } from '../../files/index.ts';
import { rememberedAll } from '../cache/memo.ts';
import { cacheAt, cacheId, companionsOf, type User } from '../schedule/cache-mount-users.ts';
import type { LaidOut, Outcome, Ready, Session } from '../session.ts';
import type { OpenCaches } from './mounts.ts';

/**
 * The outcome of a RUN that writes a shared cache mount while others do: all of them are played in one virtual time, on one folder. Undefined when it
 * is alone. What the others are made of is taken from the round before, which is why there are rounds (rounds.ts).
 */
export function besideOthers(session: Session, key: string, ready: Ready): Outcome | undefined {
  const { plan } = session;
  const users = plan ? companionsOf(plan, key) : [];
  if (users.length < 2) return undefined;
  const members = users.map((user) => ({
    ...user,
    ready: user.key === key ? ready : (session.vertices.get(user.key)?.ready ?? user.ready),
  }));
  const begin = members[0]?.start ?? 0;
  const all = members.map((member) => `${member.start - begin} ${member.ready.memory}`).join(' + ');
  const keys = members.map((_, at) => `${at} of ${all}`);
  const outcomes = rememberedAll(session.memo, keys, () => play(session, members));
  return outcomes[members.findIndex((member) => member.key === key)];
}

function play({ world }: Session, members: readonly User[]): Outcome[] {
  const together: OpenCaches = new Map();
  const locks = new Map<string, Held>();
  const laid = members.map((user) => {
    // Locks are asked for when it runs, and then it is known when its program began.
    const laidOut: { made?: LaidOut | Outcome | undefined } = {};
    laidOut.made = user.ready.layOut?.(together, locksOf(user, locks, laidOut));
    return { user, made: laidOut.made ?? user.ready.run() };
  });
  const running = laid.flatMap(({ user, made }) => ('program' in made ? [{ user, made }] : []));
  const ended = world.shell.runTogether(
    running.map(({ user, made }) => ({ ...made.program, at: user.start + made.delay, pace: made.pace })),
  );
  const outcomes = new Map(
    running.map(({ user, made }, at) => {
      const outcome = ended[at];
      return [user, outcome && sameObjects(made.conclude(outcome))] as const;
    }),
  );
  return laid.map(({ user, made }) => outcomes.get(user) ?? (made as Outcome));
}

/** Layers that steps made beside others, by what is in them; the newest last. */
const layers = new Map<string, Layer>();
const KEPT = 500;

/**
 * The outcome with the layers that an earlier play made, where it made the same: the memory between rounds and builds goes by identity, so that what comes
 * after these steps need not be played again.
 */
function sameObjects(outcome: Outcome): Outcome {
  const mounts = [...(outcome.mounts ?? [])].map(([id, tree]) => [id, stack(tree.layers.map(shared))] as const);
  return { ...outcome, layer: outcome.layer && shared(outcome.layer), mounts: new Map(mounts) };
}

function shared(layer: Layer): Layer {
  const found = layers.get(layer.id) ?? layer;
  layers.delete(layer.id);
  layers.set(layer.id, found);
  for (const old of layers.keys()) if (layers.size > KEPT) layers.delete(old);
  return found;
}

interface Held {
  readonly by: User;
  until: number;
}

/** Locks of one step on files of cache mounts, in the common time. */
function locksOf(
  user: User,
  locks: Map<string, Held>,
  laidOut: { readonly made?: LaidOut | Outcome | undefined },
): FileLocks {
  const common = (ms: number): number => {
    const { delay, pace } = laidOut.made && 'program' in laidOut.made ? laidOut.made : { delay: 0, pace: 1 };
    return user.start + delay + ms * pace;
  };
  const fileOf = (path: string): string | undefined => {
    const mount = cacheAt(user.step, path);
    return mount && (mount.sharing ?? 'shared') === 'shared'
      ? `${cacheId(mount)} ${path.slice(mount.target.length)}`
      : undefined;
  };
  return {
    take(path, at) {
      const file = fileOf(path);
      if (file === undefined) return true;
      const held = locks.get(file);
      if (held && held.by !== user && held.until > common(at)) return false;
      locks.set(file, { by: user, until: Number.POSITIVE_INFINITY });
      return true;
    },
    release(path, at) {
      const file = fileOf(path);
      const held = file === undefined ? undefined : locks.get(file);
      if (held?.by === user) held.until = common(at);
    },
  };
}
