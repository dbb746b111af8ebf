import type { Task } from '../../../kernel/index.ts';
import type { Container } from '../../model.ts';
import type { Daemon, Result } from '../daemon.ts';
import { done, refused } from '../daemon.ts';
import { ENDING } from '../assumed-durations.ts';
import { noteAsked, noteRun } from '../history.ts';
import { killContainer } from './kill.ts';
import { waitUntil } from '../wait-until.ts';
import { onLinux, signalOf } from './signal-names.ts';

/** Seconds of grace unless the container or the command says otherwise. Source: moby container/container.go defaultStopTimeout. */
const GRACE = 10;
/** Virtual ms until the engine gives up on a signal that it cannot send. Source: moby daemon/stop.go. */
const UNSENT = 2000;

/** How a container is stopped; what is left out is the container's own. */
export interface Stopping {
  readonly signal?: string;
  /** Seconds; below zero: for ever. */
  readonly grace?: number;
  /** It will be started again. */
  readonly again?: boolean;
}

/**
 * Stops a container: its stop signal, the grace period, then KILL. One that does not run is left as it is. Waits in virtual
 * time. Refused where there is no such signal. Source: moby daemon/stop.go containerStop.
 */
export function* stopContainer(daemon: Daemon, container: Container, how: Stopping): Task<Result> {
  const signal = how.signal || container.config.StopSignal || 'SIGTERM';
  const number = signalOf(signal);
  const live = daemon.live.get(container.id);
  if (!live && container.state.status !== 'restarting') return done;
  if (how.signal && number === undefined) return refused(`invalid signal: ${signal}`);
  container.stoppedByHand = true;
  if (!live) {
    container.state.status = 'exited';
    return done;
  }
  live.stopping = true;
  const grace = how.grace ?? container.config.StopTimeout ?? GRACE;
  if (container.state.status === 'paused') container.state.status = 'running';
  live.machine.paused = false;
  const wait = grace < 0 ? Number.POSITIVE_INFINITY : grace * 1000;
  noteAsked(daemon, container, { by: how.again ? 'restart' : 'stop', signal: number ?? 0, grace: wait / 1000 });
  const sent = number !== undefined && onLinux(number) && killContainer(daemon, container, number).ok;
  const until = daemon.now + (sent ? wait : Math.min(wait, UNSENT));
  const over = (): boolean => daemon.live.get(container.id) !== live;
  const cancel = Number.isFinite(until) ? daemon.machines.at(until, () => undefined) : undefined;
  while (!over() && daemon.now < until) yield { ready: () => over() || daemon.now >= until };
  cancel?.();
  if (over()) return done;
  noteRun(daemon, container, { what: 'overdue' });
  killContainer(daemon, container, 'KILL');
  return done;
}

/** Stops a container and waits until everything of it is taken down. */
export function* stopAndSettle(daemon: Daemon, container: Container, how: Stopping): Task<Result> {
  const ran = daemon.live.has(container.id);
  const stopped = yield* stopContainer(daemon, container, how);
  if (ran) yield* waitUntil(daemon, daemon.now + ENDING);
  return stopped;
}
