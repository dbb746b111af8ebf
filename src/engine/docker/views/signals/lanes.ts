import { isZombie, programAt, type Life } from './lifetimes.ts';
import { hiddenFrom, receivedBy, type Case } from './case.ts';
import { endWords, inOrder, isLost, outcome } from './processes.ts';
import { nameOf, period, signalName } from './names.ts';

/** A lane of the picture: a command of docker, or a process. Times in virtual ms from the beginning of the story. */
export interface StoryLane {
  readonly id: string;
  /** `1 sh`, `docker stop` */
  readonly label: string;
  /** The part of the note that tells what went wrong, or what happened. */
  readonly note: string;
  readonly tone: 'failed' | 'plain';
  /** What follows it: "exit 137". */
  readonly end: string;
  readonly bars: readonly StoryBar[];
  readonly marks: readonly StoryMark[];
}

export interface StoryBar {
  readonly from: number;
  readonly to: number;
  /** It runs, waits for a grace period, is a zombie, or is frozen by `docker pause`. */
  readonly kind: 'runs' | 'waits' | 'zombie' | 'frozen';
}

export interface StoryMark {
  readonly at: number;
  readonly kind: 'caught' | 'lost' | 'ends';
  /** `SIGTERM` */
  readonly text: string;
}

/** A line through all lanes: a signal from docker, or a kill. */
export interface StoryLine {
  readonly at: number;
  readonly kind: 'sent' | 'kill';
  readonly text: string;
}

/** Most lanes and marks that are drawn. */
const MOST_LANES = 14;
const MOST_MARKS = 12;
const KILL = 9;

/** The lanes of a story, and how many were left out. */
export function lanesOf(one: Case): { readonly lanes: readonly StoryLane[]; readonly more: number } {
  const seen = [...one.lives.values()].filter((life) => endOf(one, life) >= one.from);
  const all = inOrder(seen, one.from).map(({ life }) => laneOf(one, life));
  const lanes = all.slice(0, MOST_LANES);
  return { lanes: [...graceOf(one), ...lanes], more: all.length - lanes.length };
}

/** When it left the table. */
function endOf({ to }: Case, life: Life): number {
  return isZombie(life, to) ? to : (life.reaped ?? life.end?.at ?? to);
}

function graceOf({ asked, from, to }: Case): readonly StoryLane[] {
  if (asked?.grace === undefined || asked.signal === KILL) return [];
  const until = Math.min(asked.at + asked.grace * 1000, to);
  return [
    {
      id: 'docker',
      label: `docker ${asked.by}`,
      note: Number.isFinite(asked.grace) ? `waits up to ${period(asked.grace)}, then kills` : 'waits for ever',
      tone: 'plain',
      end: '',
      bars: [{ from: asked.at - from, to: until - from, kind: 'waits' }],
      marks: [],
    },
  ];
}

function laneOf(one: Case, life: Life): StoryLane {
  const { from, to, asked } = one;
  const at = Math.max(asked?.at ?? to, life.from);
  const argv = programAt(life, at)?.argv ?? [];
  const hidden = hiddenFrom(one).includes(life);
  const name = signalName(one.signal);
  const note = hidden ? `never got ${name}` : short(one, life, argv);
  const end = life.end?.at ?? to;
  const bars: StoryBar[] = cut(one, { from: Math.max(life.from, from), to: end });
  if (isZombie(life, to) || (life.reaped ?? 0) > end)
    bars.push({ from: Math.max(end, from), to: life.reaped ?? to, kind: 'zombie' });
  return {
    id: String(life.pid),
    label: `${life.pid}\u2002${nameOf(argv)}`,
    note,
    tone: hidden || isLost(one, life, argv) ? 'failed' : 'plain',
    end: life.end ? endWords(life) + (isZombie(life, to) ? ', zombie' : '') : '',
    bars: bars.map((bar) => ({ ...bar, from: bar.from - from, to: bar.to - from })).filter((bar) => bar.to >= 0),
    marks: marksOf(one, life),
  };
}

function short(one: Case, life: Life, argv: readonly string[]): string {
  const got = receivedBy(one, life);
  // its end says it
  if (!got || (got.effect === 'ends' && life.pid !== 1)) return '';
  return outcome(one, life, argv).replace('no handler: ', '');
}

/** A bar in pieces where the container was frozen. */
function cut({ run }: Case, whole: { from: number; to: number }): StoryBar[] {
  const bars: StoryBar[] = [];
  let kind: StoryBar['kind'] = 'runs';
  let from = whole.from;
  for (const { what, at } of run.events) {
    if (what !== 'paused' && what !== 'unpaused') continue;
    const next = what === 'paused' ? 'frozen' : 'runs';
    if (at > from && at < whole.to) {
      bars.push({ from, to: at, kind });
      from = at;
    }
    if (at < whole.to) kind = next;
  }
  return [...bars, { from, to: whole.to, kind }];
}

function marksOf({ from }: Case, life: Life): readonly StoryMark[] {
  return life.received
    .filter(({ at, effect }) => at >= from && effect !== 'nothing')
    .slice(0, MOST_MARKS)
    .map(({ at, signal, effect }) => ({
      at: at - from,
      kind: effect === 'ends' ? 'ends' : effect === 'caught' || effect === 'exits' ? 'caught' : 'lost',
      text: signalName(signal),
    }));
}

/** Lines through all lanes. */
export function linesOf(one: Case): readonly StoryLine[] {
  const { run, from, overdue } = one;
  const lines: StoryLine[] = [];
  for (const event of run.events) {
    if (event.at < from) continue;
    if (event.what === 'asked') {
      const kind = event.signal === KILL ? 'kill' : 'sent';
      lines.push({ at: event.at - from, kind, text: signalName(event.signal) });
    } else if (event.what === 'signal' && event.from === 'memory')
      lines.push({ at: event.at - from, kind: 'kill', text: 'out of memory' });
    else if (event.what === 'signal' && event.from === 'keys' && event.pid === 1)
      lines.push({ at: event.at - from, kind: 'sent', text: signalName(event.signal) });
  }
  if (overdue !== undefined && overdue >= from) lines.push({ at: overdue - from, kind: 'kill', text: 'SIGKILL' });
  return lines.slice(-8);
}
