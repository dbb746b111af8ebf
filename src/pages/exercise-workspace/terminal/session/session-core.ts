/** What a session at the terminals is inside: the log so far, what is to be done, and the clock of its virtual time. */
import type { Files, LogEntry } from '../../../../engine/grade/check.ts';
import type { EngineClient, HostAnswer, HostStart, HostStep, Outcome } from '../../../../worker/client.ts';
import { changesOf, forEditor, withChanges, type Changes } from './changed-files.ts';

/** Virtual time: as fast as real time, ten times that, or what is waited for at once. */
export type Speed = 1 | 10 | 'at-once';

/** What somebody at a terminal can do: type a command or the rest of one, wait, or type keys that a program reads one by one. */
export interface TerminalStanding {
  readonly id: number;
  readonly state: 'command' | 'more' | 'running' | 'keys' | 'closed';
  /** With `keys`: which of them lead out. */
  readonly help?: string | undefined;
}

/** What a page shows of a session. A new object whenever something changed. */
export interface Standing {
  readonly terminals: readonly TerminalStanding[];
  readonly speed: Speed;
  /** Why the last entry could not be done. */
  readonly problem: string | undefined;
  readonly notSimulated: readonly string[];
  /** There is a command to take back. */
  readonly undoable: boolean;
  /** The host is there. */
  readonly open: boolean;
}

/** Where a session gets its files and leaves what came of it. */
export interface SessionDesk {
  readonly client: Pick<EngineClient, 'hostStep' | 'hostComplete' | 'hostLook'>;
  /** The workspace before the first entry. */
  readonly start: Files;
  /** What the exercise did before, unseen. */
  readonly setup?: readonly LogEntry[] | undefined;
  /** The workspace as it is in the editor now. */
  files(): Files;
  /** The log, and files that commands changed. */
  record(log: readonly LogEntry[], changes: Changes): void;
  /** Opens a file of the workspace in the editor; it may come with the next record. */
  edit?(path: string): void;
  /** Real milliseconds, from any beginning. */
  now(): number;
}

/** Told what a terminal printed; `whole`: its screen begins anew. */
export type PrintListener = (text: string, whole: boolean) => void;

export interface Job {
  readonly terminal: number;
  readonly kind: LogEntry['kind'];
  readonly text: string;
  /** A line of a paste: it waits until nothing runs in the foreground. */
  readonly patient?: boolean;
}

export interface Core {
  readonly desk: SessionDesk;
  id: string;
  log: readonly LogEntry[];
  /** Files of the host when it was last seen; undefined before that. */
  known: Files | undefined;
  /** Virtual ms when it was last seen, and the real time then; Infinity: time stands still. */
  now: number;
  at: number;
  idle: boolean;
  jobs: Job[];
  working: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** The window is taken to have its size once it rests. */
  resizing: ReturnType<typeof setTimeout> | undefined;
  /** How many look at it. */
  watchers: number;
  standing: Standing;
  readonly sizes: Map<number, string>;
  readonly screens: Map<number, string>;
  readonly printers: Map<number, Set<PrintListener>>;
  readonly listeners: Set<() => void>;
}

const SCREEN = 400_000;
/** Real ms between two looks while something runs, and while only containers live. */
const LOOK = { running: 100, living: 400 };
/** Virtual ms that are waited for at once. */
const LEAP = 10_000;
let sessions = 0;

/** A name that no session had before. */
function newId(): string {
  return `session ${++sessions}`;
}

export function newCore(desk: SessionDesk, log: readonly LogEntry[]): Core {
  return {
    desk,
    id: newId(),
    log,
    known: undefined,
    now: log.at(-1)?.at ?? 0,
    at: desk.now(),
    idle: true,
    jobs: [],
    working: false,
    timer: undefined,
    resizing: undefined,
    watchers: 0,
    standing: { terminals: [], speed: 1, problem: undefined, notSimulated: [], undoable: false, open: false },
    sizes: new Map(log.flatMap((entry) => (entry.kind === 'resize' ? [[entry.terminal, entry.text] as const] : []))),
    screens: new Map(),
    printers: new Map(),
    listeners: new Set(),
  };
}

