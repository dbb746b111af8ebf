import { actingAs } from '../files/index.ts';
import type { WritableTree } from '../files/tree.ts';
import { commands } from './commands.ts';
import { load, search, type Load, type Loaded, type LoadFailure } from './load.ts';
import { MAX_DEPTH, type Machine, type Request } from './machine.ts';
import { collector, readRest, textInput } from './streams.ts';
import type { Command, ExecOptions, Flavor, Process, Task } from './system.ts';

/** A process either ended with a status or could not be started. */
export type Started =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly failure: LoadFailure; readonly path: string | undefined };

/** Starts a program and runs it to its end. */
export function start(machine: Machine, request: Request): Started {
  machine.work(5);
  if (machine.halted) return { ok: true, status: 137 };
  const name = request.argv[0] ?? '';
  const { system } = machine;
  const where = { env: request.env, cwd: request.cwd, who: request.credentials };
  const found = request.path === undefined ? search(system, name, where) : { path: request.path, denied: false };
  if (found.path === undefined)
    return { ok: false, failure: { errno: found.denied ? 'EACCES' : 'ENOENT' }, path: undefined };
  const loaded: Load = load(system, found.path, { name, who: request.credentials, cwd: request.cwd });
  if (!loaded.ok) return { ok: false, failure: loaded.failure, path: found.path };
  if (machine.depth >= MAX_DEPTH) {
    machine.halt(`processes nested more than ${MAX_DEPTH} deep`);
    return { ok: true, status: 137 };
  }
  machine.sync();
  machine.depth++;
  const status = play(machine, { ...request, path: found.path }, loaded.value);
  machine.depth--;
  return { ok: true, status };
}

function play(machine: Machine, request: Request & { path: string }, loaded: Loaded): number {
  switch (loaded.kind) {
    case 'shell':
      return machine.interpreter.shellProgram(machine, request, loaded.dialect);
    case 'script': {
      const argv = [...loaded.line, request.path, ...request.argv.slice(1)];
      return play(machine, { ...request, argv, path: loaded.line[0] ?? '' }, loaded.interpreter);
    }
    case 'unmodelled':
      return unmodelled(machine, request.argv[0] ?? request.path);
    case 'program': {
      const called = request.argv[0] ?? loaded.model;
      const applet = loaded.model === 'busybox' ? (request.argv[1] ?? 'busybox') : loaded.model;
      const argv = loaded.model === 'busybox' ? request.argv.slice(1) : request.argv;
      if (loaded.model === 'busybox' && (applet === 'sh' || applet === 'ash'))
        return machine.interpreter.shellProgram(machine, { ...request, argv }, 'ash');
      const command = commands.get(applet);
      if (!command) return unmodelled(machine, base(called));
      const name = loaded.model === 'busybox' || loaded.flavor === 'busybox' ? applet : called;
      return perform(machine, { ...request, argv }, { command, name, flavor: loaded.flavor, loaded });
    }
  }
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function unmodelled(machine: Machine, name: string): number {
  machine.report(`command "${base(name)}"`);
  return 0;
}

interface Part {
  readonly command: Command;
  readonly name: string;
  readonly flavor: Flavor;
  readonly loaded?: Extract<Loaded, { kind: 'program' }>;
  /** The tree as the process sees it, when somebody has made that view already. */
  readonly files?: WritableTree;
  /** Printed before messages in place of `name: `; what is built into a shell has the shell's. */
  readonly prefix?: string;
}

/** Plays a command as a process of its own. */
export function perform(machine: Machine, request: Request, part: Part): number {
  const process = newProcess(machine, request, part);
  const status = finish(machine, part.command.run(process, request.argv.slice(1)));
  return machine.halted && !machine.running ? 137 : status & 255;
}

/** Drives a task to its end at once: nothing runs beside it. */
function finish<T>(machine: Machine, outcome: T | Task<T>): T {
  if (typeof outcome !== 'object' || outcome === null || !('next' in outcome)) return outcome;
  for (;;) {
    const step = outcome.next();
    if (step.done === true) return step.value;
    if (step.value.until !== undefined) machine.now = Math.max(machine.now, step.value.until);
  }
}

/* eslint-disable-next-line require-yield */
function* at<T>(act: () => T): Task<T> {
  return act();
}

function newProcess(machine: Machine, request: Request, part: Part): Process {
  const { fds, credentials } = request;
  let env: Map<string, string> | undefined;
  let files: WritableTree | undefined = part.files;
  const children = new Map<number, number>();
  const made: Process = {
    system: machine.system,
    name: part.name,
    flavor: part.flavor,
    ...(part.loaded?.program ? { program: part.loaded.program } : {}),
    ...(part.loaded ? { executable: part.loaded.path } : {}),
    get files() {
      return (files ??= actingAs(machine.system.tree, () => credentials));
    },
    path: (path) => (path.startsWith('/') || path === '' ? path : `${made.cwd}/${path}`),
    find: (name) => search(machine.system, name, { env: made.env, cwd: made.cwd, who: credentials }).path,
    get env() {
      return (env ??= new Map(request.env));
    },
    cwd: request.cwd,
    credentials,
    pid: machine.nextPid,
    ppid: 1,
    read: () => at(() => readRest(fds.get(0)) || undefined),
    readAll: () => at(() => readRest(fds.get(0))),
    out(text) {
      if (!machine.halted) fds.get(1)?.write?.(text);
    },
    err(text) {
      if (!machine.halted) fds.get(2)?.write?.(text);
    },
    complain: (message) => made.err(`${part.prefix ?? `${part.name}: `}${message}\n`),
    notSimulated: (what) => machine.report(what),
    takes(ms) {
      machine.now += ms;
    },
    *sleep(ms) {
      yield { until: machine.now + ms };
    },
    exec: (argv, options) => at(() => spawn(machine, made, { argv, fds, options: options ?? {} })),
    shell: (text, options) =>
      at(() => spawn(machine, made, { argv: ['sh', '-c', text], fds, options: options ?? {}, path: '/bin/sh' })),
    replace: (argv, options) => made.exec(argv, options),
    spawn(argv, options) {
      const status = spawn(machine, made, { argv, fds, options: options ?? {} });
      children.set(++machine.nextPid, status);
      return { pid: machine.nextPid };
    },
    wait: (child) => at(() => children.get(child.pid) ?? 127),
    onSignal: () => undefined,
    kill: () => 'ESRCH',
    processes: () => [],
    keepRunning(running) {
      machine.keepRunning(running);
      return 0;
    },
  };
  return made;
}

interface Spawn {
  readonly argv: readonly string[];
  readonly fds: Request['fds'];
  readonly options: ExecOptions;
  readonly path?: string;
}

function spawn(machine: Machine, process: Process, what: Spawn): number {
  const { options } = what;
  const fds = new Map(what.fds);
  if (options.stdin !== undefined) fds.set(0, textInput(options.stdin));
  const output = options.capture ? collector(machine) : undefined;
  if (output) fds.set(1, output.stream);
  if (options.quiet) fds.delete(2);
  const started = start(machine, {
    argv: what.argv,
    env: options.env ?? process.env,
    cwd: options.cwd ?? process.cwd,
    credentials: options.credentials ?? process.credentials,
    fds,
    ...(what.path === undefined ? {} : { path: what.path }),
  });
  if (output) options.capture?.(output.text());
  if (started.ok) return started.status;
  options.failed?.(started.failure.errno);
  return started.failure.errno === 'ENOENT' ? 127 : 126;
}
