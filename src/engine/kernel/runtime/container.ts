import type { NotSimulated } from '../../base/diagnostic.ts';
import type { Credentials } from '../../files/tree.ts';
import type { Action, Proc } from '../processes/proc.ts';
import { LIMITS, newMachine, type Interpreter, type Machine } from '../machine.ts';
import { mountRuntime } from '../mounts.ts';
import { usageOf } from '../memory/memory.ts';
import { perform } from '../processes/run-program.ts';
import { start, type Started } from '../processes/exec.ts';
import { redirected } from '../../shell/execution/redirect.ts';
import type { Usage } from '../rights.ts';
import { runCommand, runStatements } from '../../shell/execution/run-statements.ts';
import { shellProgram } from '../../shell/shell-program.ts';
import { signalNumber } from '../processes/signals.ts';
import { inputOf, openSession, seat, type Session, type SessionOptions } from './exec-session.ts';
import type { Stream } from '../streams/stream.ts';
import type { Terminal } from '../streams/terminal.ts';
import type { OutputChunk, ProcessView, RunOptions, Running, System } from '../system.ts';
import { runChild, runText } from '../../shell/execution/run-text.ts';

const INTERPRETER: Interpreter = {
  statements: runStatements,
  command: runCommand,
  text: runText,
  redirected,
  child: runChild,
  perform,
  shellProgram,
};

const ROOT: Credentials = { uid: 0, gid: 0, groups: [0], umask: 0o022 };

/** PATH that the OCI runtime's callers give when the image sets none. Source: BuildKit util/system/path.go. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** How the first process of a container ended. */
export interface Ending {
  /** 128 + n after signal n. */
  readonly exit: number;
  /** Virtual milliseconds since the start. */
  readonly at: number;
}

/** A process with what signals do to it, by number; what is left out has its default. */
export interface ContainerProcess extends ProcessView {
  readonly actions: ReadonlyMap<number, Action>;
}

/** A container that has been started: its processes live in virtual time, which goes on only in `run`. */
export interface Container {
  /** Virtual milliseconds since the start. */
  readonly now: number;
  /** Set once the first process has ended, and everybody else with it. */
  readonly ended: Ending | undefined;
  /** Set when the first process could not be started. */
  readonly failure: Extract<Started, { ok: false }> | undefined;
  /** Output so far, in the order it was written. */
  readonly log: readonly OutputChunk[];
  readonly notSimulated: readonly NotSimulated[];
  /** A limit of the simulator has ended it. */
  readonly halted: boolean;
  /** Servers that said they stay, and what they listen on. */
  readonly running: Running | undefined;
  /** Virtual ms at which somebody goes on by himself; infinite when nobody ever will. */
  readonly next: number;
  /** Its own clock goes on to `ms` without anything happening: somebody outside had something to do meanwhile. */
  wake(ms: number): void;
  /** Starts a further program in its PID namespace; the environment is taken as it is. */
  exec(argv: readonly string[], options: SessionOptions): Session;
  /** Lets virtual time go on up to `until` ms; `idle`: nobody will ever go on by himself. */
  run(until: number): 'ended' | 'idle' | 'time' | 'halted';
  /** Only servers would go on by themselves: everybody else waits for somebody. */
  readonly stays: boolean;
  /** Sends a signal from outside (`docker kill -s`): `TERM`, `SIGTERM` or a number. */
  signal(name: string | number): void;
  processes(): readonly ContainerProcess[];
  /** What its processes use now. */
  usage(): Usage;
  /** Writes what is still held back, for others who look at the same files. */
  flush(): void;
  /** Takes /dev, /proc and /sys away again and writes what is still held back. */
  close(): void;
}

/**
 * Starts a program in a system's tree as `runc` does: `argv[0]` is looked up in PATH, loaded (mode bits, `#!`, architecture,
 * loader), and becomes the first process of a PID namespace. Nothing runs before `run` is called.
 */
export function startContainer(system: System, argv: readonly string[], options: RunOptions = {}): Container {
  const machine = newMachine(system, options.limits ?? LIMITS, INTERPRETER);
  const who = options.credentials ?? ROOT;
  const input = inputOf(options.stdin);
  const fds = new Map<number, Stream>([
    [0, input],
    [1, logStream(machine, 1, input.terminal)],
    [2, logStream(machine, 2, input.terminal)],
  ]);
  const unmount = mountRuntime(system, machine);
  const env = environment(system, who, options.env);
  const request = { argv, env, cwd: options.cwd ?? '/', credentials: who, fds, spans: true };
  const started = start(machine, undefined, request);
  if (options.nextPid !== undefined) machine.kernel.skipTo(options.nextPid);
  const { terminal } = input;
  if (terminal && started.ok)
    seat(machine, terminal, {
      sid: started.proc.sid,
      print(text) {
        // an echo comes between two runs, and whoever follows may have read what was printed before
        machine.seal();
        fds.get(1)?.write?.(text);
      },
    });
  return handle(machine, started, unmount);
}

