import { actingAs } from '../../files/index.ts';
import type { Credentials, WritableTree } from '../../files/tree.ts';
import { newCollector, type Ends } from '../streams/pipe.ts';
import type { Proc } from './proc.ts';
import { put, putError } from '../streams/write.ts';
import { search } from './load-executable.ts';
import { freeMemory, hold, memoryOf } from '../memory/memory.ts';
import type { Machine, Part, Request } from '../machine.ts';
import { deviceOf, openDevice } from '../streams/devices.ts';
import { beforeLooking } from '../../shell/on-demand.ts';
import { become, prepare, start, waitFor } from './exec.ts';
import { sendSignal } from './kill.ts';
import { signalNumber } from './signals.ts';
import { nextText, readRest, textInput, type Stream } from '../streams/stream.ts';
import type { ExecOptions, Process, ProcessUse, ProcessView, SignalAction, Task } from '../system.ts';

/** What a view is made of. */
interface Behind {
  readonly machine: Machine;
  readonly proc: Proc;
  readonly request: Request;
  readonly part: Part;
  env: Map<string, string> | undefined;
  files: WritableTree | undefined;
}

type Asked = 'files' | 'env' | 'ppid' | 'now' | 'terminal' | 'hasInput';
type Made = Process & { readonly behind: Behind };

/** What is worked out when it is asked for. It is a prototype: an object with accessors of its own takes thirty times as long to make. */
const ASKED: Pick<Process, Asked> & ThisType<Made> = {
  get files() {
    const { behind } = this;
    const { machine, part, request } = behind;
    if (machine.dirty.size > 0) machine.sync();
    return (behind.files ??= part.files?.() ?? actingAs(machine.system.tree, () => request.credentials));
  },
  get env() {
    return (this.behind.env ??= new Map(this.behind.request.env));
  },
  get ppid() {
    return this.behind.proc.ppid;
  },
  get now() {
    return this.behind.machine.kernel.now;
  },
  get terminal() {
    return this.behind.proc.fds.get(0)?.terminal;
  },
  get hasInput() {
    return this.behind.proc.fds.has(0);
  },
};

/** A process as its command sees it. */
export function newProcess(machine: Machine, proc: Proc, { request, part }: { request: Request; part: Part }): Process {
  const { credentials } = request;
  const { kernel, system } = machine;
  beforeLooking(machine, proc, [...request.argv, request.cwd]);
  const own: Omit<Made, Asked> = {
    behind: { machine, proc, request, part, env: undefined, files: undefined },
    system,
    name: part.name,
    flavor: part.flavor,
    gnu: gnuOptions(part),
    program: part.loaded?.program,
    executable: part.loaded?.path,
    path: (path) => (path.startsWith('/') || path === '' ? path : `${made.cwd}/${path}`),
    find: (name) => search(system, name, { env: made.env, cwd: made.cwd, who: credentials }).path,
    cwd: request.cwd,
    credentials,
    pid: proc.pid,
    screen: () => proc.fds.get(1)?.terminal,
    read: () => nextText(machine, proc.fds.get(0)),
    readAll: () => readRest(machine, proc.fds.get(0)),
    open: (path) => openDevice(machine, proc, made.path(path)),
    writer: (path) => writerOf(machine, proc, made.path(path)),
    out(text) {
      if (!machine.halted) put(proc, proc.fds.get(1), text);
    },
    err(text) {
      if (!machine.halted) putError(proc, proc.fds.get(2), text);
    },
    complain: (message) => made.err(`${part.prefix ?? `${part.name}: `}${message}\n`),
    notSimulated: (message) => machine.report(message),
    exec: (argv, options) => execute(machine, proc, { process: made, argv, options: options ?? {} }),
    shell: (text, options) =>
      execute(machine, proc, { process: made, argv: ['sh', '-c', text], options: options ?? {}, path: '/bin/sh' }),
    replace: (argv, options) => replace(machine, proc, { process: made, argv, options: options ?? {} }),
    spawn: (argv, options) => spawn(machine, proc, { process: made, argv, options: options ?? {} })?.proc,
    *wait(child) {
      const found = kernel.procs.get(child.pid);
      return found ? yield* waitFor(machine, proc, found) : 127;
    },
    onSignal: (name, action) => onSignal(proc, name, action),
    kill: (pid, signal) => sendSignal(machine, proc, { pid, signal }),
    processes: () => [...kernel.procs.values()].map(viewOf),
    adopts: () => adopt(machine, proc),
    hold: (bytes) => hold(machine, proc, bytes),
    freeMemory: () => freeMemory(machine),
    takes: (ms) => takes(machine, proc, ms),
    sleep: (ms) => sleep(machine, ms),
    keepRunning(running) {
      proc.running = running;
      return 0;
    },
  };
  const made = Object.setPrototypeOf(own, ASKED) as Made;
  return made;
}