/** Goes on from another log: the host is made anew. */
export function renew(core: Core, log: readonly LogEntry[]): void {
  core.log = log;
  core.jobs = [];
  core.id = newId();
  core.now = log.at(-1)?.at ?? 0;
  core.at = core.desk.now();
  core.idle = false;
}

export function show(core: Core, change: Partial<Standing>): void {
  core.standing = { ...core.standing, ...change };
  for (const listener of core.listeners) listener();
}

export function startOf({ id, desk, log, now }: Core): HostStart {
  return { id, files: desk.start, log, now, ...(desk.setup ? { setup: desk.setup } : {}) };
}

export function clockOf({ watchers, standing, now, at, desk }: Core): number {
  if (watchers === 0 || standing.terminals.length === 0) return now;
  return now + (desk.now() - at) * (standing.speed === 10 ? 10 : 1);
}

/** From now on time is counted anew: its speed changes. */
export function catchUp(core: Core): void {
  core.now = clockOf(core);
  core.at = core.desk.now();
}

export function add(core: Core, ...jobs: readonly Job[]): void {
  core.jobs.push(...jobs);
  void pump(core);
}

export function stateOf(core: Core, terminal: number): string | undefined {
  return core.standing.terminals.find(({ id }) => id === terminal)?.state;
}

/** Escape as a key of its own; together with what is typed next it would be another key. */
const ESCAPE = '\u001B';

/** Keys go with those that still wait to be sent, so that a fast typist asks the worker no more often than it answers. */
export function addKeys(core: Core, terminal: number, text: string): void {
  const last = core.jobs.at(-1);
  if (last?.kind !== 'keys' || last.terminal !== terminal || last.text.endsWith(ESCAPE))
    return add(core, { terminal, kind: 'keys', text });
  core.jobs[core.jobs.length - 1] = { ...last, text: last.text + text };
}

/** The size that the machine knows of a terminal. */
export function knownSize({ log }: Core, terminal: number): string | undefined {
  return log.findLast((entry) => entry.kind === 'resize' && entry.terminal === terminal)?.text;
}

/** Does what is to be done, one thing at a time, and looks again later while something lives on the host. */
export async function pump(core: Core): Promise<void> {
  if (core.working) return;
  core.working = true;
  clearTimeout(core.timer);
  try {
    for (let job = nextJob(core); job; job = nextJob(core)) await play(core, job);
    if (core.known === undefined || (core.watchers > 0 && !core.idle)) await pass(core);
  } finally {
    core.working = false;
  }
  if (hasJob(core)) return pump(core);
  if (core.watchers === 0 || core.idle || core.standing.problem !== undefined) return;
  const running = core.standing.terminals.some(({ state }) => state === 'running' || state === 'keys');
  core.timer = setTimeout(() => void pump(core), running ? LOOK.running : LOOK.living);
}

/** Takes the next job that need not wait; what is typed goes before what waits. */
function nextJob(core: Core): Job | undefined {
  const at = core.jobs.findIndex((job) => !job.patient || stateOf(core, job.terminal) !== 'running');
  return at === -1 ? undefined : core.jobs.splice(at, 1)[0];
}

function hasJob(core: Core): boolean {
  return core.jobs.some((job) => !job.patient || stateOf(core, job.terminal) !== 'running');
}

async function play(core: Core, job: Job): Promise<void> {
  const size = core.sizes.get(job.terminal);
  if (job.kind === 'command' && size !== undefined && size !== knownSize(core, job.terminal))
    await step(core, entryOf(core, { ...job, kind: 'resize', text: size }));
  if (job.kind === 'keys') return step(core, entryOf(core, job), joined(core, job));
  const state = stateOf(core, job.terminal);
  const kind = job.kind === 'command' && state !== 'command' && state !== undefined ? 'input' : job.kind;
  await step(core, entryOf(core, { ...job, kind }));
}

/** Virtual ms for which keys are one entry of the log: what is written in an editor takes no entry for each letter. */
const JOINED = 5000;

