import type { Task } from '../../../kernel/index.ts';
import type { Container } from '../../model.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon, Result } from '../daemon.ts';
import { done } from '../daemon.ts';
import { STARTING } from '../assumed-durations.ts';
import { startContainer } from './start.ts';
import { stopContainer, type Stopping } from './stop.ts';
import { waitUntil } from '../wait-until.ts';

/** Stops a container if it runs, and starts it. Source: moby daemon/restart.go containerRestart. */
export function* restartContainer(daemon: Daemon, container: Container, how: Stopping): Task<Result> {
  const { AutoRemove } = container.hostConfig;
  // a container that is started again is not removed in between
  container.hostConfig.AutoRemove = false;
  const stopped = yield* stopContainer(daemon, container, { ...how, again: true });
  container.hostConfig.AutoRemove = AutoRemove;
  if (!stopped.ok) return stopped;
  const at = daemon.now + STARTING;
  yield* waitUntil(daemon, at);
  const started = startContainer(daemon, container);
  if (!started.ok) return started;
  daemon.emit({ type: 'container', action: 'restart', id: container.id, attributes: describe(container) });
  return done;
}
