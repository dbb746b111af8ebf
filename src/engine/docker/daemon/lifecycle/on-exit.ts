import type { Container } from '../../model.ts';
import { detachNetworks } from '../../networks/endpoints/attach.ts';
import { detachMounts } from '../../volumes/attach.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon } from '../daemon.ts';
import { endHealth } from './health.ts';
import { endRun } from '../history.ts';
import { removeContainer } from '../containers/remove.ts';
import { restartLater } from './restart-policy.ts';
import { takeLog } from '../logs/take-log.ts';

/** Notes that the first process of a container has ended, and does what follows: another `start`, or removal under --rm. */
export function whenEnded(daemon: Daemon, container: Container, start: () => void): void {
  const live = daemon.live.get(container.id);
  if (!live) return;
  takeLog(daemon, container, true);
  const { processes } = live.machine;
  const exit = processes.ended?.exit ?? 137;
  for (const { what } of processes.notSimulated) daemon.unknown.add(what);
  processes.close();
  daemon.live.delete(container.id);
  endRun(daemon, container, exit);
  container.execIds = [];
  endHealth(container);
  detachNetworks(daemon, container);
  detachMounts(daemon, container);
  const ran = daemon.now - (container.state.startedAt ?? 0);
  Object.assign(container.state, { status: 'exited', pid: 0, exitCode: exit, finishedAt: daemon.now });
  // who waits for the end says so before the engine does: seen on Engine 26.1.5, recorded in either order
  if (live.stopping)
    daemon.emit({ type: 'container', action: 'stop', id: container.id, attributes: describe(container) });
  daemon.emit({
    type: 'container',
    action: 'die',
    id: container.id,
    attributes: { ...describe(container), execDuration: String(Math.floor(ran / 1000)), exitCode: String(exit) },
  });
  if (restartLater(daemon, container, { start, ran })) return;
  if (container.hostConfig.AutoRemove) removeContainer(daemon, container, { volumes: true });
}
