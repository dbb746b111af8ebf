import type { Task } from '../../kernel/index.ts';
import type { Daemon } from './daemon.ts';

/** Waits until a moment of the host's time. */
export function* waitUntil(daemon: Daemon, at: number): Task<void> {
  const cancel = daemon.machines.at(at, () => undefined);
  while (daemon.now < at) yield { ready: () => daemon.now >= at };
  cancel();
}
