import type { Assignment, Dialect, Simple } from '../syntax/ast.ts';
import { builtins, type Builtin } from '../builtins.ts';
import { coreCommands } from '../../programs/core-programs.ts';
import { elementsOf, isAssociative, setElement, setElements } from '../state/arrays.ts';
import { callFunction, restore, save } from './call-function.ts';
import { calculateText } from '../arithmetic/arithmetic-expansion.ts';
import { expandText, expandValue, expandWords, keyOf } from '../expansion/expand-word.ts';
import { errorText } from '../../kernel/errno.ts';
import { isSettled, settle } from '../../kernel/streams/write.ts';
import { mayBeLong, room } from '../../kernel/memory/memory.ts';
import { launch } from './launch.ts';
import type { Tail } from '../../kernel/machine.ts';
import { performInside } from '../../kernel/processes/run-program.ts';
import { redirected } from './redirect.ts';
import {
  assign,
  builtinPrefix,
  environment,
  filesOf,
  leave,
  lookup,
  setFds,
  warn,
  write,
  type Shell,
} from '../state/shell-state.ts';
import type { Stream } from '../../kernel/streams/stream.ts';
import { quoteBash } from '../../base/quote-bash.ts';
import { trace, traceCommand } from './xtrace.ts';
import { hasTraps, runNamedTrap } from './traps.ts';
import type { Command, Task } from '../../kernel/system.ts';

/** What a name means to this shell. */
export type Meaning =
  | { readonly kind: 'special' | 'builtin'; readonly name: string }
  | { readonly kind: 'function' }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'external' };

function isKnown(builtin: Builtin, dialect: Dialect, name: string): boolean {
  return (builtin.only?.[name] ?? builtin.shells ?? ['dash', 'ash', 'bash']).includes(dialect);
}

/** POSIX order: special builtins, functions, builtins, then PATH. bash (not as sh) puts functions first. */
export function meaning(shell: Shell, name: string): Meaning {
  const builtin = builtins.get(name);
  const known = builtin && isKnown(builtin, shell.dialect, name);
  if (known && builtin.special && shell.dialect !== 'bash') return { kind: 'special', name };
  if (shell.functions.has(name)) return { kind: 'function' };
  if (known) return { kind: builtin.special ? 'special' : 'builtin', name };
  const command = coreCommands.get(name);
  if (command?.builtin?.includes(shell.dialect)) return { kind: 'command', command };
  return { kind: 'external' };
}

/** Runs a simple command: expansion, redirections, assignments, then what the first word means. */
export function* simple(shell: Shell, node: Simple, tail: Tail): Task {
  shell.line = node.line;
  if (shell.aliases.size > 0 && shell.dialect !== 'bash') {
    const text = withoutAlias(shell, node);
    if (text !== undefined) return yield* aliased(shell, node, text);
  }
  shell.substituted = undefined;
  const argv = yield* expandWords(shell, node.words);
  if (shell.jump || shell.machine.halted) return shell.status;
  const name = argv[0];
  if (name === undefined) {
    if (shell.traps.size > 0 && shell.context === undefined && !shell.trapping) shell.running = node.span;
    if (shell.traps.has('DEBUG')) yield* runNamedTrap(shell, 'DEBUG');
    return yield* bare(shell, node);
  }
  const values = node.assignments.length > 0 ? yield* assignments(shell, node.assignments) : [];
  if (!values) return shell.status;
  if (shell.traps.size > 0 && shell.context === undefined && !shell.trapping) shell.running = node.span;
  if (shell.traps.has('DEBUG')) yield* runNamedTrap(shell, 'DEBUG');
  traceCommand(shell, values, argv);
  const what = meaning(shell, name);
  const fds = node.redirects.length > 0 ? yield* redirected(shell, node.redirects) : shell.proc.fds;
  if (!fds) {
    const fatal = what.kind === 'special' && shell.dialect !== 'bash';
    return fatal ? leave(shell, shell.status) : shell.status;
  }
  if (what.kind === 'external') return yield* external(shell, { argv, values, fds, node }, tail);
  return yield* internal(shell, what, { argv, values, fds, node });
}

