import type { Assignment, Simple } from './ast.ts';
import { builtins } from './builtins.ts';
import { commands } from './commands.ts';
import { expandText, expandWords } from './expand.ts';
import type { LoadFailure } from './load.ts';
import { perform, start } from './process.ts';
import { redirected } from './redirect.ts';
import {
  assign,
  builtinPrefix,
  environment,
  leave,
  lookup,
  prefix,
  write,
  type Shell,
  type Variable,
} from './state.ts';
import type { Stream } from './streams.ts';
import { traceCommand } from './trace.ts';
import type { Command } from './system.ts';

/** What a name means to this shell. */
export type Meaning =
  | { readonly kind: 'special' | 'builtin'; readonly name: string }
  | { readonly kind: 'function' }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'external' };

/** POSIX order: special builtins, functions, builtins, then PATH. bash (not as sh) puts functions first. */
export function meaning(shell: Shell, name: string): Meaning {
  const builtin = builtins.get(name);
  const known = builtin && (builtin.shells ?? ['dash', 'ash', 'bash']).includes(shell.dialect);
  if (known && builtin.special && shell.dialect !== 'bash') return { kind: 'special', name };
  if (shell.functions.has(name)) return { kind: 'function' };
  if (known) return { kind: builtin.special ? 'special' : 'builtin', name };
  const command = commands.get(name);
  if (command?.builtin?.includes(shell.dialect)) return { kind: 'command', command };
  return { kind: 'external' };
}

/** Runs a simple command: expansion, redirections, assignments, then what the first word means. */
export function simple(shell: Shell, node: Simple): number {
  shell.line = node.line;
  shell.substituted = undefined;
  const argv = expandWords(shell, node.words);
  if (shell.jump || shell.machine.halted) return shell.status;
  const name = argv[0];
  if (name === undefined) return bare(shell, node);
  const values = assignments(shell, node.assignments);
  if (!values) return shell.status;
  traceCommand(shell, values, argv);
  const what = meaning(shell, name);
  const fds = node.redirects.length > 0 ? redirected(shell, node.redirects) : shell.fds;
  if (!fds) {
    const fatal = what.kind === 'special' && shell.dialect !== 'bash';
    return fatal ? leave(shell, shell.status) : shell.status;
  }
  return dispatch(shell, what, { argv, values, fds, node });
}

interface Call {
  readonly argv: readonly string[];
  readonly values: readonly (readonly [string, string])[];
  readonly fds: Map<number, Stream>;
  readonly node: Simple;
}

function dispatch(shell: Shell, what: Meaning, call: Call): number {
  if (what.kind === 'external') return external(shell, call);
  const keeps = what.kind === 'special' && shell.dialect !== 'bash';
  const outer = shell.fds;
  const saved = keeps ? undefined : save(shell, call.values);
  for (const [name, value] of call.values) {
    if (!assign(shell, name, value)) return leave(shell, shell.dialect === 'bash' ? 1 : 2);
    const variable = shell.variables.get(name);
    if (variable && !keeps) shell.variables.set(name, { ...variable, exported: true });
  }
  shell.fds = call.fds;
  const status = inside(shell, what, call);
  // `exec > file` without a command keeps its redirections.
  const permanent = what.kind === 'special' && call.argv[0] === 'exec' && call.argv.length === 1;
  if (!permanent) shell.fds = outer;
  if (saved) restore(shell, saved);
  return status;
}

function inside(shell: Shell, what: Exclude<Meaning, { kind: 'external' }>, call: Call): number {
  const args = call.argv.slice(1);
  const name = call.argv[0] ?? '';
  if (what.kind === 'function') return callFunction(shell, name, args);
  if (what.kind === 'command') return performInside(shell, what.command, call.argv);
  const builtin = builtins.get(what.name);
  return builtin ? builtin.run(shell, args, name) : 0;
}

/** Runs a command that is built into the shell, as a part of the shell itself. */
export function performInside(shell: Shell, command: Command, argv: readonly string[]): number {
  const name = argv[0] ?? '';
  if (name !== 'echo' && name !== 'printf' && name !== 'true' && name !== 'false') shell.machine.sync();
  const request = {
    argv,
    get env() {
      return environment(shell);
    },
    cwd: shell.cwd,
    credentials: shell.identity,
    fds: shell.fds,
  };
  const own = shell.dialect === 'ash' ? 'sh: ' : builtinPrefix(shell, name);
  return perform(shell.machine, request, { command, name, flavor: shell.dialect, prefix: own, files: shell.files });
}

function external(shell: Shell, call: Call): number {
  const env = environment(shell);
  for (const [name, value] of call.values) env.set(name, value);
  return launch(shell, { argv: call.argv, env, fds: call.fds });
}

interface Launch {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly fds: ReadonlyMap<number, Stream>;
  /** The builtin that messages name: `exec`. */
  readonly by?: string;
}

