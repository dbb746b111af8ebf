import { afterExec } from '../../files/index.ts';
import type { Credentials } from '../../files/tree.ts';
import { behave } from './modelled-behaviour.ts';
import { forever, type Proc } from './proc.ts';
import { load, search, type Load, type Loaded, type LoadFailure } from './load-executable.ts';
import type { Machine, Part, Request } from '../machine.ts';
import type { Task } from '../system.ts';

/** A program found and ready to run in a process. */
export type Prepared =
  | {
      readonly ok: true;
      readonly argv: readonly string[];
      /** Name of the script, where the program is one: the kernel's name of the process. */
      readonly comm?: string;
      readonly play: (proc: Proc) => Task;
      /** Who runs it: execve may have changed that. */
      readonly credentials: Credentials;
      /** Where PATH led. */
      readonly path?: string;
    }
  | { readonly ok: false; readonly failure: LoadFailure | { readonly errno: 'EAGAIN' }; readonly path?: string };

export type Started = { readonly ok: true; readonly proc: Proc } | Extract<Prepared, { ok: false }>;

/** Finds and loads what `execve` would run. */
export function prepare(machine: Machine, request: Request): Prepared {
  machine.work(5);
  machine.sync();
  const name = request.argv[0] ?? '';
  const { system } = machine;
  const where = { env: request.env, cwd: request.cwd, who: request.credentials };
  const found = request.path === undefined ? search(system, name, where) : { path: request.path, denied: false };
  if (found.path === undefined) return { ok: false, failure: { errno: found.denied ? 'EACCES' : 'ENOENT' } };
  const loaded: Load = load(system, found.path, { name, who: request.credentials, cwd: request.cwd });
  if (!loaded.ok) return { ok: false, failure: loaded.failure, path: found.path };
  const credentials = executed(machine, request, { path: found.path, loaded: loaded.value });
  const made = playing(machine, { path: found.path, ...request, credentials }, loaded.value);
  return made.ok && !name.includes('/') ? { path: found.path, ...made } : made;
}

/** Starts a program as a child of `parent`. */
export function start(machine: Machine, parent: Proc | undefined, request: Request): Started {
  const prepared = prepare(machine, request);
  if (!prepared.ok) return prepared;
  const { argv, comm, credentials } = prepared;
  const proc = machine.kernel.spawn(parent, { comm, ...request, argv, credentials }, prepared.play);
  if (!proc) return { ok: false, failure: { errno: 'EAGAIN' } };
  if (!parent && machine.system.ulimits) proc.limits = machine.system.ulimits;
  return { ok: true, proc };
}

/** Puts a program in the place of the one that runs in a process: caught signals have their default again. */
export function become(
  machine: Machine,
  proc: Proc,
  what: { request: Request; prepared: Extract<Prepared, { ok: true }> },
): Task {
  const { request, prepared } = what;
  proc.argv = prepared.argv;
  proc.comm = prepared.comm;
  proc.credentials = prepared.credentials;
  proc.cwd = request.cwd;
  proc.env = request.env;
  proc.catchesFatal = false;
  proc.reaping = false;
  proc.memory = 0;
  for (const [signal, action] of proc.actions) if (action !== 'ignore') proc.actions.delete(signal);
  machine.kernel.note?.(proc, { what: 'exec', argv: proc.argv, uid: proc.credentials.uid });
  return prepared.play(proc);
}

/** Waits for a child and takes it off the table. A signal that ends `parent` meanwhile ends the waiting too. */
export function* waitFor(machine: Machine, parent: Proc, child: Proc): Task {
  const { kernel } = machine;
  const done = (): boolean => child.state === 'zombie';
  if (!done()) {
    parent.wait = { ready: done };
    kernel.runNow(child);
    parent.wait = undefined;
  }
  while (!done() && parent.fatal === undefined && !machine.halted) yield { ready: done };
  if (parent.state === 'zombie') yield* forever();
  if (machine.halted) return 137;
  if (!done()) return 128 + (parent.fatal ?? 0);
  kernel.reap(child);
  return child.status;
}

/**
 * Who a program runs as: a setuid or setgid bit makes it the owner's, unless nobody may get more that way; scripts never. Shells
 * give up what they got so. Source: execve(2); recorded, sec-nnp.
 */
function executed(machine: Machine, request: Request, what: { path: string; loaded: Loaded }): Credentials {
  const who = request.credentials;
  if (what.loaded.kind !== 'program' || machine.system.rights?.noNewPrivileges) return afterExec(who);
  const path = what.path.startsWith('/') ? what.path : `${request.cwd}/${what.path}`;
  const found = machine.system.tree.stat(path);
  if (!found.ok || !(found.value.mode & 0o6000)) return afterExec(who);
  const uid = found.value.mode & 0o4000 ? found.value.uid : who.uid;
  const gid = found.value.mode & 0o2000 ? found.value.gid : who.gid;
  return afterExec({ ...who, uid, gid, real: { uid: who.uid, gid: who.gid } });
}

function playing(machine: Machine, request: Request & { path: string }, loaded: Loaded): Prepared {
  const { argv } = request;
  switch (loaded.kind) {
    case 'shell': {
      const { dialect } = loaded;
      const { credentials } = request;
      return {
        ok: true,
        argv,
        credentials,
        play: (proc) => machine.interpreter.shellProgram(machine, proc, { request, dialect }),
      };
    }
    case 'script': {
      const words = [...loaded.line, request.path, ...argv.slice(1)];
      const played = playing(machine, { ...request, argv: words, path: loaded.line[0] ?? '' }, loaded.interpreter);
      return played.ok ? { ...played, comm: request.path.slice(request.path.lastIndexOf('/') + 1) } : played;
    }
    case 'unmodelled':
      return unmodelled(machine, request, argv[0] ?? request.path);
    case 'program':
      return program(machine, request, loaded);
  }
}

function program(
  machine: Machine,
  request: Request & { path: string },
  loaded: Extract<Loaded, { kind: 'program' }>,
): Prepared {
  const called = request.argv[0] ?? loaded.model;
  const busybox = loaded.model === 'busybox';
  const applet = busybox ? (request.argv[1] ?? 'busybox') : loaded.model;
  const argv = busybox ? request.argv.slice(1) : request.argv;
  if (busybox && (applet === 'sh' || applet === 'ash'))
    return playing(machine, { ...request, argv }, { kind: 'shell', dialect: 'ash' });
  const behaviour = machine.system.behaviours?.(request.argv, request.cwd);
  if (behaviour)
    return {
      ok: true,
      argv: request.argv,
      credentials: request.credentials,
      play: (proc) => behave(machine, proc, behaviour),
    };
  const command = machine.commands.get(applet);
  if (!command) return unmodelled(machine, request, called);
  const name = busybox || loaded.flavor === 'busybox' ? applet : called;
  const part: Part = { command, name, flavor: loaded.flavor, loaded };
  return {
    ok: true,
    argv: request.argv,
    credentials: request.credentials,
    play: (proc) => machine.interpreter.perform(machine, proc, { request: { ...request, argv }, part }),
  };
}

function unmodelled(machine: Machine, request: Request, name: string): Prepared {
  return {
    ok: true,
    argv: request.argv,
    credentials: request.credentials,
    *play() {
      machine.report(`command "${name.slice(name.lastIndexOf('/') + 1)}"`);
      yield {};
      return 0;
    },
  };
}
