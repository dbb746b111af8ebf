import type { Container } from '../model.ts';
import { describe } from './attributes.ts';
import type { Daemon } from './daemon.ts';

/** Sends a signal to the first process of a container that runs; KILL ends it, whatever it does. */
export function killContainer(daemon: Daemon, container: Container, signal: string | number): void {
  const live = daemon.live.get(container.id);
  if (!live) return;
  daemon.emit({
    type: 'container',
    action: 'kill',
    id: container.id,
    attributes: { signal: String(signal), ...describe(container) },
  });
  live.machine.processes.signal(signal);
  const { ended } = live.machine.processes;
  if (!ended) return;
  daemon.machines.remove(live.machine);
  live.machine.ended();
}
