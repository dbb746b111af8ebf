import type { Container } from '../model.ts';
import type { Daemon } from './daemon.ts';

/** Moves what the processes of a container have printed since to its log, with the host's times. */
export function takeLog(daemon: Daemon, container: Container): void {
  const live = daemon.live.get(container.id);
  if (!live) return;
  const { log } = live.machine.processes;
  for (; live.taken < log.length; live.taken++) {
    const chunk = log[live.taken];
    if (chunk) container.logs.push({ at: live.machine.origin + chunk.at, fd: chunk.fd, text: chunk.text });
  }
}