/** The command with its alias written out; undefined when its first word is none. */
function withoutAlias(shell: Shell, node: Simple): string | undefined {
  const [first] = node.words;
  const name = first?.text ?? '';
  const value = shell.aliases.get(name);
  const line = shell.aliasLines.get(name) ?? 0;
  if (value === undefined || !first || line >= node.line || shell.context !== undefined || shell.expanding.has(name))
    return undefined;
  const { text } = shell.source;
  const { start, end } = first.span;
  return `${text.slice(node.span.start, start)}${value}${text.slice(end, node.span.end)}`;
}

function* aliased(shell: Shell, node: Simple, text: string): Task {
  const name = node.words[0]?.text ?? '';
  shell.expanding.add(name);
  const status = yield* shell.machine.interpreter.text(shell, text, node.line);
  shell.expanding.delete(name);
  return status;
}

interface Call {
  readonly argv: readonly string[];
  readonly values: readonly (readonly [string, string])[];
  readonly fds: Map<number, Stream>;
  readonly node: Simple;
}

/** Functions and builtins: in the shell itself, with its descriptors and variables put aside where they are changed. */
function* internal(shell: Shell, what: Exclude<Meaning, { kind: 'external' }>, call: Call): Task {
  const { proc } = shell;
  const keeps = what.kind === 'special' && shell.dialect !== 'bash';
  const outer = shell.proc.fds;
  const saved = keeps ? undefined : save(shell, call.values);
  for (const [name, value] of call.values) {
    if (!assign(shell, name, value)) {
      // bash says so and goes on without it.
      if (shell.dialect === 'bash') continue;
      return leave(shell, 2);
    }
    const variable = shell.variables.get(name);
    if (variable && !keeps) shell.variables.set(name, { ...variable, exported: true });
  }
  // `exec > file` without a command keeps its redirections.
  const permanent = what.kind === 'special' && call.argv[0] === 'exec' && call.argv.length === 1;
  if (call.fds !== outer) {
    if (!permanent) proc.aside.push(outer);
    setFds(shell, call.fds);
  }
  const outcome = inside(shell, what, call);
  const status = typeof outcome === 'number' ? outcome : yield* outcome;
  if (!isSettled(proc)) yield* settle(shell.machine.kernel, proc);
  if (proc.memory > 0) yield* room(shell.machine, proc);
  const unwritten = proc.writeError;
  proc.writeError = undefined;
  if (call.fds !== outer && !permanent) {
    setFds(shell, outer);
    proc.aside.pop();
  }
  if (saved) restore(shell, saved);
  if (unwritten !== undefined) return cannotWrite(shell, call.argv[0] ?? '', unwritten);
  for (const array of call.node.arrays ?? []) if (!(yield* assignArray(shell, array))) return 1;
  return status;
}

/** A builtin whose output nobody takes. */
function cannotWrite(shell: Shell, name: string, errno: NonNullable<Shell['proc']['writeError']>): number {
  const text = shell.dialect === 'dash' ? `${name}: I/O error` : `write error: ${errorText(errno)}`;
  write(shell, 2, `${builtinPrefix(shell, name)}${text}\n`);
  return 1;
}

function inside(shell: Shell, what: Exclude<Meaning, { kind: 'external' }>, call: Call): number | Task {
  const args = call.argv.slice(1);
  const name = call.argv[0] ?? '';
  if (what.kind === 'function') return callFunction(shell, name, args);
  if (what.kind === 'command') return runInside(shell, what.command, call.argv);
  const builtin = builtins.get(what.name);
  return builtin ? builtin.run(shell, args, name) : 0;
}

/** Runs a command that is built into the shell, as a part of the shell itself. */
export function runInside(shell: Shell, command: Command, argv: readonly string[]): number | Task {
  const name = argv[0] ?? '';
  const request = {
    argv,
    get env() {
      return environment(shell);
    },
    cwd: shell.cwd,
    credentials: shell.identity,
    fds: shell.proc.fds,
  };
  // BusyBox applets name the shell they are part of.
  const prefix = shell.dialect === 'ash' ? 'sh: ' : builtinPrefix(shell, name);
  const part = { command, name, flavor: shell.dialect, prefix, files: () => filesOf(shell) };
  if (name !== 'echo' && name !== 'printf' && name !== 'true' && name !== 'false') shell.machine.sync();
  return performInside(shell.machine, shell.proc, { request, part });
}

