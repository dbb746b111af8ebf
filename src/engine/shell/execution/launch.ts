import { search, type LoadFailure } from '../../kernel/processes/load-executable.ts';
import type { Request } from '../../kernel/machine.ts';
import { become, prepare, type Prepared } from '../../kernel/processes/exec.ts';
import { cannotFork } from './fork.ts';
import { builtinPrefix, filesOf, lookup, prefix, quit, setFds, write, type Shell } from '../state/shell-state.ts';
import type { Stream } from '../../kernel/streams/stream.ts';
import type { Task } from '../../kernel/system.ts';
import { endedBy, waitForeground } from './wait.ts';

interface Launch {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly fds: ReadonlyMap<number, Stream>;
  /** The program takes the place of the shell. */
  readonly replaces?: boolean;
  /** The builtin that messages name: `exec`. */
  readonly by?: string;
  /** `argv[0]` that the program sees. */
  readonly name?: string;
  /** The command as typed. */
  readonly text?: string;
}

/** Starts a program as a child, or in place of the shell, and says in the shell's words when that is impossible. */
export function* launch(shell: Shell, what: Launch): Task {
  const { machine, proc } = shell;
  const { argv, fds } = what;
  const env = shell.dialect === 'bash' ? fromBash(shell, what) : what.env;
  const request: Request = { argv, env, cwd: shell.cwd, credentials: { ...shell.identity }, fds };
  const prepared = asScript(shell, request, prepare(machine, called(shell, request, what.name)));
  if (!prepared.ok) return refused(shell, what, prepared);
  if (prepared.path !== undefined && !(argv[0] ?? '').includes('/')) shell.hashed.set(argv[0] ?? '', prepared.path);
  if (what.replaces) {
    proc.fds = new Map(fds);
    proc.aside.length = 0;
    machine.kernel.epoch++;
    // Nothing of the shell is left to run a trap.
    shell.traps.clear();
    return quit(shell, yield* become(machine, proc, { request, prepared }));
  }
  // Loading a program takes longer than what was just started in the background needs to begin.
  if (shell.jobs.size > 0 && machine.kernel.othersReady(proc)) yield {};
  const child = machine.kernel.spawn(
    proc,
    { comm: prepared.comm, ...request, argv: prepared.argv, credentials: prepared.credentials },
    prepared.play,
  );
  if (!child) return cannotFork(shell);
  const status = yield* waitForeground(shell, child);
  const outer = proc.fds;
  // BusyBox redirects before it forks, so what it says goes where the command's errors go (recorded, lim-oom)
  if (shell.dialect === 'ash') setFds(shell, new Map(fds));
  const shown = endedBy(shell, child, { status, text: what.text ?? argv.join(' ') });
  if (shell.dialect === 'ash') setFds(shell, outer);
  return shown;
}

/** What bash adds: `_`, the program's path; a program in its place lies as deep as it did itself. */
function fromBash(shell: Shell, { argv, env, replaces }: Launch): ReadonlyMap<string, string> {
  const made = new Map(env);
  const level = env.get('SHLVL');
  if (replaces && level !== undefined && !shell.subshell) made.set('SHLVL', String(Number(level) - 1));
  const { path } = search(shell.machine.system, argv[0] ?? '', { env, cwd: shell.cwd, who: shell.identity });
  made.delete('_');
  return path === undefined ? made : made.set('_', path);
}

/** `exec -a NAME`: the file is found by its own name. BusyBox looks for a program of the new name instead. */
function called(shell: Shell, request: Request, name: string | undefined): Request {
  if (name === undefined) return request;
  const { argv, env, cwd, credentials } = request;
  const { path } = search(shell.machine.system, argv[0] ?? '', { env, cwd, who: credentials });
  const known = path === undefined ? {} : { path };
  return shell.dialect === 'ash'
    ? { ...request, path: `/${name}` }
    : { ...request, ...known, argv: [name, ...argv.slice(1)] };
}

/** A text file without `#!` is run by the shell itself. */
function asScript(shell: Shell, request: Request, prepared: Prepared): Prepared {
  if (prepared.ok || prepared.failure.errno !== 'ENOEXEC') return prepared;
  const { failure, path } = prepared;
  const text = 'text' in failure ? failure.text : undefined;
  // BusyBox does not look whether the file is a binary one.
  if (text === undefined || (text.includes('\0') && shell.dialect !== 'ash')) return prepared;
  const { argv } = request;
  const words = [shell.name, path ?? argv[0] ?? '', ...argv.slice(1)];
  return {
    ok: true,
    argv,
    credentials: request.credentials,
    play: (proc) =>
      shell.machine.interpreter.shellProgram(shell.machine, proc, {
        request: { ...request, argv: words },
        dialect: shell.dialect,
      }),
  };
}

function refused(shell: Shell, what: Launch, prepared: Extract<Prepared, { ok: false }>): number {
  const { failure } = prepared;
  const name = what.argv[0] ?? '';
  if (failure.errno === 'EAGAIN') return cannotFork(shell);
  const remembered = shell.hashed.get(name);
  const outer = shell.proc.fds;
  setFds(shell, new Map(what.fds));
  // bash looks where the program was the last time.
  const lost = shell.dialect === 'bash' && remembered !== undefined && failure.errno === 'ENOENT';
  const why = lost ? 'No such file or directory' : reason(shell, name, failure);
  const text = `${lost ? remembered : name}: ${why}\n`;
  const bash = shell.dialect === 'bash' && what.by !== undefined && why !== 'No such file or directory';
  if (bash && failure.errno === 'EACCES') write(shell, 2, `${prefix(shell)}${text}`);
  if (bash) write(shell, 2, `${builtinPrefix(shell, 'exec')}${name}: ${execReason(why)}\n`);
  else
    write(
      shell,
      2,
      `${what.by === undefined || shell.dialect === 'bash' ? prefix(shell) : builtinPrefix(shell, what.by)}${text}`,
    );
  setFds(shell, outer);
  return failure.errno === 'ENOENT' || failure.errno === 'ENOTDIR' ? 127 : 126;
}

/** bash words what exec cannot do in its own way. */
function execReason(why: string): string {
  if (why === 'command not found') return 'not found';
  return why === 'Permission denied' || why === 'Is a directory' ? `cannot execute: ${why}` : why;
}

function reason(shell: Shell, name: string, failure: LoadFailure): string {
  const { errno } = failure;
  const bash = shell.dialect === 'bash';
  if (errno === 'ENOEXEC') return bash ? 'cannot execute binary file: Exec format error' : 'Exec format error';
  if (name === '' && !bash) return 'Permission denied';
  if (errno === 'EACCES') {
    const entry = filesOf(shell).stat(name.startsWith('/') ? name : `${shell.cwd}/${name}`);
    return bash && entry.ok && entry.value.kind === 'dir' ? 'Is a directory' : 'Permission denied';
  }
  if (!bash) return 'not found';
  if (failure.errno === 'ENOENT' && failure.missing !== undefined) return 'cannot execute: required file not found';
  return name.includes('/') || !lookup(shell, 'PATH') ? 'No such file or directory' : 'command not found';
}
