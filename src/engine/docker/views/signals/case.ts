import type { AskedBy, Disposition, EngineEvent, Run, RunEvent } from '../../daemon/history.ts';
import { signalOf } from '../../daemon/lifecycle/signal-names.ts';
import { isThere, livesOf, parentAt, programAt, type Life, type Received } from './lifetimes.ts';
import { isInit, signalName } from './names.ts';

/** What was asked of a container; `keys`: by a key at its own terminal. */
export type Asked = Omit<Extract<EngineEvent, { what: 'asked' }>, 'by'> & {
  readonly by: AskedBy | 'keys';
  readonly at: number;
};

/** A run with the time that its story is about: from what was asked of it, or from its start, to its end or to now. */
export interface Case {
  readonly run: Run;
  readonly lives: ReadonlyMap<number, Life>;
  /** The first process. */
  readonly first: Life | undefined;
  /** What the story is about; undefined: nothing was asked. */
  readonly asked: Asked | undefined;
  readonly from: number;
  readonly to: number;
  /** When the grace period was over. */
  readonly overdue: number | undefined;
  /** What processes had said about signals when it was asked, or what they say now. */
  readonly dispositions: ReadonlyMap<number, Disposition>;
  /** The signal that it is about: what was sent, or what `docker stop` would send. */
  readonly signal: number;
}

/** A story begins with what was asked last, or with the start. */
export type From = 'asked' | 'start';

const STOPS: ReadonlySet<Asked['by']> = new Set(['stop', 'restart', 'rm']);
/** Virtual ms: what was asked within one grace period of each other belongs together. */
const TOGETHER = 10_000;
const TERM = 15;
const KILL = 9;
const QUIT = 3;

/** What a story of a run is made of. `now`: virtual ms of the host; `current`: what its processes say of signals now. */
export function caseOf(run: Run, given: { now: number; from: From; current: readonly Disposition[] }): Case {
  const lives = livesOf(run);
  const asked = askedOf(run);
  const { events, end, began, stopSignal } = run;
  const begins = asked && given.from === 'asked' ? asked.at : began;
  const said = asked?.dispositions ?? given.current;
  return {
    run,
    lives,
    first: lives.get(1),
    asked,
    from: begins,
    to: end?.at ?? given.now,
    overdue: asked && events.find(({ what, at }) => what === 'overdue' && at >= asked.at)?.at,
    dispositions: new Map(said.map((one) => [one.pid, one])),
    signal: asked?.signal || (signalOf(stopSignal) ?? TERM),
  };
}

/** What the story of a run is about; undefined: nobody asked anything of it. */
export function askedOf({ events }: Run): Asked | undefined {
  return chosen(events.filter(isAsking).flatMap(askedBy));
}

function isAsking({ what }: RunEvent): boolean {
  return what === 'asked' || what === 'signal';
}

/** What an event asks of the container. */
function askedBy(event: RunEvent): readonly Asked[] {
  if (event.what === 'asked') return [event];
  const key = event.what === 'signal' && event.pid === 1 && event.from === 'keys';
  return key ? [{ what: 'asked', by: 'keys', signal: event.signal, at: event.at, dispositions: [] }] : [];
}

/** The last command that ends a container; else the first of those signals that came last together. */
function chosen(asks: readonly Asked[]): Asked | undefined {
  const stop = asks.findLast(({ by }) => STOPS.has(by));
  if (stop) return stop;
  let at = asks.length - 1;
  while (at > 0 && (asks[at]?.at ?? 0) - (asks[at - 1]?.at ?? 0) < TOGETHER) at--;
  return asks[at];
}

/** What came of the signal that was asked for at a process. */
export function receivedBy({ asked, signal }: Case, life: Life | undefined): Received | undefined {
  return asked && life?.received.find((one) => one.at >= asked.at && one.signal === signal);
}

/** Processes on the table at a time. */
export function thereAt({ lives }: Case, at: number): readonly Life[] {
  return [...lives.values()].filter((life) => isThere(life, at));
}

/** Who answers for the container: the first process, or the child that an init hands signals on to. */
export function targetOf(one: Case): Life | undefined {
  const { first, asked, to } = one;
  const at = asked?.at ?? to;
  if (!first || !isInit(programAt(first, at)?.argv ?? [])) return first;
  return thereAt(one, at).find((life) => life.pid !== 1 && life.ppid === 1 && parentAt(life, life.from) === 1) ?? first;
}

/** Processes with a handler for the signal that never got it. */
export function hiddenFrom(one: Case): readonly Life[] {
  const { asked, dispositions, signal } = one;
  if (!asked) return [];
  return thereAt(one, asked.at).filter(
    (life) =>
      (!life.end || life.end.at > asked.at || life.end.last) &&
      dispositions.get(life.pid)?.caught.includes(signal) &&
      !receivedBy(one, life),
  );
}

/** Virtual ms from what was asked to the end; undefined while it runs. */
export function tookOf({ asked, run }: Case): number | undefined {
  return asked && run.end ? run.end.at - asked.at : undefined;
}

/** The command that asked, without the container's name. */
export function commandOf({ by, signal }: Pick<Asked, 'by' | 'signal'>): string {
  if (by === 'rm') return 'docker rm -f';
  if (by === 'client' || by === 'keys') return signal === QUIT ? 'Ctrl+\\' : 'Ctrl+C';
  if (by !== 'kill' || signal === KILL) return `docker ${by}`;
  return `docker kill -s ${signalName(signal).replace('SIG', '')}`;
}