function external(shell: Shell, call: Call, tail: Tail): Task {
  const env = environment(shell);
  for (const [name, value] of call.values) env.set(name, value);
  const { argv, fds, node } = call;
  // bash keeps itself around when the last command has redirections.
  const last = tail === 'all' || (tail === 'simple' && node.redirects.length === 0);
  // Spans of nested texts count elsewhere.
  const typed = shell.context === undefined ? shell.source.text.slice(node.span.start, node.span.end) : '';
  const text = typed.startsWith(argv[0] ?? '') ? { text: typed } : {};
  return launch(shell, { argv, env, fds, replaces: last && !hasTraps(shell), ...text });
}

/** A command without a name: assignments and redirections only. */
function* bare(shell: Shell, node: Simple): Task {
  const values = yield* assignments(shell, node.assignments, true);
  if (shell.proc.memory > 0) yield* room(shell.machine, shell.proc);
  if (!values) return shell.status;
  if (node.redirects.length > 0 && !(yield* redirected(shell, node.redirects))) return shell.status;
  if (values.length > 0) traceCommand(shell, values, []);
  return shell.substituted ?? 0;
}

/**
 * Values of assignments, from left to right; undefined when one ended the shell. `keep` assigns at once, and so do arrays
 * and their elements, which no program can be given.
 */
function* assignments(
  shell: Shell,
  list: readonly Assignment[],
  keep = false,
): Task<readonly (readonly [string, string])[] | undefined> {
  const values: (readonly [string, string])[] = [];
  for (const node of list) {
    const { name, value, append } = node;
    if (node.elements || node.index || shell.variables.get(name)?.elements) {
      if (!(yield* assignArray(shell, node))) {
        if (keep) leave(shell, 1);
        return undefined;
      }
      continue;
    }
    const text = yield* expandValue(shell, value.pieces);
    if (append) yield* mayBeLong(shell, text.length + (lookup(shell, name)?.length ?? 0));
    if (shell.jump || shell.machine.halted) return undefined;
    const whole = combined(shell, name, { text, append });
    values.push([name, whole]);
    if (keep && !assign(shell, name, whole)) {
      leave(shell, shell.dialect === 'bash' ? 1 : 2);
      return undefined;
    }
  }
  return values;
}

function combined(shell: Shell, name: string, what: { text: string; append: boolean }): string {
  const { text, append } = what;
  const old = append ? (lookup(shell, name) ?? '') : '';
  if (!shell.variables.get(name)?.integer) return `${old}${text}`;
  const sum = append ? `(${old || '0'})+(${text || '0'})` : text;
  return String(calculateText(shell, sum) ?? 0n);
}

/** `a=(…)`, `a+=(…)`, `a[i]=…`. */
export function* assignArray(shell: Shell, node: Assignment): Task<boolean> {
  const { name, elements, index, append } = node;
  if (!elements) {
    const key = index ? yield* keyOf(shell, name, index) : '0';
    const text = yield* expandText(shell, node.value.pieces);
    if (Number(key) < 0) {
      warn(shell, `${name}[${index ? yield* expandText(shell, index) : key}]: bad array subscript`);
      leave(shell, 1);
      return false;
    }
    trace(shell, `${name}${index ? `[${key}]` : ''}${append ? '+' : ''}=${text === '' ? '' : quoteBash(text)}`);
    const old = append ? (elementsOf(shell, name)?.get(key) ?? '') : '';
    return !shell.jump && setElement(shell, name, { key, value: `${old}${text}` });
  }
  trace(shell, `${name}${append ? '+' : ''}=(${elements.map(({ text }) => text).join(' ')})`);
  const made = new Map(append ? elementsOf(shell, name) : []);
  let next = 0;
  for (const key of made.keys()) if (/^\d+$/.test(key)) next = Math.max(next, Number(key) + 1);
  for (const element of elements) {
    const keyed = element.text.startsWith('[')
      ? /^\[(.*?)\]=(.*)$/s.exec(yield* expandText(shell, element.pieces))
      : null;
    if (keyed) {
      const key = isAssociative(shell, name) ? (keyed[1] ?? '') : String(calculateText(shell, keyed[1] ?? '') ?? 0n);
      made.set(key, keyed[2] ?? '');
      next = Number(key) + 1;
    } else for (const field of yield* expandWords(shell, [element])) made.set(String(next++), field);
  }
  return !shell.jump && setElements(shell, name, made);
}
