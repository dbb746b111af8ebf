import type { Container } from '../model.ts';
import type { Daemon, Live } from './daemon.ts';
import { readsLogs } from './log-driver.ts';

/**
 * Moves what the processes of a container have printed since to its log, with the host's times: an entry a line. A line that has
 * not ended waits, unless the container is `over`. Source: moby daemon/logger/copier.go.
 */
export function takeLog(daemon: Daemon, container: Container, over = false): void {
  const live = daemon.live.get(container.id);
  if (!live) return;
  const { log } = live.machine.processes;
  const keeps = readsLogs(container.hostConfig.LogConfig.Type);
  for (; live.taken < log.length; live.taken++) {
    const chunk = log[live.taken];
    if (!chunk || !keeps) continue;
    const fd = container.config.Tty ? 1 : chunk.fd;
    const lines = (live.begun[fd] + printed(container, chunk.text)).split('\n');
    live.begun[fd] = lines.pop() ?? '';
    for (const line of lines) container.logs.push({ at: live.machine.origin + chunk.at, fd, text: `${line}\n` });
  }
  if (over) for (const fd of [1, 2] as const) endLine(daemon, container, { live, fd });
}

function endLine(daemon: Daemon, container: Container, { live, fd }: { live: Live; fd: 1 | 2 }): void {
  if (live.begun[fd] !== '') container.logs.push({ at: daemon.now, fd, text: live.begun[fd] });
  live.begun[fd] = '';
}

/** What comes out of a container: a terminal turns line ends into two characters. */
export function printed(container: Container, text: string): string {
  return container.config.Tty ? text.replaceAll(/\r?\n/g, '\r\n') : text;
}