function onSignal(proc: Proc, name: string, action: SignalAction): void {
  const signal = signalNumber(name) ?? 0;
  if (action === 'default') proc.actions.delete(signal);
  else proc.actions.set(signal, action);
}

function adopt({ kernel }: Machine, proc: Proc): void {
  proc.reaping = true;
  for (const child of kernel.children(proc.pid)) if (child.state === 'zombie') kernel.reap(child);
}

function takes({ kernel }: Machine, proc: Proc, ms: number): void {
  if (proc.owed === 0 && kernel.alone(proc, ms)) kernel.now += ms;
  else proc.owed += ms;
}

function* sleep({ kernel }: Machine, ms: number): Task<void> {
  const end = kernel.now + ms;
  while (kernel.now < end) yield { until: end };
}

function writerOf(machine: Machine, proc: Proc, path: string): ((text: string) => void) | undefined {
  const stream = deviceOf(machine, proc.fds, path);
  if (stream === undefined || stream === 'none') return undefined;
  return (text) => {
    if (!machine.halted) put(proc, stream, text);
  };
}

function viewOf(proc: Proc): ProcessView & ProcessUse {
  const { pid, ppid, pgid, sid, state, argv, comm, status } = proc;
  const used = { cpu: proc.cpu, memory: memoryOf(proc) };
  const view = {
    pid,
    ppid,
    pgid,
    sid,
    uid: proc.credentials.uid,
    argv,
    command: argv.join(' '),
    state,
    status,
    ...used,
  };
  return comm === undefined ? view : { ...view, comm };
}

interface Wanted {
  readonly process: Process;
  readonly argv: readonly string[];
  readonly options: ExecOptions;
  readonly path?: string;
}

function requestOf(wanted: Wanted, fds: ReadonlyMap<number, Stream>): Request {
  const { process, argv, options, path } = wanted;
  return {
    argv,
    env: options.env ?? process.env,
    cwd: options.cwd ?? process.cwd,
    credentials: inherited(process.credentials, options.credentials),
    fds,
    ...(path === undefined ? {} : { path }),
  };
}

/** Other credentials keep the bounding set: nobody gets out of it. */
function inherited(own: Credentials, wanted: Credentials | undefined): Credentials {
  if (!wanted) return own;
  return own.bounding === undefined ? wanted : { ...wanted, bounding: own.bounding };
}

function spawn(machine: Machine, proc: Proc, wanted: Wanted): { proc: Proc; output: Ends | undefined } | undefined {
  const { options } = wanted;
  const fds = new Map(proc.fds);
  if (options.stdin !== undefined) fds.set(0, textInput(options.stdin));
  const output = options.capture ? newCollector(machine.kernel, proc, (count) => machine.wrote(count)) : undefined;
  if (output) fds.set(1, output.writer);
  if (options.quiet) fds.set(2, { write: () => undefined });
  const started = start(machine, proc, { ...requestOf(wanted, fds), ...(options.leads ? { leads: true } : {}) });
  if (started.ok) return { proc: started.proc, output };
  options.failed?.(started.failure.errno);
  return undefined;
}

function* execute(machine: Machine, proc: Proc, wanted: Wanted): Task {
  let errno = 'ENOENT';
  const failed = (reason: string): void => {
    errno = reason;
    wanted.options.failed?.(reason);
  };
  const started = spawn(machine, proc, { ...wanted, options: { ...wanted.options, failed } });
  if (!started) return errno === 'ENOENT' ? 127 : 126;
  const status = yield* waitFor(machine, proc, started.proc);
  const { output } = started;
  if (output) {
    while (output.pipe.hasWriters() && !machine.halted) yield { ready: () => !output.pipe.hasWriters() };
    wanted.options.capture?.(output.drain());
  }
  return status;
}

function* replace(machine: Machine, proc: Proc, wanted: Wanted): Task {
  const request = requestOf(wanted, proc.fds);
  const prepared = prepare(machine, request);
  if (prepared.ok) return yield* become(machine, proc, { request, prepared });
  wanted.options.failed?.(prepared.failure.errno);
  return prepared.failure.errno === 'ENOENT' ? 127 : 126;
}

/** What is known of the options of GNU's form, under the name that the command is called by. */
function gnuOptions({ command, name }: Part): string | undefined {
  return command.gnu?.[name.slice(name.lastIndexOf('/') + 1)];
}
