import type { Container, LogEntry } from '../../model.ts';
import type { Daemon, Live } from '../daemon.ts';
import { readsLogs } from './log-driver.ts';

/**
 * Moves what the processes of a container have printed since to its log, with the host's times: an entry a line. A line that has
 * not ended waits, unless the container is `over`. Source: moby daemon/logger/copier.go.
 */
export function takeLog(daemon: Daemon, container: Container, over = false): void {
  const live = daemon.live.get(container.id);
  if (!live) return;
  const { log } = live.machine.processes;
  const fresh: LogEntry[] = [];
  for (; live.taken < log.length; live.taken++) {
    const chunk = log[live.taken];
    if (!chunk) continue;
    const fd = container.config.Tty ? 1 : chunk.fd;
    const lines = (live.begun[fd] + printed(container, chunk.text)).split('\n');
    const [parts, begun] = cut(lines.pop() ?? '');
    live.begun[fd] = begun;
    const at = live.machine.origin + chunk.at;
    for (const line of lines) {
      const [full, last] = cut(line);
      for (const text of full) fresh.push({ at, fd, text });
      fresh.push({ at, fd, text: `${last}\n` });
    }
    for (const text of parts) fresh.push({ at, fd, text });
  }
  if (!readsLogs(container.hostConfig.LogConfig.Type)) return;
  for (const entry of interleave(fresh)) container.logs.push(entry);
  if (over) for (const fd of [1, 2] as const) endLine(daemon, container, { live, fd });
}

/** Characters of a line that make an entry without a line end. Source: moby daemon/logger/copier.go, defaultBufSize. */
const PART = 16_384;

/** The parts of a line that are entries of their own, and what is left of it. */
function cut(line: string): [string[], string] {
  const parts: string[] = [];
  let from = 0;
  for (; line.length - from > PART; from += PART) parts.push(line.slice(from, from + PART));
  return [parts, from === 0 ? line : line.slice(from)];
}

/**
 * The engine reads both streams side by side, a line of each in turn: what was written at one moment is in the log in this order.
 * Source: recorded, run-logs: one line on standard error after five on standard output is not the last of the log.
 */
function interleave(entries: readonly LogEntry[]): readonly LogEntry[] {
  // most programs write to one stream, some of them millions of lines
  if (entries.every(({ fd }) => fd === entries[0]?.fd)) return entries;
  const made: LogEntry[] = [];
  for (let from = 0; from < entries.length;) {
    const first = entries[from];
    let to = from + 1;
    while (entries[to]?.at === first?.at && to < entries.length) to++;
    const moment = entries.slice(from, to);
    const one = moment.filter(({ fd }) => fd === first?.fd);
    const other = moment.filter(({ fd }) => fd !== first?.fd);
    for (let line = 0; line < Math.max(one.length, other.length); line++)
      made.push(...one.slice(line, line + 1), ...other.slice(line, line + 1));
    from = to;
  }
  return made;
}

function endLine(daemon: Daemon, container: Container, { live, fd }: { live: Live; fd: 1 | 2 }): void {
  if (live.begun[fd] !== '') container.logs.push({ at: daemon.now, fd, text: live.begun[fd] });
  live.begun[fd] = '';
}

/** What comes out of a container: a terminal turns line ends into two characters. */
export function printed(container: Container, text: string): string {
  return container.config.Tty ? text.replaceAll(/\r?\n/g, '\r\n') : text;
}
