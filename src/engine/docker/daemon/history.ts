import type { ContainerProcess, ProcessEvent } from '../../kernel/index.ts';
import type { Container } from '../model.ts';
import type { Daemon } from './daemon.ts';

/** Who asked for the end of a container, or sent it a signal: a command of docker, or a client that hands its own signals on (`client`). */
export type AskedBy = 'stop' | 'restart' | 'kill' | 'rm' | 'client';

/** What a process had said about signals, by number. */
export interface Disposition {
  readonly pid: number;
  readonly caught: readonly number[];
  readonly ignored: readonly number[];
}

/** What the engine did with a container. */
export type EngineEvent =
  | {
      readonly what: 'asked';
      readonly by: AskedBy;
      readonly signal: number;
      /** Seconds until KILL; infinite for ever. Undefined: nothing follows. */
      readonly grace?: number;
      /** What its processes would do with signals at that time. */
      readonly dispositions: readonly Disposition[];
    }
  /** The grace period is over. */
  | { readonly what: 'overdue' }
  | { readonly what: 'paused' | 'unpaused' };

/** An event in the life of a container; `at` in virtual ms of the host. */
export type RunEvent = ProcessEvent | (EngineEvent & { readonly at: number });

/** One start of a container, to its end. Its events are those that were kept: of a long life the middle is left out. */
export interface Run {
  /** Of the container. */
  readonly id: string;
  /** As it was named at the start. */
  readonly name: string;
  readonly image: string;
  readonly argv: readonly string[];
  /** Number of SIGTERM, or what its image or `--stop-signal` says, as written. */
  readonly stopSignal: string;
  /** Virtual ms. */
  readonly began: number;
  end: { readonly at: number; readonly exit: number; readonly outOfMemory: boolean } | undefined;
  events: RunEvent[];
  /** How many were left out. */
  dropped: number;
  /** Number of events at which the middle is left out. */
  limit: number;
}

/** Lives that a host keeps; older ones that have ended go. */
const MOST_RUNS = 60;
const MOST_LIVES = 500;
/** Events of one life, and how many of its beginning and of its end always stay. */
const MOST_EVENTS = 600;
const FIRST = 100;
const LAST = 250;

/** Begins to write down the life of a container that starts now; the answer is told what happens to its processes. */
export function beginRun(daemon: Daemon, container: Container): (event: ProcessEvent) => void {
  const { history, now } = daemon;
  const run: Run = {
    id: container.id,
    name: container.name,
    image: container.config.Image,
    argv: [container.path, ...container.args],
    stopSignal: container.config.StopSignal || 'SIGTERM',
    began: now,
    end: undefined,
    events: [],
    dropped: 0,
    limit: MOST_EVENTS,
  };
  history.push(run);
  if (history.length > MOST_RUNS) {
    // who still runs keeps a history, unless there are very many
    const oldest = history.findIndex((one) => one !== run && (one.end !== undefined || one.events.length === 0));
    if (oldest >= 0 || history.length > MOST_LIVES) history.splice(Math.max(oldest, 0), 1);
  }
  // the clock of its processes stands still while none of them does anything
  return (event) => add(run, { ...event, at: Math.max(now + event.at, daemon.now) });
}

/** Writes down what the engine does with a container that runs. */
export function noteRun(daemon: Daemon, container: Container, event: EngineEvent): void {
  const run = daemon.history.findLast(({ id }) => id === container.id);
  if (run && !run.end) add(run, { ...event, at: daemon.now });
}

/** Writes down that somebody asks for a signal, and what the processes would do with signals now. */
export function noteAsked(
  daemon: Daemon,
  container: Container,
  asked: { readonly by: AskedBy; readonly signal: number; readonly grace?: number },
): void {
  const live = daemon.live.get(container.id);
  if (!live) return;
  noteRun(daemon, container, {
    what: 'asked',
    ...asked,
    dispositions: live.machine.processes.processes().map(dispositionOf),
  });
}

/** Writes down the end of a container. */
export function endRun(daemon: Daemon, container: Container, exit: number): void {
  const run = daemon.history.findLast(({ id }) => id === container.id);
  if (run && !run.end) run.end = { at: daemon.now, exit, outOfMemory: container.state.oomKilled };
}

/** What a process has said about signals. */
export function dispositionOf({ pid, actions }: ContainerProcess): Disposition {
  const numbers = (ignored: boolean): number[] =>
    [...actions].flatMap(([signal, action]) => ((action === 'ignore') === ignored ? [signal] : []));
  return { pid, caught: numbers(false), ignored: numbers(true) };
}

function add(run: Run, event: RunEvent): void {
  run.events.push(event);
  if (run.events.length <= run.limit) return;
  const kept = thinned(run.events);
  run.dropped += run.events.length - kept.length;
  run.events = kept;
  run.limit = Math.max(MOST_EVENTS, 2 * kept.length);
}

/** Without the middle, but for the beginnings of processes that still live. */
function thinned(events: readonly RunEvent[]): RunEvent[] {
  const living = new Map<number, RunEvent[]>();
  for (const event of events) {
    if (event.what === 'started') living.set(event.pid, [event]);
    else if (event.what === 'exec') living.set(event.pid, [...(living.get(event.pid)?.slice(0, 1) ?? []), event]);
    else if (event.what === 'ended') living.delete(event.pid);
  }
  const needed = new Set([...living.values()].flat());
  return events.filter((event, at) => at < FIRST || at >= events.length - LAST || needed.has(event));
}
