import type { Run } from '../../daemon/history.ts';
import { dispositionOf } from '../../daemon/history.ts';
import type { Host } from '../../host.ts';
import { askedOf, caseOf, commandOf, type Case, type From } from './case.ts';
import { lanesOf, linesOf, type StoryLane, type StoryLine } from './lanes.ts';
import { cut, nameOf } from './names.ts';
import { MOST_LETTERS, processesOf, type StoryProcess } from './processes.ts';
import { stepsOf, type StoryStep } from './steps.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** One start of a container in a line: what a list offers. */
export interface RunLine {
  readonly key: string;
  /** Of the container. */
  readonly id: string;
  readonly name: string;
  /** 1 for the first start under this name. */
  readonly number: number;
  readonly image: string;
  readonly command: string;
  /** Name of PID 1 when it was asked to end, or last. */
  readonly first: string;
  /** What was asked: `docker stop`; undefined: nothing. */
  readonly asked?: string;
  /** Virtual ms from there to the end. */
  readonly took?: number;
  /** Undefined while it runs. */
  readonly exit?: number;
}

/** What happened to the processes of a container between what was asked and its end. Times in virtual ms from its beginning. */
export interface SignalStory {
  readonly run: RunLine;
  /** `docker stop web`, or what the whole life is headed with. */
  readonly title: string;
  /** When it begins, in virtual ms of the host, and how long it is. */
  readonly from: number;
  readonly ms: number;
  /** It goes on. */
  readonly live: boolean;
  /** It begins with the start, not with what was asked. */
  readonly whole: boolean;
  readonly verdict: Verdict;
  /** When it was asked, or now. */
  readonly processes: readonly StoryProcess[];
  readonly moreProcesses: number;
  readonly lines: readonly StoryLine[];
  readonly lanes: readonly StoryLane[];
  readonly moreLanes: number;
  readonly steps: readonly StoryStep[];
}

/** The story of a run. */
export function storyOf(host: Host, run: Run, from: From): SignalStory {
  const one = caseIn(host, run, from);
  const { shown, more } = processesOf(one);
  const { lanes, more: moreLanes } = lanesOf(one);
  return {
    run: lineOf(host, run),
    title: titleOf(one),
    from: one.from,
    ms: one.to - one.from,
    live: run.end === undefined,
    whole: one.from === run.began,
    verdict: verdictOf(one),
    processes: shown,
    moreProcesses: more,
    lines: linesOf(one),
    lanes,
    moreLanes,
    steps: stepsOf(one),
  };
}

/** A run as a list offers it. */
export function lineOf(host: Host, run: Run): RunLine {
  const known = lines.get(run);
  if (known) return known;
  const line = newLine(host, run);
  if (run.end) lines.set(run, line);
  return line;
}

/** Lines of runs that have ended: they change no more. */
const lines = new WeakMap<Run, RunLine>();

function newLine(host: Host, run: Run): RunLine {
  const { end } = run;
  const asked = askedOf(run);
  const same = host.daemon.history.filter(({ name }) => name === run.name);
  return {
    key: keyOf(run),
    id: run.id,
    name: run.name,
    number: same.indexOf(run) + 1,
    image: run.image,
    command: cut(run.argv.join(' '), MOST_LETTERS),
    first: nameOf(firstAt(run, asked?.at ?? Number.POSITIVE_INFINITY)),
    ...(asked ? { asked: commandOf(asked) } : {}),
    ...(asked && end ? { took: end.at - asked.at } : {}),
    ...(end ? { exit: end.exit } : {}),
  };
}

/** The program of the first process at a time. */
function firstAt({ events, argv }: Run, time: number): readonly string[] {
  let program = argv;
  for (const event of events) if (event.at <= time && 'argv' in event && event.pid === 1) program = event.argv;
  return program;
}

/** What a run is asked for by. */
export function keyOf(run: Run): string {
  return `${run.id.slice(0, 12)}@${Math.round(run.began)}`;
}

function caseIn({ daemon }: Host, run: Run, from: From): Case {
  const live = run.end ? undefined : daemon.live.get(run.id);
  const current = live?.machine.processes.processes().map(dispositionOf) ?? [];
  return caseOf(run, { now: daemon.now, from, current });
}

function titleOf(one: Case): string {
  const { run, asked, from } = one;
  if (!asked || from < asked.at) return `${run.name} since its start`;
  return asked.by === 'client' || asked.by === 'keys'
    ? `${commandOf(asked)} on ${run.name}`
    : `${commandOf(asked)} ${run.name}`;
}
