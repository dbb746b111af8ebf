import type { Credentials, Errno } from '../../files/tree.ts';
import type { Stream } from '../streams/stream.ts';
import type { Bounds } from './resource-limits.ts';
import type { Running, Task, Wait } from '../system.ts';

/** What happens to a signal that a process does not leave to its default: nothing, or a handler in the process. */
export type Action = 'ignore' | ((signal: number) => void);

/** Text on its way into a pipe that is full. */
export interface Held {
  readonly stream: Stream;
  text: string;
}

/** A process: what the kernel keeps of it. */
export interface Proc {
  readonly pid: number;
  ppid: number;
  /** Process group and session, by the pid of their leader. */
  pgid: number;
  sid: number;
  /** Command line, as `ps` prints it. */
  argv: readonly string[];
  /** The kernel's name of it, where it is not that of `argv[0]`: a script's. */
  comm: string | undefined;
  state: 'running' | 'stopped' | 'zombie';
  /** Exit code; 128 + n after signal n. */
  status: number;
  /** The signal that ended it. */
  signal: number | undefined;
  task: Task | undefined;
  /** What it waits for; undefined: it can run. */
  wait: Wait | undefined;
  /** A signal has ended its wait. */
  woken: boolean;
  fds: Map<number, Stream>;
  /** Descriptors put aside while a part of a script has others; they keep pipes open too. */
  readonly aside: ReadonlyMap<number, Stream>[];
  credentials: Credentials;
  cwd: string;
  /** As it was started with. */
  env: ReadonlyMap<string, string>;
  /** `ulimit` where it was changed, by the letter of bash's. */
  limits: ReadonlyMap<string, Bounds>;
  /** It has written more to a file than its limit allows: SIGXFSZ is on its way. */
  oversize: boolean;
  /** By signal number. */
  readonly actions: Map<number, Action>;
  /** Signals that wait because the process is stopped. */
  readonly queued: number[];
  /** bash with an EXIT trap: a signal that would end it runs the trap first. */
  catchesFatal: boolean;
  fatal: number | undefined;
  readonly held: Held[];
  /** Ended children are taken off the table at once: a shell that waits, an init. */
  reaping: boolean;
  /** A text could not be written: `ENOSPC`, `EBADF`, `EPIPE`. */
  writeError: Errno | 'EBADF' | 'EPIPE' | undefined;
  /** Virtual milliseconds of work done and not yet waited for. */
  owed: number;
  /** Characters printed since printing last took time. */
  printed: number;
  /** Steps of work since it last waited. */
  burned: number;
  /** Virtual ms of processor time. */
  cpu: number;
  /** Bytes of memory that it holds beside its program. */
  memory: number;
  /** It is a server that does not end by itself. */
  running: Running | undefined;
}

export interface NewProc {
  readonly argv: readonly string[];
  readonly comm?: string | undefined;
  readonly fds: ReadonlyMap<number, Stream>;
  readonly credentials: Credentials;
  readonly cwd: string;
  /** Undefined: that of its parent. */
  readonly env?: ReadonlyMap<string, string>;
  /** Its own process group. */
  readonly leads?: boolean;
}

const NO_LIMITS: ReadonlyMap<string, Bounds> = new Map();

/** A process that has just been forked from `parent`: ignored signals stay ignored, caught ones have their default again. */
export function newProc(pid: number, parent: Proc | undefined, given: NewProc): Proc {
  const actions = new Map<number, Action>();
  for (const [signal, action] of parent?.actions ?? []) if (action === 'ignore') actions.set(signal, action);
  return {
    pid,
    ppid: parent?.pid ?? 0,
    pgid: given.leads || !parent ? pid : parent.pgid,
    sid: parent?.sid ?? pid,
    argv: given.argv,
    comm: given.comm,
    state: 'running',
    status: 0,
    signal: undefined,
    task: undefined,
    wait: undefined,
    woken: false,
    fds: new Map(given.fds),
    aside: [],
    credentials: given.credentials,
    cwd: given.cwd,
    env: given.env ?? parent?.env ?? new Map(),
    limits: parent?.limits ?? NO_LIMITS,
    oversize: false,
    actions,
    queued: [],
    catchesFatal: false,
    fatal: undefined,
    held: [],
    reaping: false,
    writeError: undefined,
    owed: 0,
    printed: 0,
    burned: 0,
    cpu: 0,
    memory: 0,
    running: undefined,
  };
}

/** A wait that only a signal can end. */
export const FOREVER: Wait = { ready: () => false };

/** Waits for ever: what a process does that has ended while it was still being run. */
export function* forever(): Generator<Wait, never, undefined> {
  for (;;) yield FOREVER;
}