/** Starts a program as a child and says, in the shell's words, when that is impossible. */
export function launch(shell: Shell, what: Launch): number {
  const { argv, env, fds } = what;
  const name = argv[0] ?? '';
  const request = { argv, env, cwd: shell.cwd, credentials: { ...shell.identity }, fds };
  const started = start(shell.machine, request);
  if (started.ok) return ended(shell, argv, started.status);
  const { failure } = started;
  if (failure.errno === 'ENOEXEC' && failure.text !== undefined && !failure.text.includes('\0'))
    return shell.machine.interpreter.shellProgram(
      shell.machine,
      { ...request, argv: [shell.name, started.path ?? name, ...argv.slice(1)] },
      shell.dialect,
    );
  const outer = shell.fds;
  shell.fds = new Map(fds);
  const text = `${name}: ${reason(shell, name, failure)}\n`;
  write(shell, 2, `${what.by === undefined ? prefix(shell) : builtinPrefix(shell, what.by)}${text}`);
  shell.fds = outer;
  return failure.errno === 'ENOENT' || failure.errno === 'ENOTDIR' ? 127 : 126;
}

const DEATHS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  3: 'Quit',
  6: 'Aborted',
  9: 'Killed',
  11: 'Segmentation fault',
  15: 'Terminated',
};

/** Shells say that a child died of a signal, except for INT and PIPE. */
function ended(shell: Shell, argv: readonly string[], status: number): number {
  const { machine } = shell;
  const text = machine.signalled === undefined ? undefined : DEATHS[machine.signalled];
  if (machine.signalled !== undefined && status === 128 + machine.signalled && text !== undefined) {
    if (shell.dialect === 'bash')
      write(
        shell,
        2,
        `${prefix(shell)}${String(machine.nextPid - 1).padStart(5)} ${text.padEnd(23)} ${argv.join(' ')}\n`,
      );
    else write(shell, 2, `${text}\n`);
  }
  machine.signalled = undefined;
  return status;
}

function reason(shell: Shell, name: string, failure: LoadFailure): string {
  const { errno } = failure;
  const bash = shell.dialect === 'bash';
  if (errno === 'ENOEXEC') return bash ? 'cannot execute binary file: Exec format error' : 'Exec format error';
  if (errno === 'EACCES') {
    const entry = shell.files.stat(name.startsWith('/') ? name : `${shell.cwd}/${name}`);
    return bash && entry.ok && entry.value.kind === 'dir' ? 'Is a directory' : 'Permission denied';
  }
  if (!bash) return 'not found';
  if (failure.errno === 'ENOENT' && failure.missing !== undefined) return 'cannot execute: required file not found';
  return name.includes('/') ? 'No such file or directory' : 'command not found';
}

/** A command without a name: assignments and redirections only. */
function bare(shell: Shell, node: Simple): number {
  const values = assignments(shell, node.assignments, true);
  if (!values) return shell.status;
  if (node.redirects.length > 0 && !redirected(shell, node.redirects)) return shell.status;
  if (values.length > 0) traceCommand(shell, values, []);
  return shell.substituted ?? 0;
}

/** Values of assignments, from left to right; undefined when one ended the shell. `keep` assigns at once. */
function assignments(
  shell: Shell,
  list: readonly Assignment[],
  keep = false,
): readonly (readonly [string, string])[] | undefined {
  const values: (readonly [string, string])[] = [];
  for (const { name, value, append } of list) {
    const text = expandText(shell, value.pieces);
    if (shell.jump) return undefined;
    const whole = append ? `${lookup(shell, name) ?? ''}${text}` : text;
    values.push([name, whole]);
    if (keep && !assign(shell, name, whole)) {
      leave(shell, shell.dialect === 'bash' ? 1 : 2);
      return undefined;
    }
  }
  return values;
}

function save(shell: Shell, values: Call['values']): Map<string, Variable | undefined> | undefined {
  return values.length === 0 ? undefined : new Map(values.map(([name]) => [name, shell.variables.get(name)]));
}

function restore(shell: Shell, saved: ReadonlyMap<string, Variable | undefined>): void {
  for (const [name, variable] of saved) {
    if (variable) shell.variables.set(name, variable);
    else shell.variables.delete(name);
  }
}

function callFunction(shell: Shell, name: string, args: readonly string[]): number {
  const { machine } = shell;
  const body = shell.functions.get(name);
  if (!body) return 127;
  if (machine.depth >= 200) {
    machine.halt('functions nested more than 200 deep');
    return 1;
  }
  const { parameters, loops } = shell;
  shell.parameters = args;
  shell.loops = 0;
  shell.locals.push(new Map());
  machine.depth++;
  const status = machine.interpreter.command(shell, body);
  machine.depth--;
  const frame = shell.locals.pop();
  if (frame) restore(shell, frame);
  shell.parameters = parameters;
  shell.loops = loops;
  if (shell.jump?.kind !== 'return') return shell.jump ? shell.status : status;
  shell.jump = undefined;
  return shell.status;
}
