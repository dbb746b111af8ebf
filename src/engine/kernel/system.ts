import type { NotSimulated } from '../base/diagnostic.ts';
import type { Credentials, WritableTree } from '../files/tree.ts';
import type { Commands, Running } from './process.ts';
import type { JsSlot } from './js-runtime.ts';
import type { StandardInput } from './streams/standard-input.ts';
import type { Container } from './runtime/container.ts';
import type { Network } from './network/network.ts';
import type { Bounds } from './processes/resource-limits.ts';
import type { Behaviour } from './processes/modelled-behaviour.ts';
import type { ProcessEvent } from './processes/event.ts';
import type { Companion, FileLocks } from './runtime/companion.ts';
import type { Cgroup, Rights } from './rights.ts';
import type { Seldom } from '../shell/on-demand/index.ts';
import type { RepositoryFiles, RepositoryHistory } from '../toolchains/git/repository.ts';

export type {
  Child,
  Command,
  Commands,
  ExecOptions,
  Flavor,
  Process,
  ProcessUse,
  ProcessView,
  Reading,
  Running,
  SignalAction,
  Task,
  Wait,
} from './process.ts';
export type { Companion, FileLocks } from './runtime/companion.ts';
export type { RepositoryFiles, RepositoryHistory } from '../toolchains/git/repository.ts';

/** What the shell needs from whoever runs it: build/ for RUN, docker/ for containers. Nobody is known who implements it. */
export interface System {
  readonly tree: WritableTree;
  /** Facts of the image: `debian`, `alpine`, `ubuntu`, `busybox`, `distroless`, `scratch`, … */
  readonly os: OperatingSystem;
  /** The kernel's name of the machine; undefined: what /etc/hostname says. */
  readonly hostname?: string;
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
  /** Opens a file for whoever sits in front of the machine; false: it cannot be opened. Without it nobody sits there. */
  readonly edit?: (path: string) => boolean;
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
  /** Bytes of memory of the machine, and those that containers on it use; nothing: 4 GB. */
  readonly memory?: () => { readonly total: number; readonly used: number };
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
  /** Files may grow as on a real disk: beyond what is kept of their text only their sizes are known, and do not count. */
  readonly largeFiles?: boolean;
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
