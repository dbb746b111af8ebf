/** A session at the terminals of the simulated host, as the page drives it: entries one by one, virtual time, undo. */
import type { Files, LogEntry } from '../../../engine/grade/check.ts';
import type { EngineClient, HostAnswer, HostStart, HostStep } from '../../../worker/client.ts';
import { changesOf, forEditor, withChanges, type Changes } from './changed-files.ts';

/** Virtual time: as fast as real time, ten times that, or what is waited for at once. */
export type Speed = 1 | 10 | 'at-once';

/** What a page shows of a session. A new object whenever something changed. */
export interface Standing {
  readonly terminals: readonly { readonly id: number; readonly state: 'command' | 'more' | 'running' | 'closed' }[];
  readonly speed: Speed;
  /** Why the last entry could not be done. */
  readonly problem: string | undefined;
  readonly notSimulated: readonly string[];
  /** There is a command to take back. */
  readonly undoable: boolean;
}

/** Where a session gets its files and leaves what came of it. */
export interface SessionDesk {
  readonly client: Pick<EngineClient, 'hostStep' | 'hostComplete'>;
  /** The workspace before the first entry. */
  readonly start: Files;
  /** What the exercise did before, unseen. */
  readonly setup?: readonly LogEntry[] | undefined;
  /** The workspace as it is in the editor now. */
  files(): Files;
  /** The log, and files that commands changed. */
  record(log: readonly LogEntry[], changes: Changes): void;
  /** Real milliseconds, from any beginning. */
  now(): number;
}

/** Told what a terminal printed; `whole`: its screen begins anew. */
export type PrintListener = (text: string, whole: boolean) => void;

interface Job {
  readonly terminal: number;
  readonly kind: LogEntry['kind'];
  readonly text: string;
  /** A line of a paste: it waits until nothing runs in the foreground. */
  readonly patient?: boolean;
}

interface Core {
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
  visible: boolean;
  standing: Standing;
  readonly sizes: Map<number, string>;
  readonly screens: Map<number, string>;
  readonly printers: Map<number, Set<PrintListener>>;
  readonly listeners: Set<() => void>;
}

export interface TerminalSession {
  subscribe(listener: () => void): () => void;
  snapshot(): Standing;
  /** Whole commands of the log, oldest first. */
  history(): readonly string[];
  /** Virtual ms by now. */
  clock(): number;
  /** Prints of a terminal from now on, its screen first. */
  onPrint(terminal: number, listener: PrintListener): () => void;
  /** A line, or several: those of a paste wait for each other. */
  enter(terminal: number, lines: readonly string[]): void;
  signal(terminal: number, name: 'INT' | 'QUIT' | 'EOF'): void;
  complete(terminal: number, text: string): ReturnType<EngineClient['hostComplete']>;
  /** The terminal has this size; one that is new is opened by it. */
  resize(terminal: number, columns: number, rows: number): void;
  setSpeed(speed: Speed): void;
  /** Takes the last command back, and everything after it. */
  undo(): void;
  /** Everything printed, as text. */
  text(terminal: number): string;
  /** Time stands still while nobody looks. */
  setVisible(visible: boolean): void;
}

const SCREEN = 400_000;
/** Real ms between two looks while something runs, and while only containers live. */
const LOOK = { running: 100, living: 400 };
/** Virtual ms that are waited for at once. */
const LEAP = 10_000;
let sessions = 0;

/** A session that goes on from a log; nothing is asked of the worker before `resize` tells of the first terminal. */
export function createTerminalSession(desk: SessionDesk, log: readonly LogEntry[]): TerminalSession {
  const core = newCore(desk, log);
  return {
    ...looking(core),
    ...typing(core),
    setSpeed(speed) {
      catchUp(core);
      show(core, { speed });
      void pump(core);
    },
    undo: () => undo(core),
    setVisible(visible) {
      catchUp(core);
      core.visible = visible;
      void pump(core);
    },
  };
}

function newCore(desk: SessionDesk, log: readonly LogEntry[]): Core {
  return {
    desk,
    id: `session ${++sessions}`,
    log,
    known: undefined,
    now: log.at(-1)?.at ?? 0,
    at: desk.now(),
    idle: true,
    jobs: [],
    working: false,
    timer: undefined,
    visible: true,
    standing: { terminals: [], speed: 1, problem: undefined, notSimulated: [], undoable: false },
    sizes: new Map(log.flatMap((entry) => (entry.kind === 'resize' ? [[entry.terminal, entry.text] as const] : []))),
    screens: new Map(),
    printers: new Map(),
    listeners: new Set(),
  };
}

function typing(core: Core): Pick<TerminalSession, 'enter' | 'signal' | 'resize'> {
  return {
    enter(terminal, lines) {
      const prompted = stateOf(core, terminal) !== 'running';
      const job = (text: string, index: number): Job => ({
        terminal,
        kind: 'command',
        text,
        patient: prompted && index > 0,
      });
      add(core, ...lines.map(job));
    },
    signal(terminal, name) {
      core.jobs = core.jobs.filter((job) => job.terminal !== terminal || !job.patient);
      add(core, { terminal, kind: 'signal', text: name });
    },
    resize(terminal, columns, rows) {
      const size = `${columns}x${rows}`;
      const known = core.sizes.get(terminal);
      core.sizes.set(terminal, size);
      if (known === undefined) add(core, { terminal, kind: 'resize', text: size });
      else if (core.known === undefined) void pump(core);
    },
  };
}

