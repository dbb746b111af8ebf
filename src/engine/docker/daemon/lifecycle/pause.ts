import type { Container } from '../../model.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon, Result } from '../daemon.ts';
import { done, refused } from '../daemon.ts';
import { noteRun } from '../history.ts';

/** Freezes all processes of a container. Source: moby daemon/pause.go; recorded, run-lifecycle. */
export function pauseContainer(daemon: Daemon, container: Container): Result {
  const { state } = container;
  if (state.status === 'restarting')
    return refused(`Container ${container.id} is restarting, wait until the container is running`);
  const live = daemon.live.get(container.id);
  if (!live) return refused(`container ${container.id} is not running`);
  if (state.status === 'paused') return refused(`Container ${container.id} is already paused`);
  live.machine.paused = true;
  state.status = 'paused';
  noteRun(daemon, container, { what: 'paused' });
  daemon.emit({ type: 'container', action: 'pause', id: container.id, attributes: describe(container) });
  return done;
}

/** Lets a frozen container go on. Source: moby daemon/unpause.go. */
export function unpauseContainer(daemon: Daemon, container: Container): Result {
  const live = daemon.live.get(container.id);
  if (!live || container.state.status !== 'paused') return refused(`Container ${container.id} is not paused`);
  live.machine.paused = false;
  container.state.status = 'running';
  noteRun(daemon, container, { what: 'unpaused' });
  daemon.emit({ type: 'container', action: 'unpause', id: container.id, attributes: describe(container) });
  return done;
}
