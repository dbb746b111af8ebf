import type { Credentials, Program, WritableTree } from '../files/tree.ts';
import type { System } from './system.ts';
import type { Terminal } from './streams/terminal.ts';

/** Whose form of a command is played: GNU's, BusyBox's, or the one built into a shell. */
export type Flavor = 'gnu' | 'busybox' | 'dash' | 'ash' | 'bash';

/**
 * What a suspended process waits for: it goes on when `ready` says so, at virtual ms `until`, or when a signal arrives.
 * Without either it only gives way to others.
 */
export interface Wait {
  readonly until?: number;
  readonly ready?: () => boolean;
}

/** Work that may have to wait: `yield*` it. */
export type Task<T = number> = Generator<Wait, T, undefined>;

/** What a process does when a signal arrives. */
export type SignalAction = 'ignore' | 'default' | ((signal: number) => void);

/** A child process that was started and not yet waited for. */
export interface Child {
  readonly pid: number;
  /** `zombie` once it has ended. */
  readonly state: 'running' | 'stopped' | 'zombie';
}

/** A process as `ps` lists it. */
export interface ProcessView {
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly uid: number;
  readonly argv: readonly string[];
  /** Its command line, words joined by spaces. */
  readonly command: string;
  /** The kernel's name of it, where it is not that of `argv[0]`: a script's. */
  readonly comm?: string;
  /** Runs or waits, stopped, or ended and not waited for. */
  readonly state: 'running' | 'stopped' | 'zombie';
  /** Exit code of a zombie. */
  readonly status: number;
}

/** What a process has used: virtual ms of processor time, and bytes of memory, files not counted. */
export interface ProcessUse {
  readonly cpu: number;
  readonly memory: number;
}

/** Something open for reading. */
export interface Reading {
  /** The next text; undefined at the end. */
  read(): Task<string | undefined>;
  /** Bytes of a file of which only their number is known. */
  readonly size?: number;
}

/** A process as a command sees it. Commands are `(process, args) => number | Task`; see programs/. */
export interface Process {
  readonly system: System;
  /** Name it was called by, e.g. `[` for test. */
  readonly name: string;
  readonly flavor: Flavor;
  /** Options of GNU's command of this name, as `Command.gnu` gives them; undefined: not known. */
  readonly gnu?: string | undefined;
  /** Facts of the executable that runs; undefined for what is built into the shell. */
  readonly program?: Program | undefined;
  /** Resolved path of the executable; undefined for what is built into the shell. */
  readonly executable?: string | undefined;
  /** The tree as this process may use it: permissions are tested, owner and umask set. */
  readonly files: WritableTree;
  /** `path` as seen from the working directory; not cleaned, because `..` after a link is physical. */
  path(path: string): string;
  /** The executable that PATH leads to; a name with a slash stands for itself. Undefined when there is none. */
  find(name: string): string | undefined;
  readonly env: Map<string, string>;
  cwd: string;
  readonly credentials: Credentials;
  readonly pid: number;
  readonly ppid: number;
  /** The keyboard and screen behind standard input; undefined: it is a file, a pipe or nothing. */
  readonly terminal?: Terminal | undefined;
  /** The same behind standard output. */
  screen?(): Terminal | undefined;
  /** False when standard input is closed (`<&-`). */
  readonly hasInput?: boolean;
  /** The next text of standard input; undefined at its end. */
  read(): Task<string | undefined>;
  /** Everything up to the end of standard input. */
  readAll(): Task<string>;
  /** Opens a device or a named pipe for reading; undefined when `path` is a file like any other, or nothing. */
  open(path: string): Reading | undefined;
  /** Takes text for a device or a descriptor (`/dev/stderr`, `/dev/fd/63`); undefined when `path` is no such thing. */
  writer(path: string): ((text: string) => void) | undefined;
  /** Virtual milliseconds since the start. */
  readonly now: number;
  out(text: string): void;
  err(text: string): void;
  /** Prints `name: message` and a line break to standard error, with the shell's own prefix where it is built in. */
  complain(message: string): void;
  /** Says that something typed is not modelled; the run goes on with status 0 and `untrusted` set. */
  notSimulated(what: string): void;
  /** Virtual time this command took: what it prints afterwards is that much later. */
  takes(ms: number): void;
  /**
   * It holds so many bytes of memory beside its program from now on. False: it was killed for that, or waits for ever, and must
   * yield a wait that never ends.
   */
  hold(bytes: number): boolean;
  /** Bytes that its control group has left. */
  freeMemory(): number;
  /** Waits in virtual time. */
  sleep(ms: number): Task<void>;
  /** Runs another program as a child (for xargs, make, npm run …), waits for it and answers its exit code. */
  exec(argv: readonly string[], options?: ExecOptions): Task;
  /** Runs shell text with /bin/sh of the image, as `exec` does. */
  shell(text: string, options?: { cwd?: string; env?: ReadonlyMap<string, string> }): Task;
  /** Becomes another program (execve: env, su-exec, nice …); the answer is that of the command too. */
  replace(argv: readonly string[], options?: ExecOptions): Task;
  /** Starts a child without waiting for it; undefined when it cannot be started (`failed` is told why). */
  spawn(argv: readonly string[], options?: ExecOptions): Child | undefined;
  /** Waits for a child; its exit code, 128 + n after signal n. */
  wait(child: Child): Task;
  /** What happens when a signal arrives (name without SIG); a process without an action of its own ends by it. */
  onSignal(name: string, action: SignalAction): void;
  /** Sends a signal (0 only asks) to a process, or to a group when negative. */
  kill(pid: number, signal: string | number): 'sent' | 'ESRCH' | 'EPERM';
  /** All processes of the namespace, by pid. */
  processes(): readonly (ProcessView & ProcessUse)[];
  /** From now on ended children are taken off the table at once, adopted ones included: what an init does. */
  adopts(): void;
  /** Says that this process does not end by itself, until it says undefined: the outcome of its run has `running`. */
  keepRunning(running: Running | undefined): number;
}

