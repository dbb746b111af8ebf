import type { Span } from '../../base/span.ts';
import { actingAs } from '../../files/index.ts';
import type { Credentials, WritableTree } from '../../files/tree.ts';
import type { Command, Dialect } from '../syntax/ast.ts';
import { calculated } from './dynamic-variables.ts';
import { inOrder } from './environment-order.ts';
import { flags } from './option-flags.ts';
import type { Proc } from '../../kernel/processes/proc.ts';
import { put, putError } from '../../kernel/streams/write.ts';
import { assigned, beforeAssigning } from '../../kernel/memory/memory.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { Stream } from '../../kernel/streams/stream.ts';

export interface Variable {
  readonly value: string | undefined;
  readonly exported: boolean;
  readonly readonly: boolean;
  /** bash arrays: values by key. `value` is then that of element 0. */
  readonly elements?: ReadonlyMap<string, string>;
  readonly associative?: boolean;
  /** `declare -i`: what is assigned is calculated. */
  readonly integer?: boolean;
  /** `declare -l`, `-u` */
  readonly fold?: 'lower' | 'upper';
  /** `declare -n`: it stands for the variable of this name. */
  readonly reference?: string;
}

/** Control flow that leaves the statement at hand. */
export type Jump = { readonly kind: 'break' | 'continue'; depth: number } | { readonly kind: 'return' | 'exit' };

/** Credentials of a process; the umask changes. */
export type Identity = { -readonly [Key in keyof Credentials]: Credentials[Key] };

/** One shell process: what `fork` copies. */
export interface Shell {
  readonly machine: Machine;
  /** The process that this shell is. */
  readonly proc: Proc;
  readonly dialect: Dialect;
  /** `$0` */
  readonly name: string;
  readonly variables: Map<string, Variable>;
  readonly functions: Map<string, Command>;
  parameters: readonly string[];
  /** One-letter options and `pipefail`. */
  readonly options: Set<string>;
  readonly traps: Map<string, string>;
  /** What `trap` shows in a subshell of bash until it sets one of its own: those of the shell it was forked from. */
  parentTraps: ReadonlyMap<string, string> | undefined;
  /** Signals that were ignored when the shell was started: no trap can be set for them (POSIX 2.11). */
  readonly deaf: ReadonlySet<number>;
  /** The action of a trap that is no signal is running. */
  trapping: boolean;
  /** Where the command stands that traps ask for (`BASH_COMMAND`). */
  running?: Span;
  /** `$?` before the trap that is running: what `exit` alone ends with. */
  beforeTrap?: number | undefined;
  /** Signals that have come and whose traps have not run yet. */
  readonly pending: number[];
  readonly identity: Identity;
  /** See `filesOf`. */
  view: WritableTree | undefined;
  cwd: string;
  status: number;
  jump: Jump | undefined;
  /** Above 0 where a failure is looked at: `set -e` does not end the shell there. */
  guarded: number;
  loops: number;
  /** Variables to restore when the function at hand ends, innermost last. */
  readonly locals: Map<string, Variable | undefined>[];
  /** Line of the command at hand, 1-based. */
  line: number;
  /** Files that are read with `.` at the moment. */
  sourcing: number;
  /** Their names as given, the innermost first. */
  sourced?: readonly string[];
  /** Of `RANDOM`. */
  seed: number;
  /** What dash and ash name in messages besides themselves: `eval`, a file that is read, in ash also the script. */
  context: string | undefined;
  /** Text of the script file or `-c`, for messages; `command` when it came with `-c`. */
  source: { readonly text: string; readonly kind: 'command' | 'file' };
  /** Spans are reported only while the text the caller gave is run. */
  readonly spans: boolean;
  /** Status of the last command substitution of the simple command at hand. */
  substituted: number | undefined;
  /** Statuses of the last pipeline (`PIPESTATUS`). */
  pipeStatus: readonly number[];
  readonly subshell: boolean;
  /** `shopt` of bash. */
  readonly shopts: Map<string, boolean>;
  /** Below the working directory on the stack of `pushd`. */
  readonly folders: string[];
  /** Descriptors of process substitutions that are open. */
  readonly opened: number[];
  /** Names of the functions that are running, innermost last. */
  readonly calls: string[];
  /** Function calls and forks around the command at hand. */
  depth: number;
  /** `$$` and `$PPID`; subshells share them. */
  readonly pid: number;
  readonly parent: number;
  /** Where bash has found programs. */
  readonly hashed: Map<string, string>;
  readonly aliases: Map<string, string>;
  /** Those being written out: an alias is not expanded within itself. */
  readonly expanding: Set<string>;
  /** Where they were defined: they count from the next line on. */
  readonly aliasLines: Map<string, number>;
  /** Command substitutions within each other: bash's trace shows them. */
  nesting: number;
  /** Set in a shell at a keyboard: it waits for a command, Ctrl+C has come, it was told to end. */
  interactive?: { reading: boolean; interrupted: boolean; left: boolean };
  /** Background jobs by pid. */
  readonly jobs: Map<number, Job>;
  /** `$!` */
  lastJob: number | undefined;
}

/** A background job. */
export interface Job {
  readonly proc: Proc;
  /** As typed. */
  readonly text: string;
  /** Its death by a signal has been reported. */
  told?: boolean;
  /** `wait` has answered with its status: bash lists it no more. */
  waited?: boolean;
}

/** Gives the process of a shell other descriptors. */
export function setFds(shell: Shell, fds: Map<number, Stream>): void {
  shell.proc.fds = fds;
  shell.machine.kernel.epoch++;
}

