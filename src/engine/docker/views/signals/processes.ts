import { isThere, isZombie, parentAt, programAt, type Life } from './lifetimes.ts';
import { hiddenFrom, receivedBy, type Case } from './case.ts';
import { cut, isInit, isShell, nameOf, signalName } from './names.ts';

/** A process of the tree at the time that a story begins. */
export interface StoryProcess {
  readonly pid: number;
  /** 0: started from outside (the engine, `docker exec`). */
  readonly ppid: number;
  /** How deep it stands in the tree: 0 for the first. */
  readonly depth: number;
  readonly command: string;
  /** What it has said about the signal, and what came of it. */
  readonly note: string;
  readonly tone: 'failed' | 'plain';
}

/** Most processes that a story shows. */
const MOST = 40;
/** Most characters of a command line. */
export const MOST_LETTERS = 400;
const KILL = 9;

/** The tree of processes when something was asked, or now; how many were left out. */
export function processesOf(one: Case): { readonly shown: readonly StoryProcess[]; readonly more: number } {
  const at = one.asked?.at ?? one.to;
  const there = [...one.lives.values()].filter(
    (life) =>
      isThere(life, at) &&
      (life.end?.last === true || life.end === undefined || life.end.at >= at || isZombie(life, one.to)),
  );
  const all = inOrder(there, at);
  const shown = all.slice(0, MOST).map(({ life, depth }): StoryProcess => {
    const { note, tone } = noteOf(one, life, at);
    const argv = programAt(life, at)?.argv ?? [];
    return { pid: life.pid, ppid: parentAt(life, at), depth, command: cut(argv.join(' '), MOST_LETTERS), note, tone };
  });
  return { shown, more: all.length - shown.length };
}

/** Processes with their depth, children behind their parents. */
export function inOrder(
  lives: readonly Life[],
  at: number,
): readonly { readonly life: Life; readonly depth: number }[] {
  const known = new Set(lives.map(({ pid }) => pid));
  const below = new Map<number, Life[]>();
  for (const life of lives) {
    const parent = known.has(parentAt(life, at)) ? parentAt(life, at) : 0;
    below.set(parent, [...(below.get(parent) ?? []), life]);
  }
  const walk = (pid: number, depth: number): { life: Life; depth: number }[] =>
    (below.get(pid) ?? []).flatMap((life) => [{ life, depth }, ...walk(life.pid, depth + 1)]);
  return walk(0, 0);
}

function noteOf(one: Case, life: Life, at: number): { note: string; tone: StoryProcess['tone'] } {
  const { asked, signal } = one;
  const sent = signalName(signal);
  if (life.end && life.end.at < at) return { note: 'ended, and nobody took note: a zombie', tone: 'failed' };
  const argv = programAt(life, at)?.argv ?? [];
  const said = one.dispositions.get(life.pid);
  const caught = said?.caught.includes(signal);
  if (!asked) {
    if (one.run.end) return { note: endWords(life), tone: 'plain' };
    if (said?.ignored.includes(signal)) return { note: `ignores ${sent}`, tone: 'plain' };
    if (caught && isInit(argv)) return { note: `hands ${sent} on`, tone: 'plain' };
    if (caught) return { note: `${handler(argv)} for ${sent}`, tone: 'plain' };
    return {
      note: life.pid === 1 ? `no handler: ${sent} would be ignored` : `no handler: ${sent} would end it`,
      tone: 'plain',
    };
  }
  const got = receivedBy(one, life);
  if (got) return { note: outcome(one, life, argv), tone: isLost(one, life, argv) ? 'failed' : 'plain' };
  if (hiddenFrom(one).includes(life)) return { note: `${handler(argv)} for ${sent}, never called`, tone: 'failed' };
  return { note: caught ? `${handler(argv)} for ${sent}` : `${sent} was not sent to it`, tone: 'plain' };
}

function handler(argv: readonly string[]): string {
  return isShell(argv) ? 'trap' : 'handler';
}

/** What a signal came to at a process, in a few words: "no handler: SIGTERM ignored". */
export function outcome(one: Case, life: Life, argv: readonly string[]): string {
  const sent = signalName(one.signal);
  const got = receivedBy(one, life);
  switch (got?.effect) {
    case 'shielded':
      return `no handler: ${sent} ignored`;
    case 'ignored':
      return `ignores ${sent}`;
    case 'ends':
      return one.signal === KILL ? `${sent} ends it` : `no handler: ${sent} ends it`;
    case 'nothing':
      return `${sent} does nothing`;
    case 'stops':
      return `stopped by ${sent}`;
    case 'waits':
      return `stopped: ${sent} waits`;
    case 'exits':
      return `${sent} ends it after its EXIT trap`;
    case 'caught': {
      if (isInit(argv)) return `hands ${sent} on`;
      if (!isShell(argv)) return `handler for ${sent} called`;
      const ran = life.traps.some(({ at, signal }) => signal === one.signal && at >= got.at);
      return ran ? `trap for ${sent} ran` : `trap for ${sent} never ran`;
    }
    case undefined:
      return '';
  }
}

/** The signal came to nothing at a process. */
export function isLost(one: Case, life: Life, argv: readonly string[]): boolean {
  const got = receivedBy(one, life);
  if (!got) return false;
  if (got.effect === 'caught' && isShell(argv) && !isInit(argv))
    return !life.traps.some(({ at, signal }) => signal === one.signal && at >= got.at);
  return got.effect === 'shielded' || got.effect === 'ignored' || got.effect === 'waits';
}

/** How a process ended: "exit 0", "ended by SIGTERM", "killed with PID 1". */
export function endWords(life: Life): string {
  const { end } = life;
  if (!end) return 'running';
  if (end.last) return 'killed with PID 1';
  if (end.signal !== undefined && life.pid !== 1) return `ended by ${signalName(end.signal)}`;
  return `exit ${end.status}`;
}

/** `PID 7 (node)` */
export function named(life: Life, at: number): string {
  return `PID ${life.pid} (\`${nameOf(programAt(life, at)?.argv ?? [])}\`)`;
}
