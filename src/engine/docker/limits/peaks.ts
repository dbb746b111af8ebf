import type { ProcessEvent } from '../../kernel/index.ts';
import type { Daemon } from '../daemon/daemon.ts';
import type { Container } from '../model.ts';

/** The most that a container had at a time since its last start, and how often it came to a limit. */
export interface Peaks {
  /** Bytes. */
  memory: number;
  processes: number;
  /** Processes that the kernel killed for want of memory. */
  kills: number;
  /** Processes that could not be started because there were too many. */
  refused: number;
}

const NONE: Readonly<Peaks> = { memory: 0, processes: 0, kills: 0, refused: 0 };
const known = new WeakMap<Container, Peaks>();

/** A new control group: nothing has been used in it. */
export function beginPeaks(container: Container): Peaks {
  const peaks = { ...NONE };
  known.set(container, peaks);
  return peaks;
}

function peaksFrom(container: Container): Peaks {
  return known.get(container) ?? beginPeaks(container);
}

/** What the control group of a container's last run counted; zeros when it never ran. */
export function peaksOf(container: Container): Readonly<Peaks> {
  return known.get(container) ?? NONE;
}

/** Looks for the most from now on: what it has at the moment counts, what it once had does not. */
export function countAnew(daemon: Daemon, container: Container): void {
  const usage = daemon.live.get(container.id)?.machine.processes.usage();
  const now = { processes: usage?.processes ?? 0, memory: (usage?.memory ?? 0) + (usage?.files ?? 0) };
  Object.assign(peaksFrom(container), now);
}

/** Takes note of bytes in use. */
export function noteMemory(peaks: Peaks, bytes: number): void {
  peaks.memory = Math.max(peaks.memory, bytes);
}

/**
 * A listener to the processes of a container that starts now; it counts them and hands on what it hears. Measuring takes longer than a
 * fork: what all take together is looked at when there are more of them than ever, and with each program that is new; what programs ask for
 * beyond that, the control group is told (`seen`).
 */
export function counting(
  daemon: Daemon,
  container: Container,
  next: (event: ProcessEvent) => void,
): (event: ProcessEvent) => void {
  const peaks = peaksFrom(container);
  const programs = new Set<string>();
  let processes = 0;
  return (event) => {
    if (event.what === 'started') processes++;
    else if (event.what === 'reaped') processes--;
    if (event.what === 'started' || event.what === 'exec') {
      const program = event.argv[0] ?? '';
      if (processes > peaks.processes || !programs.has(program)) measure(daemon, container, peaks);
      peaks.processes = Math.max(peaks.processes, processes);
      programs.add(program);
    }
    next(event);
  };
}

function measure(daemon: Daemon, { id }: Container, peaks: Peaks): void {
  const live = daemon.live.get(id);
  if (!live) return;
  const { memory, files } = live.machine.processes.usage();
  noteMemory(peaks, memory + files);
}