/** The log with these keys in its last entry; undefined: they are an entry of their own. */
function joined(core: Core, { terminal, text }: Job): readonly LogEntry[] | undefined {
  const last = core.log.at(-1);
  if (last?.kind !== 'keys' || last.terminal !== terminal || last.text.endsWith(ESCAPE)) return undefined;
  if (clockOf(core) > last.at + JOINED) return undefined;
  if (Object.keys(changesOf(core.known ?? core.desk.start, core.desk.files())).length > 0) return undefined;
  return [...core.log.slice(0, -1), { ...last, text: last.text + text }];
}

function entryOf(core: Core, { terminal, kind, text }: Job): LogEntry {
  const files = changesOf(core.known ?? core.desk.start, core.desk.files());
  const changed = kind === 'resize' || Object.keys(files).length === 0 ? {} : { files };
  return { at: Math.ceil(clockOf(core)), terminal, kind, text, ...changed };
}

/** Lets the time pass that has passed; what is waited for at once takes none. */
async function pass(core: Core): Promise<void> {
  await step(core, undefined);
}

async function step(core: Core, entry: LogEntry | undefined, joins?: readonly LogEntry[]): Promise<void> {
  const { desk, id, standing } = core;
  const leap = standing.speed === 'at-once' && (entry !== undefined || isRunning(core));
  const ms = leap ? LEAP : entry || core.known === undefined ? 0 : Math.max(0, clockOf(core) - core.now);
  const what: HostStep = { ms, waiting: leap, ...(entry ? { entry } : {}), ...(joins ? { joins: true } : {}) };
  const began = desk.now();
  const outcome = await desk.client.hostStep(startOf(core), what);
  // taken back meanwhile
  if (id !== core.id) return;
  if (outcome.status !== 'answered') {
    core.jobs = [];
    show(core, { problem: problemOf(outcome, entry) });
    return;
  }
  const before = core.known;
  if (entry) core.log = joins ?? [...core.log, entry];
  take(core, outcome.value, began);
  const host = before && { before: withChanges(before, entry?.files ?? {}), after: core.known ?? before };
  const changes = host ? forEditor(host, desk.files()) : {};
  if (entry || Object.keys(changes).length > 0) desk.record(core.log, changes);
}

/** Why the next thing could not be done: what hangs or breaks the simulator is thrown away with the worker, everything before is played again. */
function problemOf(outcome: Outcome<unknown>, entry: LogEntry | undefined): string {
  if (outcome.status !== 'failed') return 'The command was not run. Type it again.';
  if (outcome.reason !== 'timeout' && outcome.reason !== 'crashed') return outcome.message;
  return entry
    ? 'Type something else: this kept the simulator busy for too long and was not done. Everything before it is safe.'
    : 'Undo the last command: what runs keeps the simulator busy for too long. Everything before it is safe.';
}

function isRunning({ standing }: Core): boolean {
  return standing.terminals.some(({ state }) => state === 'running');
}

function take(core: Core, answer: HostAnswer, began: number): void {
  core.known = withChanges(answer.whole ? {} : (core.known ?? {}), answer.files);
  core.now = answer.now;
  core.at = began;
  core.idle = answer.idle;
  for (const { id, text } of answer.terminals) print(core, id, { text, whole: answer.whole });
  // a session that is played again opens nothing
  if (!answer.whole) for (const path of answer.edit ?? []) core.desk.edit?.(path);
  if (answer.whole)
    for (const id of core.screens.keys())
      if (!answer.terminals.some((one) => one.id === id)) print(core, id, { text: '', whole: true });
  show(core, {
    terminals: answer.terminals.map(({ id, state, help }) => ({ id, state, help })),
    problem: undefined,
    notSimulated: answer.notSimulated.map(({ what }) => what),
    undoable: core.log.some(({ kind }) => kind === 'command'),
    open: true,
  });
}

function print(core: Core, id: number, { text, whole }: { readonly text: string; readonly whole: boolean }): void {
  if (text === '' && !whole) return;
  core.screens.set(id, `${whole ? '' : (core.screens.get(id) ?? '')}${text}`.slice(-SCREEN));
  for (const listener of core.printers.get(id) ?? []) listener(text, whole);
}
