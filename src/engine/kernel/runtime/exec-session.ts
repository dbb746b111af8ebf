import type { Proc } from '../processes/proc.ts';
import type { Machine } from '../machine.ts';
import { start, type Started } from '../processes/exec.ts';
import { signalNumber } from '../processes/signals.ts';
import { NULL, textInput, type Stream } from '../streams/stream.ts';
import type { OutputChunk, RunOptions } from '../system.ts';
import type { StandardInput } from '../streams/standard-input.ts';
import type { Terminal } from '../streams/terminal.ts';

/** A further program in the PID namespace of a container, beside its first process: what `docker exec` starts. */
export interface Session {
  /** Its pid in the namespace; undefined when it could not be started. */
  readonly pid: number | undefined;
  readonly failure: Extract<Started, { ok: false }> | undefined;
  /** Exit code, 128 + n after signal n; undefined while it runs. */
  readonly exit: number | undefined;
  /** Output so far, in the order it was written; times are the container's. */
  readonly log: readonly OutputChunk[];
  /** Output since it was last taken; it is forgotten then. */
  take(): string;
  /** `TERM`, `SIGTERM` or a number. */
  signal(name: string | number): void;
}

/** How a session is started. */
export interface SessionOptions extends Omit<RunOptions, 'stdin' | 'limits' | 'stays'> {
  readonly env: ReadonlyMap<string, string>;
  /** Text, or what is written to while it runs; nothing: empty. */
  readonly stdin?: string | StandardInput;
}

/** Standard input of a program: nothing, text, or what somebody goes on writing to. */
export function inputOf(stdin: string | StandardInput | undefined): Stream {
  if (stdin === undefined) return NULL;
  return typeof stdin === 'string' ? textInput(stdin) : stdin.stream;
}

/** Starts a program in a running machine; nothing of it runs before the machine does. */
export function openSession(
  machine: Machine,
  argv: readonly string[],
  options: SessionOptions & Required<Pick<SessionOptions, 'credentials'>>,
): Session {
  const log: OutputChunk[] = [];
  const input = inputOf(options.stdin);
  const { terminal } = input;
  const write = (fd: 1 | 2, text: string): undefined => {
    machine.wrote(text.length);
    // a screen takes half a megabyte a second: who floods it has less time for more
    if (terminal) machine.work(4 * text.length);
    if (text !== '' && !machine.halted) log.push({ fd, text, at: machine.kernel.now });
    terminal?.printed(text);
  };
  const sink = (fd: 1 | 2): Stream => ({ write: (text) => write(fd, text), ...(terminal ? { terminal } : {}) });
  const fds = new Map<number, Stream>([
    [0, input],
    [1, sink(1)],
    [2, sink(2)],
  ]);
  const { credentials, env, cwd = '/' } = options;
  const started = start(machine, undefined, { argv, env, cwd, credentials, fds });
  if (terminal && started.ok) seat(machine, terminal, { sid: started.proc.sid, print: (text) => write(1, text) });
  return handle(machine, started, log);
}

/** Puts a terminal before a session: keys reach everybody in it, as all of them are in the foreground. */
export function seat(
  machine: Machine,
  terminal: Terminal,
  how: { readonly sid: number; readonly print: (text: string) => void },
): void {
  terminal.attach({
    print: how.print,
    signal(name) {
      const signal = signalNumber(name) ?? 0;
      for (const proc of machine.kernel.procs.values())
        if (proc.sid === how.sid) machine.kernel.deliver(proc, signal, 'keys');
    },
  });
}

function handle(machine: Machine, started: Started, log: OutputChunk[]): Session {
  const proc: Proc | undefined = started.ok ? started.proc : undefined;
  let reaped = false;
  return {
    pid: proc?.pid,
    failure: started.ok ? undefined : started,
    log,
    get exit() {
      if (!proc || proc.state !== 'zombie') return undefined;
      // who asks has waited for it, as runc does
      if (!reaped) machine.kernel.reap(proc);
      reaped = true;
      return proc.status;
    },
    take: () =>
      log
        .splice(0)
        .map(({ text }) => text)
        .join(''),
    signal(name) {
      const signal = typeof name === 'number' ? name : signalNumber(name);
      if (proc && signal !== undefined) machine.kernel.deliver(proc, signal, 'outside');
    },
  };
}