function undo(core: Core): void {
  const last = core.log.findLastIndex(({ kind }) => kind === 'command');
  if (last === -1) return;
  core.log = core.log.slice(0, last);
  core.jobs = [];
  core.id = `session ${++sessions}`;
  core.now = core.log.at(-1)?.at ?? 0;
  core.at = core.desk.now();
  core.desk.record(core.log, {});
  core.idle = false;
  void pump(core);
}

type Looking = Pick<TerminalSession, 'subscribe' | 'snapshot' | 'history' | 'clock' | 'onPrint' | 'complete' | 'text'>;

function looking(core: Core): Looking {
  return {
    subscribe(listener) {
      core.listeners.add(listener);
      return () => core.listeners.delete(listener);
    },
    snapshot: () => core.standing,
    history: () => core.log.flatMap(({ kind, text }) => (kind === 'command' && text.trim() !== '' ? [text] : [])),
    clock: () => clockOf(core),
    onPrint(terminal, listener) {
      const printers = core.printers.get(terminal) ?? new Set();
      core.printers.set(terminal, printers.add(listener));
      const text = core.screens.get(terminal);
      if (text !== undefined) listener(text, true);
      return () => printers.delete(listener);
    },
    complete: (terminal, text) => core.desk.client.hostComplete(startOf(core), terminal, text),
    text: (terminal) => core.screens.get(terminal) ?? '',
  };
}

function show(core: Core, change: Partial<Standing>): void {
  core.standing = { ...core.standing, ...change };
  for (const listener of core.listeners) listener();
}

function startOf({ id, desk, log, now }: Core): HostStart {
  return { id, files: desk.start, log, now, ...(desk.setup ? { setup: desk.setup } : {}) };
}

function clockOf({ visible, standing, now, at, desk }: Core): number {
  if (!visible || standing.terminals.length === 0) return now;
  return now + (desk.now() - at) * (standing.speed === 10 ? 10 : 1);
}

/** From now on time is counted anew: its speed changes. */
function catchUp(core: Core): void {
  core.now = clockOf(core);
  core.at = core.desk.now();
}

function add(core: Core, ...jobs: readonly Job[]): void {
  core.jobs.push(...jobs);
  void pump(core);
}

function stateOf(core: Core, terminal: number): string | undefined {
  return core.standing.terminals.find(({ id }) => id === terminal)?.state;
}

/** Does what is to be done, one thing at a time, and looks again later while something lives on the host. */
async function pump(core: Core): Promise<void> {
  if (core.working) return;
  core.working = true;
  clearTimeout(core.timer);
  try {
    for (let job = nextJob(core); job; job = nextJob(core)) await play(core, job);
    if (core.known === undefined || (core.visible && !core.idle)) await pass(core);
  } finally {
    core.working = false;
  }
  if (hasJob(core)) return pump(core);
  if (!core.visible || core.idle || core.standing.problem !== undefined) return;
  const running = core.standing.terminals.some(({ state }) => state === 'running');
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
  const known = core.log.findLast(({ kind, terminal }) => kind === 'resize' && terminal === job.terminal)?.text;
  if (job.kind === 'command' && size !== undefined && size !== known)
    await step(core, entryOf(core, { ...job, kind: 'resize', text: size }));
  const state = stateOf(core, job.terminal);
  const kind = job.kind === 'command' && state !== 'command' && state !== undefined ? 'input' : job.kind;
  await step(core, entryOf(core, { ...job, kind }));
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

async function step(core: Core, entry: LogEntry | undefined): Promise<void> {
  const { desk, id, standing } = core;
  const leap = standing.speed === 'at-once' && (entry !== undefined || isRunning(core));
  const ms = leap ? LEAP : entry || core.known === undefined ? 0 : Math.max(0, clockOf(core) - core.now);
  const what: HostStep = { ms, waiting: leap, ...(entry ? { entry } : {}) };
  const began = desk.now();
  const outcome = await desk.client.hostStep(startOf(core), what);
  // taken back meanwhile
  if (id !== core.id) return;
  if (outcome.status !== 'answered') {
    core.jobs = [];
    show(core, { problem: outcome.status === 'failed' ? outcome.message : 'The command was not run. Type it again.' });
    return;
  }
  const before = core.known;
  if (entry) core.log = [...core.log, entry];
  take(core, outcome.value, began);
  const host = before && { before: withChanges(before, entry?.files ?? {}), after: core.known ?? before };
  const changes = host ? forEditor(host, desk.files()) : {};
  if (entry || Object.keys(changes).length > 0) desk.record(core.log, changes);
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
  if (answer.whole)
    for (const id of core.screens.keys())
      if (!answer.terminals.some((one) => one.id === id)) print(core, id, { text: '', whole: true });
  show(core, {
    terminals: answer.terminals.map(({ id, state }) => ({ id, state })),
    problem: undefined,
    notSimulated: answer.notSimulated.map(({ what }) => what),
    undoable: core.log.some(({ kind }) => kind === 'command'),
  });
}

function print(core: Core, id: number, { text, whole }: { readonly text: string; readonly whole: boolean }): void {
  if (text === '' && !whole) return;
  core.screens.set(id, `${whole ? '' : (core.screens.get(id) ?? '')}${text}`.slice(-SCREEN));
  for (const listener of core.printers.get(id) ?? []) listener(text, whole);
}
