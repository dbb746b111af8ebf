import type { Effect, Sender } from '../../../kernel/index.ts';
import type { Run } from '../../daemon/history.ts';

/** A signal that a process got. */
export interface Received {
  readonly at: number;
  readonly signal: number;
  readonly from: Sender;
  readonly effect: Effect;
}

/** What became of a process, read off the events of its container. Times are the host's, in virtual ms. */
export interface Life {
  readonly pid: number;
  /** As it was started; 0: from outside of the container. */
  readonly ppid: number;
  /** When the first process became its parent. */
  adopted: number | undefined;
  /** Its command lines, one after the other, and who it runs as. */
  readonly programs: { readonly at: number; readonly argv: readonly string[]; readonly uid: number }[];
  readonly from: number;
  /** `last`: it went with the first process. */
  end:
    | {
        readonly at: number;
        readonly status: number;
        readonly signal: number | undefined;
        readonly last: boolean;
      }
    | undefined;
  reaped: number | undefined;
  readonly received: Received[];
  readonly traps: { readonly at: number; readonly signal: number; readonly text: string }[];
}

/** The processes of a run by pid, in the order in which they began. Of those whose beginning was left out nothing is known. */
export function livesOf(run: Run): ReadonlyMap<number, Life> {
  const lives = new Map<number, Life>();
  for (const event of run.events) {
    if (!('pid' in event)) continue;
    const { at, pid } = event;
    if (event.what === 'started') {
      const { ppid, argv, uid } = event;
      const begun = { pid, ppid, adopted: undefined, programs: [{ at, argv, uid }], from: at };
      lives.set(pid, { ...begun, end: undefined, reaped: undefined, received: [], traps: [] });
      continue;
    }
    const life = lives.get(pid);
    if (!life) continue;
    if (event.what === 'exec') life.programs.push({ at, argv: event.argv, uid: event.uid });
    else if (event.what === 'signal') life.received.push(event);
    else if (event.what === 'trap') life.traps.push(event);
    else if (event.what === 'ended') life.end = event;
    else if (event.what === 'adopted') life.adopted = at;
    else life.reaped = at;
  }
  return lives;
}

/** Its program at a time. */
export function programAt(life: Life, at: number): Life['programs'][number] | undefined {
  return life.programs.findLast((one) => one.at <= at) ?? life.programs[0];
}

/** Its last program. */
export function lastArgv(life: Life): readonly string[] {
  return life.programs.at(-1)?.argv ?? [];
}

/** Who its parent was at a time. */
export function parentAt({ ppid, adopted }: Life, at: number): number {
  return adopted !== undefined && adopted <= at ? 1 : ppid;
}

/** Whether it was on the table of processes at a time, zombies included. */
export function isThere(life: Life, at: number): boolean {
  return life.from <= at && (life.reaped ?? Number.POSITIVE_INFINITY) >= at;
}

/** Virtual ms after which somebody who waits for a child has taken note of its end. */
const SOON = 500;

/** It has ended, and by `to` nobody has taken note, although the container went on. */
export function isZombie({ pid, end, reaped }: Life, to: number): boolean {
  return pid !== 1 && end !== undefined && !end.last && reaped === undefined && to - end.at > SOON;
}
