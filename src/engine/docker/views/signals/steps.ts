import type { Sender } from '../../../kernel/index.ts';
import type { RunEvent } from '../../daemon/history.ts';
import { isZombie, programAt, type Life } from './lifetimes.ts';
import { commandOf, type Case } from './case.ts';
import { endWords, named } from './processes.ts';
import { isInit, isShell, nameOf, period, signalName } from './names.ts';

/** One thing that happened, in words. */
export interface StoryStep {
  /** Virtual ms from the beginning of the story. */
  readonly at: number;
  readonly text: string;
}

const MOST = 60;
const KILL = 9;

/** What happened, in order; of long stories the middle is left out and that is said. */
export function stepsOf(one: Case): readonly StoryStep[] {
  const { run, from } = one;
  const steps = run.events.flatMap((event) => {
    if (event.at < from) return [];
    const text = wordsOf(one, event);
    return text === undefined ? [] : [{ at: event.at - from, text }];
  });
  if (steps.length <= MOST) return steps;
  const half = MOST / 2;
  const left = { at: steps[half]?.at ?? 0, text: `${steps.length - MOST} more events, left out here` };
  return [...steps.slice(0, half), left, ...steps.slice(-half)];
}

function wordsOf(one: Case, event: RunEvent): string | undefined {
  if ('pid' in event) {
    const life = one.lives.get(event.pid);
    return life && processWords(one, life, event);
  }
  switch (event.what) {
    case 'asked': {
      const sent = signalName(event.signal);
      if (event.by === 'client') return `The client of docker hands ${sent} on to PID 1`;
      const grace = event.grace === undefined || event.signal === 9 ? '' : `, then ${period(event.grace)} to end`;
      return `\`${commandOf(event)} ${one.run.name}\`: ${sent} to PID 1${grace}`;
    }
    case 'overdue':
      return 'The grace period is over: SIGKILL to PID 1';
    case 'paused':
      return '`docker pause`: all processes are frozen';
    case 'unpaused':
      return '`docker unpause`: they go on';
  }
}

function processWords(one: Case, life: Life, event: Extract<RunEvent, { pid: number }>): string | undefined {
  const who = named(life, event.at);
  switch (event.what) {
    case 'started':
      return `PID ${life.pid} (\`${nameOf(event.argv)}\`) starts${startedBy(event.ppid, life)}`;
    case 'exec':
      return `PID ${life.pid} becomes \`${nameOf(event.argv)}\``;
    case 'signal':
      return signalWords(one, life, event);
    case 'trap':
      return `${who} runs its trap for ${signalName(event.signal)}`;
    case 'adopted':
      return `${who} is left to PID 1: its parent has ended`;
    case 'ended':
      if (event.signal !== undefined && !event.last && life.pid !== 1) return undefined;
      return `${who}: ${endWords(life)}${isZombie(life, one.to) ? ', and nobody takes note: a zombie' : ''}`;
    case 'reaped':
      return undefined;
  }
}

function startedBy(ppid: number, { pid }: Life): string {
  if (pid === 1) return ': the container runs as long as it does';
  return ppid === 0 ? ' from outside (`docker exec`, or a health check)' : `, started by PID ${ppid}`;
}

function signalWords(one: Case, life: Life, got: Extract<RunEvent, { what: 'signal' }>): string | undefined {
  const { signal, effect } = got;
  const sent = `${signalName(signal)} to ${named(life, got.at)}${sender(got.from, one)}`;
  const argv = programAt(life, got.at)?.argv ?? [];
  const shell = isShell(argv);
  switch (effect) {
    case 'shielded':
      return `${sent}: it has no handler, and PID 1 is shielded: ignored`;
    case 'ignored':
      return `${sent}: ignored, as it has asked for`;
    case 'nothing':
      return `${sent}: does nothing by default`;
    case 'waits':
      return `${sent}: waits, because it is stopped`;
    case 'stops':
      return `${sent}: stops it`;
    case 'caught':
      return `${sent}: ${shell ? caughtByShell(life, got) : isInit(argv) ? 'it hands it on to its child' : 'its handler is called'}`;
    case 'exits':
      return `${sent}: bash runs its EXIT trap and ends`;
    case 'ends':
      // said by whoever sent it, and by the end
      if (life.pid === 1 && got.from === 'outside') return undefined;
      return signal === KILL ? `${sent}: ends it` : `${sent}: it has no handler and is not PID 1: ends it`;
  }
}

function caughtByShell(life: Life, { at, signal }: { at: number; signal: number }): string {
  const ran = life.traps.find((trap) => trap.at >= at && trap.signal === signal);
  if (ran?.at === at) return 'it has a trap for it';
  return 'it has a trap for it, which waits until the command in the foreground has ended';
}

function sender(from: Sender, { lives }: Case): string {
  if (typeof from === 'number') {
    const life = lives.get(from);
    return life ? ` from ${named(life, life.from)}` : ` from PID ${from}`;
  }
  return {
    outside: '',
    keys: ' from the keyboard',
    memory: ' from the kernel, for want of memory',
    limit: ' from the kernel, at a limit',
    kernel: ' from the kernel',
  }[from];
}
