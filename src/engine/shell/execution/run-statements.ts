import type {
  AndOr,
  Case,
  CaseItem,
  Command,
  FunctionDefinition,
  Group,
  If,
  Redirected,
  Statement,
} from '../syntax/ast.ts';
import { condition } from './double-bracket.ts';
import { calculateText } from '../arithmetic/arithmetic-expansion.ts';
import { expandPattern, expandText } from '../expansion/expand-word.ts';
import { arithmeticFor, forLoop, loop, select } from './loops.ts';
import { isSettled, settle } from '../../kernel/streams/write.ts';
import type { Tail } from '../../kernel/machine.ts';
import { compile, matches } from '../../base/shell-pattern.ts';
import { pipeline } from './pipeline.ts';
import { closeProcesses } from '../expansion/process-substitution.ts';
import { redirected } from './redirect.ts';
import { simple } from './simple-command.ts';
import { spawnShell } from './fork.ts';
import { NULL } from '../../kernel/streams/stream.ts';
import { leave, notSimulated, quit, setFds, write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';
import { trace } from './xtrace.ts';
import { hasTraps, isInterrupted, runErrorTrap, runPending } from './traps.ts';
import { endedBy, waitForeground } from './wait.ts';

/** Runs statements until one leaves the list; answers the status of the last one that ran. */
export function* runStatements(shell: Shell, statements: readonly Statement[], tail: Tail): Task {
  const { machine, proc } = shell;
  for (const [index, statement] of statements.entries()) {
    if (shell.jump || machine.halted || shell.options.has('n')) break;
    const last = index === statements.length - 1 ? tail : 'no';
    if (statement.background) background(shell, statement);
    else shell.status = yield* runCommand(shell, statement.command, last);
    if (!isSettled(proc)) yield* settle(machine.kernel, proc);
    if (machine.tired) yield {};
    if (isInterrupted(shell)) yield* runPending(shell);
  }
  return shell.status;
}

/** Starts a command in a fork and goes on. Its standard input is empty unless it is redirected. */
function background(shell: Shell, statement: Statement): void {
  const { command } = statement;
  const { machine } = shell;
  const fds = new Map(shell.proc.fds).set(0, NULL);
  const child = spawnShell(shell, fds, (inner) => machine.interpreter.command(inner, command, 'all'));
  if (!child) return;
  // Without job control nobody at the keyboard reaches it (POSIX 2.11): SIGINT and SIGQUIT.
  for (const signal of [2, 3]) child.actions.set(signal, 'ignore');
  const text = shell.source.text.slice(statement.span.start, statement.span.end).replace(/\s*&$/, '');
  shell.jobs.set(child.pid, { proc: child, text });
  shell.lastJob = child.pid;
  if (shell.interactive && !shell.subshell) write(shell, 2, `[${shell.jobs.size}] ${child.pid}\n`);
  shell.status = 0;
}

/** Runs one command and applies `set -e` to what it answers. */
export function* runCommand(shell: Shell, command: Command, tail: Tail): Task {
  shell.machine.work(1);
  if (shell.machine.halted) return shell.status;
  const opened = shell.opened.length;
  const status = yield* dispatch(shell, command, tail);
  if (shell.opened.length > opened) closeProcesses(shell, opened);
  // Whoever ended the shell has set its status; what the command at hand answers does not count.
  if (shell.jump?.kind === 'exit') return shell.status;
  shell.status = status;
  const counts = command.kind === 'simple' || command.kind === 'pipeline' || command.kind === 'subshell';
  const tests = command.kind === 'condition' || command.kind === 'calculation';
  if (status !== 0 && (counts || tests) && !(command.kind === 'pipeline' && command.negated)) {
    if (shell.traps.has('ERR')) yield* runErrorTrap(shell, status);
    errexit(shell, status);
  }
  return shell.status;
}

/** `set -e`: a failure that nobody looks at ends the shell. */
function errexit(shell: Shell, status: number): void {
  if (shell.options.has('e') && shell.guarded === 0 && !shell.jump) quit(shell, status);
}

function dispatch(shell: Shell, command: Command, tail: Tail): Task {
  switch (command.kind) {
    case 'simple':
      return simple(shell, command, tail);
    case 'pipeline':
      return pipeline(shell, command, tail);
    case 'andor':
      return andOr(shell, command, tail);
    case 'group':
      return runStatements(shell, command.body, compoundTail(tail));
    case 'subshell':
      return subshell(shell, command, compoundTail(tail));
    case 'if':
      return ifCommand(shell, command, compoundTail(tail));
    case 'while':
    case 'until':
      return loop(shell, command);
    case 'for':
      return forLoop(shell, command);
    case 'select':
      return select(shell, command);
    case 'arithmetic-for':
      return arithmeticFor(shell, command);
    case 'case':
      return caseCommand(shell, command, compoundTail(tail));
    case 'redirected':
      return withRedirects(shell, command, compoundTail(tail));
    case 'condition':
      return condition(shell, command);
    default:
      return small(shell, command);
  }
}

function* small(shell: Shell, command: Extract<Command, { kind: 'function' | 'calculation' | 'unsupported' }>): Task {
  switch (command.kind) {
    case 'function':
      return define(shell, command);
    case 'calculation': {
      const text = yield* expandText(shell, command.pieces);
      trace(shell, `(( ${text} ))`);
      const value = calculateText(shell, text, '((');
      // `((` that cannot be calculated is false; the shell goes on.
      if (value === undefined) shell.jump = undefined;
      return value === undefined || value === 0n ? 1 : 0;
    }
    case 'unsupported':
      notSimulated(shell, command.what, command.span);
      return 0;
  }
}

/** bash replaces itself only by a plain command, not from inside a compound one. */
function compoundTail(tail: Tail): Tail {
  return tail === 'all' ? 'all' : 'no';
}

/** Runs what is only asked for its truth: `set -e` does not apply anywhere in it. */
function* guarded(shell: Shell, task: Task): Task {
  shell.guarded++;
  const status = yield* task;
  shell.guarded--;
  return status;
}

function* andOr(shell: Shell, node: AndOr, tail: Tail): Task {
  let status = 0;
  for (const [index, command] of node.commands.entries()) {
    const operator = index === 0 ? undefined : node.operators[index - 1];
    if (operator && (operator === '&&') !== (status === 0)) continue;
    const last = index === node.commands.length - 1;
    status = last ? yield* runCommand(shell, command, tail) : yield* guarded(shell, runCommand(shell, command, 'no'));
    if (shell.jump || shell.machine.halted) return shell.status;
  }
  return status;
}

function* subshell(shell: Shell, node: Group, tail: Tail): Task {
  // A subshell that is the last thing its process does needs no fork of its own.
  if (tail === 'all' && !hasTraps(shell)) {
    const status = yield* runStatements(shell, node.body, 'all');
    return shell.jump ? shell.status : leave(shell, status);
  }
  const inner: Tail = shell.dialect === 'bash' ? 'simple' : 'all';
  const child = spawnShell(shell, shell.proc.fds, (made) =>
    shell.machine.interpreter.statements(made, node.body, inner),
  );
  if (!child) return shell.status;
  const status = yield* waitForeground(shell, child);
  return endedBy(shell, child, { status, text: '' });
}

function* ifCommand(shell: Shell, node: If, tail: Tail): Task {
  for (const branch of node.branches) {
    const status = yield* guarded(shell, runStatements(shell, branch.test, 'no'));
    if (shell.jump || shell.machine.halted) return shell.status;
    if (status === 0) return yield* body(shell, branch.body, tail);
  }
  return node.otherwise ? yield* body(shell, node.otherwise, tail) : 0;
}

/** A list that may be empty answers 0 then. */
function* body(shell: Shell, statements: readonly Statement[], tail: Tail): Task {
  return statements.length === 0 ? 0 : yield* runStatements(shell, statements, tail);
}

function* caseCommand(shell: Shell, node: Case, tail: Tail): Task {
  const text = yield* expandText(shell, node.word.pieces);
  if (shell.dialect === 'bash') trace(shell, `case ${node.word.text} in`);
  let status = 0;
  let falls = false;
  for (const item of node.items) {
    if (!falls && !(yield* fits(shell, item, text))) {
      if (shell.jump) return shell.status;
      continue;
    }
    status = yield* body(shell, item.body, item.end === ';;' ? tail : 'no');
    if (shell.jump || item.end === ';;') break;
    falls = item.end === ';&';
  }
  return shell.jump ? shell.status : status;
}

function* fits(shell: Shell, item: CaseItem, text: string): Task<boolean> {
  for (const pattern of item.patterns) {
    const compiled = compile(yield* expandPattern(shell, pattern.pieces), shell.dialect !== 'dash');
    if (shell.jump) return false;
    if (matches(compiled, text)) return true;
  }
  return false;
}

function define(shell: Shell, node: FunctionDefinition): number {
  if (shell.dialect === 'dash' && !/^[A-Za-z_]\w*$/.test(node.name)) {
    write(shell, 2, `${shell.name}: ${shell.line}: Syntax error: Bad function name\n`);
    return leave(shell, 2);
  }
  shell.functions.set(node.name, node.body);
  return 0;
}

function* withRedirects(shell: Shell, node: Redirected, tail: Tail): Task {
  shell.line = node.line;
  const fds = yield* redirected(shell, node.redirects);
  if (!fds) {
    errexit(shell, shell.status);
    return shell.status;
  }
  const { proc } = shell;
  const outer = shell.proc.fds;
  // With a fork in sight the outer descriptors are closed, not put aside.
  if (tail !== 'all') proc.aside.push(outer);
  setFds(shell, fds);
  const status = yield* runCommand(shell, node.command, tail);
  if (!isSettled(proc)) yield* settle(shell.machine.kernel, proc);
  setFds(shell, outer);
  if (tail !== 'all') proc.aside.pop();
  return status;
}
