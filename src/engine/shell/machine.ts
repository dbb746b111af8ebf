import type { NotSimulated } from '../base/diagnostic.ts';
import type { Span } from '../base/span.ts';
import type { Credentials } from '../files/tree.ts';
import type { Command, Dialect, Statement } from './ast.ts';
import type { Shell } from './state.ts';
import type { Limits, OutputChunk, Running, System } from './system.ts';
import type { Stream } from './streams.ts';

/** What to start: everything `execve` takes. */
export interface Request {
  readonly argv: readonly string[];
  /** The executable; undefined: PATH of `env` is searched for `argv[0]`. */
  readonly path?: string;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly credentials: Credentials;
  readonly fds: ReadonlyMap<number, Stream>;
  /** True when spans of the script are spans of the text the caller gave. */
  readonly spans?: boolean;
}

/** The parts of the interpreter that call each other in circles; wired together in program.ts. */
export interface Interpreter {
  /** Runs statements in a shell; answers the status. */
  readonly statements: (shell: Shell, statements: readonly Statement[]) => number;
  readonly command: (shell: Shell, command: Command) => number;
  /** Runs text in a shell, as `eval` and `.` do. */
  readonly text: (shell: Shell, text: string, line: number) => number;
  /** Runs the action of the EXIT trap, if there is one. */
  readonly exitTrap: (shell: Shell) => void;
  /** Plays a shell as a program: `sh -c …`, `sh script`, `sh -s`. */
  readonly shellProgram: (machine: Machine, request: Request, dialect: Dialect) => number;
}

/** What all processes of one run share: the log, virtual time, limits. */
export interface Machine {
  readonly system: System;
  readonly limits: Limits;
  readonly interpreter: Interpreter;
  readonly log: OutputChunk[];
  readonly notSimulated: NotSimulated[];
  /** Streams with text that is not in the tree yet. */
  readonly dirty: Set<Stream>;
  /** Virtual milliseconds since the start. */
  now: number;
  /** Number the next process gets; the first one is 1. */
  nextPid: number;
  /** The signal that ended the last child, until its parent has looked. */
  signalled: number | undefined;
  /** Processes in each other, shells in functions: bounded. */
  depth: number;
  readonly halted: boolean;
  readonly running: Running | undefined;
  /** Counts work; the run ends when there was too much. */
  work(steps: number): void;
  /** Counts characters written to files. */
  wrote(characters: number): void;
  print(fd: 1 | 2, text: string): void;
  /** Ends the run with the simulator's own message; never held against the learner. */
  halt(reason: string): void;
  /** Ends the run because a process stays: a server that listens. */
  keepRunning(running: Running): void;
  /**
   * Runs what is started in the background; a process in it that stays does not end the run, but is the answer.
   */
  aside(act: () => void): Running | undefined;
  report(what: string, span?: Span): void;
  /** Puts text that streams hold back into the tree. */
  sync(): void;
}

export const LIMITS: Limits = { steps: 60_000, outputBytes: 4_000_000 };

/** Deepest nesting of processes and function calls. */
export const MAX_DEPTH = 200;

interface State {
  steps: number;
  bytes: number;
  halted: boolean;
  running: Running | undefined;
}

/** A fresh machine for one run. */
export function newMachine(system: System, limits: Limits, interpreter: Interpreter): Machine {
  const log: OutputChunk[] = [];
  const state: State = { steps: 0, bytes: 0, halted: false, running: undefined };
  const made: Machine = {
    system,
    limits,
    interpreter,
    log,
    notSimulated: [],
    dirty: new Set(),
    now: 0,
    nextPid: 1,
    signalled: undefined,
    depth: 0,
    get halted() {
      return state.halted;
    },
    get running() {
      return state.running;
    },
    work(steps) {
      state.steps += steps;
      if (state.steps > limits.steps) made.halt(`more than ${limits.steps} steps`);
    },
    wrote(characters) {
      state.bytes += characters;
      if (state.bytes > 8 * limits.outputBytes) made.halt('more output than the simulator keeps');
    },
    print(fd, text) {
      if (state.halted || text === '') return;
      state.bytes += text.length;
      if (state.bytes > limits.outputBytes) made.halt(`more than ${limits.outputBytes} bytes of output`);
      else append(log, { fd, text, at: made.now });
    },
    halt(reason) {
      if (state.halted) return;
      log.push({ fd: 2, text: `stopped by the simulator: ${reason}\n`, at: made.now });
      made.report(reason);
      state.halted = true;
    },
    keepRunning(running) {
      if (state.halted) return;
      state.running = running;
      state.halted = true;
    },
    aside: (act) => aside(state, act),
    report(what, span) {
      note(made.notSimulated, what, span);
    },
    sync() {
      for (const stream of made.dirty) stream.flush?.();
      made.dirty.clear();
    },
  };
  return made;
}

function aside(state: State, act: () => void): Running | undefined {
  const before = state.running;
  act();
  const { running } = state;
  if (before || !running) return undefined;
  state.running = undefined;
  state.halted = false;
  return running;
}

function note(list: NotSimulated[], what: string, span: Span | undefined): void {
  const known = list.some((one) => one.what === what && one.span?.start === span?.start);
  if (!known && list.length < 100) list.push({ what, ...(span ? { span } : {}) });
}

/** Chunks of one stream at one time are joined, so that a loop of `echo` does not make thousands. */
function append(log: OutputChunk[], chunk: OutputChunk): void {
  const last = log.at(-1);
  if (last && last.fd === chunk.fd && last.at === chunk.at && last.text.length < 4096)
    log[log.length - 1] = { ...last, text: last.text + chunk.text };
  else log.push(chunk);
}
