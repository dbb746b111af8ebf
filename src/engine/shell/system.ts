import type { NotSimulated } from '../base/diagnostic.ts';
import type { Credentials, Program, WritableTree } from '../files/tree.ts';
import type { JsSlot } from './js/runtime.ts';
import type { StandardInput } from './standard-input.ts';
import type { Terminal } from './terminal.ts';
import type { Container } from './container.ts';
import type { Network } from './network.ts';
import type { Bounds } from './kernel/limits.ts';
import type { Behaviour } from './kernel/behaviour.ts';
import type { ProcessEvent } from './kernel/event.ts';
import type { Companion, FileLocks } from './companion.ts';
import type { Cgroup, Rights } from './rights.ts';
import type { Seldom } from './seldom/index.ts';
import type { RepositoryFiles, RepositoryHistory } from './models/git/repository.ts';

export type { Companion, FileLocks } from './companion.ts';
export type { RepositoryFiles, RepositoryHistory } from './models/git/repository.ts';

/** What the shell needs from whoever runs it: build/ for RUN, docker/ for containers. Nobody is known who implements it. */
export interface System {
  readonly tree: WritableTree;
  /** Facts of the image: `debian`, `alpine`, `ubuntu`, `busybox`, `distroless`, `scratch`, … */
  readonly os: OperatingSystem;
  /** `linux/arm64` form of the platform the process runs on. */
  readonly platform: string;
  readonly packages: PackageSource;
  /** What runs JavaScript; without it programs of node are only recognised. */
  readonly js?: JsSlot;
  /** Commands beyond the everyday ones; without it there are no others. */
  readonly commands?: Commands;
  /** What few scripts need, if it is at hand; a run that needs it and has it not ends at once. */
  readonly seldom?: () => Seldom | undefined;
  /** What is mounted, in order; without it nobody knows. */
  readonly mounts?: () => readonly MountLine[];
  /** False under `--network=none`. */
  readonly network: boolean;
  /** The network namespace it lives in; without it one of its own, with nobody else. */
  readonly net?: Network;
  /** Credentials by kind, e.g. an SSH agent socket that answers. */
  readonly credentials: {
    readonly sshAgent: boolean;
    /** Repositories that nobody reads without a key or a token: `github.com/acme/handbook`. */
    readonly privateRepositories?: readonly string[];
  };
  /** Locks on files that others outside of this container see too; without them nobody else holds one. */
  readonly locks?: FileLocks;
  /** What the kernel allows its processes; nothing: what a build step is allowed. */
  readonly rights?: Rights;
  /** Bytes of /dev/shm; nothing: 64 MB. */
  readonly shm?: number;
  /** Limits of what is started in it, by the letter of bash's ulimit; nothing: the usual ones. */
  readonly ulimits?: ReadonlyMap<string, Bounds>;
  /** What its control group holds them to; nothing: no limits. */
  readonly cgroup?: Cgroup;
  /** Wall clock in ms after START (clock.ts), for `date`; nothing: the time since the start of the run. */
  readonly clock?: () => number;
  /** What programs do that are only modelled, by their command line. */
  readonly behaviours?: (argv: readonly string[], cwd: string) => Behaviour | undefined;
  /** Told what happens to its processes, in order; nothing is held up by it. */
  readonly onProcessEvent?: (event: ProcessEvent) => void;
}

/** A line of /proc/mounts. */
export interface MountLine {
  readonly source: string;
  readonly path: string;
  readonly type: string;
  /** `rw,relatime` */
  readonly options: string;
  /** Bytes that it holds and that are taken; undefined where only a real machine could tell. Without `total` df leaves it out. */
  readonly space?: { readonly total: number; readonly used: number };
  /** False: it stands for kernel tables rather than files, which df leaves out. */
  readonly files?: false;
}

export interface OperatingSystem {
  readonly family: string;
  readonly version?: string;
  /** What package figures are found by: `trixie`, `noble`, `3.22`. */
  readonly suite?: string;
  readonly libc: 'glibc' | 'musl' | null;
  readonly shell: 'dash' | 'ash' | 'bash' | null;
  readonly packageManager: 'apt' | 'apk' | 'dnf' | null;
  /** What BusyBox says its version is, where it is not that of Alpine: `1.37.0 (Debian 1:1.37.0-6+b9)`. */
  readonly busybox?: string;
}

