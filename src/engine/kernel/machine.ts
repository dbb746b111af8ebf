import type { NotSimulated } from '../base/diagnostic.ts';
import type { Span } from '../base/span.ts';
import type { Credentials, WritableTree } from '../files/tree.ts';
import type { Command as Node, Dialect, Redirect, Statement } from '../shell/syntax/ast.ts';
import { withCore } from '../programs/core-programs.ts';
import { newKernel, type Kernel } from './kernel.ts';
import { cgroupTree, processTree } from './mounts.ts';
import type { Ends } from './streams/pipe.ts';
import type { Proc } from './processes/proc.ts';
import type { Shell } from '../shell/state/shell-state.ts';
import type { Loaded } from './processes/load-executable.ts';
import type { Command, Commands, Flavor, Limits, OutputChunk, System, Task } from './system.ts';
import type { Stream } from './streams/stream.ts';

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
  /** It leads a process group of its own. */
  readonly leads?: boolean;
}

/** The command that a process plays, and how it is called. */
export interface Part {
  readonly command: Command;
  readonly name: string;
  readonly flavor: Flavor;
  readonly loaded?: Extract<Loaded, { kind: 'program' }>;
  /** The tree as the process sees it, when somebody has made that view already. */
  readonly files?: () => WritableTree;
  /** Printed before messages in place of `name: `; what is built into a shell has the shell's. */
  readonly prefix?: string;
}

/**
 * Whether what runs is the last thing its process does, so that a program can take its place without a fork: `simple`
 * stands for bash, which does so only for a plain command.
 */
export type Tail = 'no' | 'simple' | 'all';

/** The parts of the interpreter that call each other in circles; wired together in container.ts. */
export interface Interpreter {
  /** Runs statements in a shell; answers the status. */
  readonly statements: (shell: Shell, statements: readonly Statement[], tail: Tail) => Task;
  readonly command: (shell: Shell, command: Node, tail: Tail) => Task;
  /** Runs text in a shell, as `eval` and `.` do. */
  readonly text: (shell: Shell, text: string, line: number) => Task;
  readonly redirected: (shell: Shell, redirects: readonly Redirect[]) => Task<Map<number, Stream> | undefined>;
  /** What a forked shell does: the work, then its EXIT trap. */
  readonly child: (shell: Shell, work: Task) => Task;
  /** Plays a command in a process of its own, to its end. */
  readonly perform: (machine: Machine, proc: Proc, what: { request: Request; part: Part }) => Task;
  /** Plays a shell as a program: `sh -c …`, `sh script`, `sh -s`. */
  readonly shellProgram: (machine: Machine, proc: Proc, how: { request: Request; dialect: Dialect }) => Task;
}

/** What all processes of one container share: kernel, log, limits. */
export interface Machine {
  readonly system: System;
  readonly commands: Commands;
  readonly limits: Limits;
  readonly interpreter: Interpreter;
  readonly kernel: Kernel;
  readonly log: OutputChunk[];
  readonly notSimulated: NotSimulated[];
  /** Named pipes that were opened, by path. */
  readonly fifos: Map<string, Ends>;
  /** /proc, filled when somebody looks. */
  readonly processTree: WritableTree;
  /** /sys/fs/cgroup, filled when somebody looks. */
  readonly cgroupTree: WritableTree;
  /** Streams with text that is not in the tree yet. */
  readonly dirty: Set<Stream>;
  readonly halted: boolean;
  /** Counts work; the run ends when there was too much. */
  work(steps: number): void;
  /** Whether a process has worked so much that it is the turn of others. */
  readonly tired: boolean;
  /** Counts characters written to files and pipes. */
  wrote(characters: number): void;
  print(fd: 1 | 2, text: string): void;
  /** Somebody may have read the output so far: what is printed from now on is a chunk of its own. */
  seal(): void;
  /** Ends the run with the simulator's own message; never held against the learner. */
  halt(reason: string): void;
  report(what: string, span?: Span): void;
  /** Puts text that streams hold back into the tree. */
  sync(lazily?: boolean): void;
}