export interface ExecOptions {
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  readonly credentials?: Credentials;
  readonly stdin?: string;
  /** Takes what the program prints to standard output instead of printing it. */
  readonly capture?: (text: string) => void;
  /** Swallows standard error. */
  readonly quiet?: boolean;
  /** Told when the program cannot be started; the answer is then 127 (missing) or 126. */
  readonly failed?: (errno: string) => void;
  /** The child leads a process group of its own. */
  readonly leads?: boolean;
}

/** A process that stays: a server. */
export interface Running {
  /** Ports that others can reach from outside the machine. */
  readonly listens: readonly number[];
  /** Ports that it opens on 127.0.0.1 alone. */
  readonly local?: readonly number[];
}

/** Commands by name and alias. One that is not at hand may be noted, so that the run can be repeated with it. */
export interface Commands {
  get(name: string): Command | undefined;
}

/** One shell command: `programs/<folder>/<name>.ts`, default export. */
export interface Command {
  /** One line: what it does and what is left out. */
  readonly summary: string;
  /** Other names of the same command (`[` for test). */
  readonly aliases?: readonly string[];
  /** Shells that have it built in: it runs there without an executable. */
  readonly builtin?: readonly ('dash' | 'ash' | 'bash')[];
  /**
   * Options of GNU's command by name: letters, then long names without the dashes. What is in here and not modelled is reported
   * as not simulated, what is not in here is refused as the command would. Source: `--help` of coreutils 9.7, findutils 4.10,
   * grep 3.11, sed 4.9, tar 1.35, diffutils 3.10, gzip 1.13 (Debian 13).
   */
  readonly gnu?: Readonly<Record<string, string>>;
  /**
   * Sessions that are its tests: `$ ` lines are typed (each a fresh `/bin/sh` of a Debian image in `/`, the files stay),
   * the rest is printed; a line after `! ` goes to standard error.
   */
  readonly example: string;
  /** Answers the exit code; a command that reads standard input, starts programs or waits is a generator. */
  run(process: Process, args: readonly string[]): number | Task;
}