/** What a handle is made of. */
interface Behind {
  readonly machine: Machine;
  readonly first: Proc | undefined;
  ended: Ending | undefined;
}

type Asked = 'now' | 'ended' | 'halted' | 'running' | 'stays' | 'next';
type Handle = Container & { readonly behind: Behind };

/** What is looked up when it is asked for; a prototype, as that of processes is. */
const ASKED: Pick<Container, Asked> & ThisType<Handle> = {
  get now() {
    return this.behind.machine.kernel.now;
  },
  get ended() {
    return this.behind.ended;
  },
  get halted() {
    return this.behind.machine.halted;
  },
  get running() {
    return runningOf(this.behind.machine.kernel.procs.values());
  },
  get stays() {
    const live = [...this.behind.machine.kernel.procs.values()].filter(({ state }) => state !== 'zombie');
    return (
      live.some(({ running }) => running) && live.every(({ running, wait }) => running ?? wait?.until === undefined)
    );
  },
  get next() {
    const { machine, first, ended } = this.behind;
    return first && !ended ? machine.kernel.next() : machine.kernel.now;
  },
};

function handle(machine: Machine, started: Started, unmount: () => void): Container {
  const { kernel } = machine;
  const first = started.ok ? started.proc : undefined;
  const behind: Behind = { machine, first, ended: undefined };
  const look = (): void => {
    if (!behind.ended && first?.state === 'zombie') behind.ended = { exit: first.status, at: kernel.now };
  };
  const own: Omit<Handle, Asked> = {
    behind,
    failure: started.ok ? undefined : started,
    log: machine.log,
    notSimulated: machine.notSimulated,
    wake(ms) {
      kernel.now = Math.max(kernel.now, ms);
    },
    exec: (argv, options) => openSession(machine, argv, { ...options, credentials: options.credentials ?? ROOT }),
    run(until) {
      const stopped = first ? runSealed(machine, until) : 'ended';
      look();
      return stopped;
    },
    signal(name) {
      const signal = typeof name === 'number' ? name : signalNumber(name);
      if (first && signal !== undefined) kernel.deliver(first, signal, 'outside');
      look();
    },
    processes: () =>
      [...kernel.procs.values()]
        .filter((proc) => !behind.ended || proc.pid === 1)
        .map(({ pid, ppid, pgid, sid, argv, state, status, credentials, actions }) => {
          return { pid, ppid, pgid, sid, argv, command: argv.join(' '), state, status, uid: credentials.uid, actions };
        }),
    usage: () => usageOf(machine),
    flush: () => machine.sync(!behind.ended && !machine.halted),
    close() {
      machine.sync();
      unmount();
    },
  };
  return Object.setPrototypeOf(own, ASKED) as Handle;
}

/** Whoever follows the output reads it between two runs, so what is printed in another is a chunk of its own. */
function runSealed(machine: Machine, until: number): ReturnType<Machine['kernel']['run']> {
  machine.seal();
  const stopped = machine.kernel.run(until);
  machine.seal();
  return stopped;
}

/** Ports of all servers together; undefined when nobody stays. */
function runningOf(procs: Iterable<Proc>): Running | undefined {
  const running = [...procs].flatMap((proc) => (proc.running && proc.state !== 'zombie' ? [proc.running] : []));
  if (running.length === 0) return undefined;
  const local = running.flatMap((one) => one.local ?? []);
  return { listens: running.flatMap(({ listens }) => listens), ...(local.length ? { local } : {}) };
}

/**
 * Bytes in a virtual ms that whoever keeps the output of a container takes; assumed: json-file writes lines at some 10 MB a second. So who
 * prints without end goes on in the time that others have, not in one turn.
 */
const LOG_RATE = 10_000;

function logStream(machine: Machine, fd: 1 | 2, terminal: Terminal | undefined): Stream {
  return {
    ...(terminal ? { terminal } : {}),
    rate: LOG_RATE,
    write(text) {
      machine.print(fd, text);
      terminal?.printed(text);
      return undefined;
    },
  };
}

function environment(system: System, who: Credentials, given: RunOptions['env']): Map<string, string> {
  const entries = given instanceof Map ? given : new Map(Object.entries(given ?? {}));
  const env = new Map<string, string>(entries);
  if (!env.has('PATH')) env.set('PATH', PATH);
  // runc sets HOME from /etc/passwd when the image does not: libcontainer init_linux.go.
  if (!env.has('HOME')) env.set('HOME', homeOf(system, who.uid));
  return env;
}

function homeOf(system: System, uid: number): string {
  const passwd = system.tree.read('/etc/passwd');
  const lines = passwd.ok ? (passwd.value ?? '').split('\n') : [];
  const fields = lines.map((line) => line.split(':')).find((line) => line[2] === String(uid));
  return fields?.[5] || (uid === 0 ? '/root' : '/');
}