export const LIMITS: Limits = { steps: 200_000, outputBytes: 4_000_000 };

/** Processes of a namespace, when nobody says otherwise; nothing here is deeper than this either. */
export const MAX_PROCESSES = 256;
/** Deepest nesting of function calls and forks within each other. */
export const MAX_DEPTH = 200;
/** Steps of one turn; of a process that calculates for ever a few do, as its time runs ahead anyway. */
const TURN = 200;
const FEW = 20;

interface State {
  steps: number;
  turn: number;
  /** Characters printed, and those written into files. */
  printed: number;
  written: number;
  halted: boolean;
  /** Chunks of the log that nothing is added to any more. */
  sealed: number;
}

function mostProcesses({ cgroup }: System, limits: Limits): number {
  const held = cgroup?.processes ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(held) ? held : (limits.processes ?? MAX_PROCESSES);
}

/** What the kernel asks of a machine. */
function kernelLimits(
  system: System,
  limits: Limits,
  { state, work }: { state: State; work: (steps: number) => void },
): Parameters<typeof newKernel>[0] {
  return {
    processes: () => mostProcesses(system, limits),
    speed: () => system.cgroup?.speed ?? 1,
    halted: () => state.halted,
    turn: (endless) => void (state.turn = state.steps - (endless ? TURN - FEW : 0)),
    endless: limits.endless ?? limits.steps / 5,
    worked: () => state.steps - state.turn,
    work,
    watch: system.onProcessEvent,
  };
}

/** A fresh machine for one container. */
export function newMachine(system: System, limits: Limits, interpreter: Interpreter): Machine {
  const log: OutputChunk[] = [];
  const state: State = { steps: 0, turn: 0, printed: 0, written: 0, halted: false, sealed: 0 };
  const kernel = newKernel(kernelLimits(system, limits, { state, work: (steps) => made.work(steps) }));
  const made: Machine = {
    system,
    commands: withCore(system.commands),
    limits,
    interpreter,
    kernel,
    log,
    notSimulated: [],
    fifos: new Map(),
    processTree: processTree(),
    cgroupTree: cgroupTree(),
    dirty: new Set(),
    get halted() {
      return state.halted;
    },
    get tired() {
      return state.steps - state.turn > TURN;
    },
    work(steps) {
      state.steps += steps;
      if (state.steps > limits.steps) made.halt(`more than ${limits.steps} steps`);
    },
    wrote(characters) {
      state.written += characters;
      if (state.written > (limits.largeFiles ? 64 : 4) * limits.outputBytes)
        made.halt('more output than the simulator keeps');
    },
    print(fd, text) {
      if (state.halted || text === '') return;
      state.printed += text.length;
      if (state.printed > limits.outputBytes) made.halt(`more than ${limits.outputBytes} bytes of output`);
      else append(log, { fd, text, at: kernel.now }, state.sealed);
    },
    seal: () => void (state.sealed = log.length),
    halt(reason) {
      if (state.halted) return;
      log.push({ fd: 2, text: `stopped by the simulator: ${reason}\n`, at: kernel.now });
      made.report(reason);
      state.halted = true;
    },
    report: (what, span) => note(made.notSimulated, what, span),
    sync(lazily = false) {
      for (const stream of made.dirty) if (stream.flush?.(lazily) !== false) made.dirty.delete(stream);
    },
  };
  return made;
}

function note(list: NotSimulated[], what: string, span: Span | undefined): void {
  const known = list.some((one) => one.what === what && one.span?.start === span?.start);
  if (!known && list.length < 100) list.push({ what, ...(span ? { span } : {}) });
}

/** Chunks of one stream at one time are joined, so that a loop of `echo` does not make thousands. */
function append(log: OutputChunk[], chunk: OutputChunk, sealed: number): void {
  const last = log.at(-1);
  if (last && log.length > sealed && last.fd === chunk.fd && last.at === chunk.at && last.text.length < 4096)
    log[log.length - 1] = { ...last, text: last.text + chunk.text };
  else log.push(chunk);
}
