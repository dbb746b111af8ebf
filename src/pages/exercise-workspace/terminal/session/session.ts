/** A session at the terminals of the simulated host, as the page drives it: entries one by one, virtual time, undo, looks at the machine. */
import type { LogEntry } from '../../../../engine/grade/check.ts';
import type { EngineClient, LookAnswer, LookName, LookQuestion, Outcome } from '../../../../worker/client.ts';
import {
  add,
  addKeys,
  catchUp,
  clockOf,
  knownSize,
  newCore,
  pump,
  renew,
  show,
  startOf,
  stateOf,
  type Core,
  type Job,
  type PrintListener,
  type SessionDesk,
  type Speed,
  type Standing,
} from './session-core.ts';

export type { PrintListener, SessionDesk, Speed, Standing } from './session-core.ts';

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
  /** Keys for a program that reads them one by one. */
  keys(terminal: number, text: string): void;
  signal(terminal: number, name: 'INT' | 'QUIT' | 'EOF'): void;
  complete(terminal: number, text: string): ReturnType<EngineClient['hostComplete']>;
  /** The terminal has this size; one that is new is opened by it. */
  resize(terminal: number, columns: number, rows: number): void;
  setSpeed(speed: Speed): void;
  /** Takes the last command back, and everything after it. */
  undo(): void;
  /** Everything printed, as text. */
  text(terminal: number): string;
  /** Somebody looks at it until the answer is called: the host is made if need be, and time goes on. It stands still while nobody looks. */
  watch(): () => void;
  /** Looks at the host as it is. */
  look<N extends LookName>(name: N, question: LookQuestion<N>): Promise<Outcome<LookAnswer<N>>>;
}

/** A session that goes on from a log; nothing is asked of the worker before `watch`, or before `resize` tells of the first terminal. */
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
    watch() {
      watched(core, 1);
      return () => watched(core, -1);
    },
  };
}

function watched(core: Core, more: 1 | -1): void {
  catchUp(core);
  core.watchers += more;
  void pump(core);
}

function typing(core: Core): Pick<TerminalSession, 'enter' | 'keys' | 'signal' | 'resize'> {
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
    keys: (terminal, text) => addKeys(core, terminal, text),
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
      else tellSize(core, terminal);
    },
  };
}

/** Real ms after which a window that was dragged is taken to rest. */
const RESTS = 120;

/** Who runs is told of a new size at once, so that it can draw anew; at a prompt the next command tells. */
function tellSize(core: Core, terminal: number): void {
  clearTimeout(core.resizing);
  core.resizing = setTimeout(() => {
    const size = core.sizes.get(terminal);
    const state = stateOf(core, terminal);
    if (size === undefined || size === knownSize(core, terminal) || (state !== 'running' && state !== 'keys')) return;
    add(core, { terminal, kind: 'resize', text: size });
  }, RESTS);
}

function undo(core: Core): void {
  const last = core.log.findLastIndex(({ kind }) => kind === 'command');
  if (last === -1) return;
  renew(core, core.log.slice(0, last));
  core.desk.record(core.log, {});
  void pump(core);
}

type Looking = Omit<TerminalSession, 'enter' | 'keys' | 'signal' | 'resize' | 'setSpeed' | 'undo' | 'watch'>;

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
    async look(name, question) {
      const { id } = core;
      const outcome = await core.desk.client.hostLook(startOf(core), name, question);
      // of what was taken back meanwhile nothing is told
      return id === core.id ? outcome : { status: 'superseded' };
    },
  };
}
