import type { Task } from '../../shell/index.ts';
import type { Container } from '../model.ts';
import { describe } from './attributes.ts';
import type { Daemon } from './daemon.ts';
import { killContainer } from './signal.ts';

/** Seconds of grace unless the container or the command says otherwise. Source: moby container/container.go defaultStopTimeout. */
const GRACE = 10;

/**
 * Stops a container: its stop signal, the grace period in seconds (-1: for ever), then KILL. One that does not run is left as it
 * is. Waits in virtual time.
 */
export function* stopContainer(
  daemon: Daemon,
  container: Container,
  how: { signal?: string; grace?: number },
): Task<void> {
  container.stoppedByHand = true;
  if (container.state.status === 'restarting') container.state.status = 'exited';
  const live = daemon.live.get(container.id);
  if (!live) return;
  live.machine.paused = false;
  const grace = how.grace ?? container.config.StopTimeout ?? GRACE;
  const until = grace < 0 ? Number.POSITIVE_INFINITY : daemon.now + grace * 1000;
  killContainer(daemon, container, how.signal ?? container.config.StopSignal ?? 'SIGTERM');
  const over = (): boolean => daemon.live.get(container.id) !== live;
  const cancel = Number.isFinite(until) ? daemon.machines.at(until, () => undefined) : undefined;
  while (!over() && daemon.now < until) yield { ready: () => over() || daemon.now >= until };
  cancel?.();
  if (!over()) killContainer(daemon, container, 'KILL');
  daemon.emit({ type: 'container', action: 'stop', id: container.id, attributes: describe(container) });
}