/** The tree as the shell may use it: permissions are tested, owner and umask set. */
export function filesOf(shell: Shell): WritableTree {
  const { machine } = shell;
  if (machine.dirty.size > 0) machine.sync();
  return (shell.view ??= actingAs(machine.system.tree, () => shell.identity));
}

/** The value of a variable or special parameter; undefined when unset. */
export function lookup(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '?':
      return String(shell.status);
    case '#':
      return String(shell.parameters.length);
    case '$':
      return String(shell.pid);
    case '!':
      return shell.lastJob === undefined ? undefined : String(shell.lastJob);
    case '0':
      return shell.name;
    case '-':
      return flags(shell);
    case 'LINENO':
      if (shell.dialect === 'ash') return String(ashLine(shell));
      return shell.dialect === 'dash' ? undefined : String(shell.line);
    case 'PPID':
      return String(shell.parent);
    default:
      if (/^\d/.test(name)) return shell.parameters[Number(name) - 1];
      return variableOf(shell, name)?.value ?? calculated(shell, name);
  }
}

/** The name that a name stands for: bash's references lead on, in a circle nowhere. */
export function named(shell: Shell, name: string): string {
  let at = name;
  for (let step = 0; step < 10; step++) {
    const next = shell.variables.get(at)?.reference;
    if (next === undefined) return at;
    at = next;
  }
  return name;
}

function variableOf(shell: Shell, name: string): Variable | undefined {
  const known = shell.variables.get(name);
  return known?.reference === undefined ? known : shell.variables.get(named(shell, name));
}

/** Sets a variable; false (with a message) when it is readonly. */
export function assign(shell: Shell, name: string, value: string): boolean {
  return assignFor(shell, name, { value });
}

/** The same for a builtin (`by`), which dash and ash name in the message. */
export function assignFor(shell: Shell, given: string, what: { value: string; by?: string }): boolean {
  const name = named(shell, given);
  const { by } = what;
  let { value } = what;
  const old = shell.variables.get(name);
  if (old?.readonly) {
    const bash = shell.dialect === 'bash';
    const text = bash ? `${name}: readonly variable` : `${name}: is read only`;
    // bash does not say which of its commands it was.
    write(shell, 2, `${by === undefined || bash ? prefix(shell) : builtinPrefix(shell, by)}${text}\n`);
    return false;
  }
  const exported = old?.exported === true || shell.options.has('a');
  if (old?.fold) value = old.fold === 'lower' ? value.toLowerCase() : value.toUpperCase();
  beforeAssigning(shell, value.length);
  const plain = { value, exported, readonly: false };
  shell.variables.set(name, old ? { ...old, ...plain } : plain);
  assigned(shell, old?.value?.length ?? 0, value.length);
  return true;
}

/** What a child process gets. */
export function environment(shell: Shell): Map<string, string> {
  const env = new Map<string, string>();
  for (const [name, { value, exported }] of shell.variables) if (exported && value !== undefined) env.set(name, value);
  return inOrder(shell.dialect, env);
}

/** The start of the shell's own messages: `/bin/sh: 1: `, `/bin/sh: ` or `/bin/bash: line 1: `. */
export function prefix(shell: Shell): string {
  const { context } = shell;
  if (shell.interactive && shell.dialect === 'bash' && shell.sourcing === 0) return `${shell.name}: `;
  if (shell.dialect === 'dash') return `${shell.name}: ${shell.line}: ${context === undefined ? '' : `${context}: `}`;
  if (shell.dialect === 'ash') {
    if (context === undefined) return `${shell.name}: `;
    return `${shell.name}: ${context === shell.name ? '' : `${context}: `}line ${ashLine(shell)}: `;
  }
  // A function of `-c` has no file: bash names the environment.
  const name =
    shell.calls.length > 0 && shell.source.kind === 'command' && shell.sourcing === 0 ? 'environment' : shell.name;
  return `${name}: line ${shell.line}: `;
}

/** The start of messages of what is built into the shell. */
export function builtinPrefix(shell: Shell, name: string): string {
  if (shell.dialect === 'ash') return `${shell.name}: ${name}: line ${ashLine(shell)}: `;
  return shell.dialect === 'dash' ? `${shell.name}: ${shell.line}: ${name}: ` : `${prefix(shell)}${name}: `;
}

/** ash counts the lines of `-c` from 0. */
function ashLine(shell: Shell): number {
  return shell.source.kind === 'command' && !shell.sourcing ? shell.line - 1 : shell.line;
}

/** Prints a message of the shell itself. */
export function warn(shell: Shell, text: string): void {
  write(shell, 2, `${prefix(shell)}${text}\n`);
}

/** Writes to a descriptor of the shell; a closed one swallows the text. */
export function write(shell: Shell, fd: number, text: string): void {
  if (!shell.machine.halted) (fd === 2 ? putError : put)(shell.proc, shell.proc.fds.get(fd), text);
}

/** Ends the shell with a status, as a fatal error or `exit` does. */
export function leave(shell: Shell, status: number): number {
  shell.status = status;
  shell.jump = { kind: 'exit' };
  return status;
}

/** Ends the shell as `leave` does, at a keyboard too, where other errors only end the command. */
export function quit(shell: Shell, status: number): number {
  if (shell.interactive && !shell.subshell) shell.interactive.left = true;
  return leave(shell, status);
}

/** Reports that something typed is not modelled, at its place. */
export function notSimulated(shell: Shell, what: string, span?: Span): void {
  shell.machine.report(what, shell.spans ? span : undefined);
}