/** A package as the models of apt, apk, npm, pip and go see it. Sizes in bytes. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly downloadBytes: number;
  readonly installedBytes: number;
  readonly packages: number;
  /** Commands it brings: absolute paths. */
  readonly binaries: readonly string[];
  readonly assumed: boolean;
  /** Files of the install when counted. */
  readonly files?: number;
  /** apt without `--no-install-recommends`; the figures above are those without recommended packages. */
  readonly recommends?: { readonly downloadBytes: number; readonly installedBytes: number; readonly packages: number };
  /** apt on images that leave documentation out (`-slim`): bytes of the layer. */
  readonly slimBytes?: number;
  /** Packages that come with it, itself included, in the order of the install; empty when not known. */
  readonly names?: readonly string[];
  /** Already part of the base image. */
  readonly inBase?: boolean;
  /** pip: there is no wheel, so a compiler and these are needed. */
  readonly builds?: readonly string[];
}

export interface PackageSource {
  /** `manager` is `apt`, `apk`, `npm`, `pip`, `go`…; `suite` e.g. `trixie` or `3.22`. */
  find(manager: string, suite: string, name: string): PackageFacts | undefined;
  /** Bytes of index files that `apt-get update` or `apk update` leave behind. */
  indexBytes(manager: string, suite: string): number;
}

/** Output in the order it was written. */
export interface OutputChunk {
  readonly fd: 1 | 2;
  readonly text: string;
  /** Virtual milliseconds since the start of the step. */
  readonly at: number;
}

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

/** Something open for reading. */
export interface Reading {
  /** The next text; undefined at the end. */
  read(): Task<string | undefined>;
}

/** A process as a command sees it. Commands are `(process, args) => number | Task`; see shell/commands. */
export interface Process {
  readonly system: System;
  /** Name it was called by, e.g. `[` for test. */
  readonly name: string;
  readonly flavor: Flavor;
  /** Options of GNU's command of this name, as `Command.gnu` gives them; undefined: not known. */
  readonly gnu?: string;
  /** Facts of the executable that runs; undefined for what is built into the shell. */
  readonly program?: Program;
  /** Resolved path of the executable; undefined for what is built into the shell. */
  readonly executable?: string;
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
  processes(): readonly ProcessView[];
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

/** What one run of a program answers. */
export interface RunOutcome {
  readonly exit: number;
  readonly log: readonly OutputChunk[];
  /** Spans are offsets into the command text that was given. */
  readonly notSimulated: readonly NotSimulated[];
  /** Virtual milliseconds. */
  readonly ms: number;
  /** The program did not end by itself: a server that listens on these ports. `exit` is 0 then. */
  readonly running?: Running;
  /**
   * The program could not be started at all, in the words of the OCI runtime (`exec: "/bin/sh": stat /bin/sh: no such
   * file or directory`) or the kernel (`exec /app: exec format error`); `exit` is 127, 126 or 1.
   */
  readonly startError?: string;
}

/** Limits of one run; exceeding one ends it with a clear message on stderr. */
export interface Limits {
  readonly steps: number;
  readonly outputBytes: number;
  /** Processes of the PID namespace: 256 unless given (`--pids-limit`). */
  readonly processes?: number;
  /** Virtual milliseconds: an hour unless given. */
  readonly ms?: number;
  /** Steps without a pause after which a process is taken to calculate for ever: a fifth of `steps` unless given. */
  readonly endless?: number;
}

/** How a program is run; what is left out is taken as in a fresh container: root, `/`, an empty environment. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  readonly cwd?: string;
  readonly credentials?: Credentials;
  readonly limits?: Limits;
  /** Text, or what is written to while it runs; nothing: empty. */
  readonly stdin?: string | StandardInput;
  /** Pid of the second process; 2 unless given. */
  readonly nextPid?: number;
  /** A container, not a build step: whoever runs on at a limit is taken to stay, as nobody waits for its end. */
  readonly stays?: boolean;
}

/**
 * What build/ and grade/ ask of the shell, through the world: whoever makes a world decides when the code behind it is
 * loaded. `shell` of index.ts is the one there is.
 */
export interface Shell {
  /** Runs `argv` in the system's tree as the OCI runtime does, until it ends or stays. Never throws for what it runs. */
  runProgram(system: System, argv: readonly string[], options?: RunOptions): RunOutcome;
  /** Runs programs side by side, each in a container of its own, in one virtual time; answers their outcomes in the same order. */
  runTogether(programs: readonly Companion[]): readonly RunOutcome[];
  /** Starts a program as the first process of a container, which lives on in virtual time. */
  startContainer(system: System, argv: readonly string[], options?: RunOptions): Container;
  /** Names of all programs that can be played. */
  readonly programs: readonly string[];
  /** Plausible files of a foreign Git repository at `ref`, by path; with `history` there is a `.git` of that size. */
  repositoryFiles(address: string, ref: string, history?: RepositoryHistory): RepositoryFiles;
}
/** Commands by name and alias. One that is not at hand may be noted, so that the run can be repeated with it. */
export interface Commands {
  get(name: string): Command | undefined;
}

/** One shell command: `shell/commands/<folder>/<name>.ts`, default export. */
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
