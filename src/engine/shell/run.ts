import type {
  AndOr,
  Case,
  Command,
  For,
  FunctionDefinition,
  Group,
  If,
  Loop,
  Pipeline,
  Redirected,
  Statement,
} from './ast.ts';
import { calculateText, expandPattern, expandText, expandWords } from './expand.ts';
import { parse } from './parse.ts';
import { compile, matches } from './pattern.ts';
import { redirected } from './redirect.ts';
import { condition } from './condition.ts';
import { simple } from './simple.ts';
import { assign, fork, leave, notSimulated, write, type Shell } from './state.ts';
import { collector, NULL, textInput, type Stream } from './streams.ts';
import { syntaxMessage } from './syntax-error.ts';
import { trace } from './trace.ts';

/** Runs statements until one leaves the list; answers the status of the last one that ran. */
export function runStatements(shell: Shell, statements: readonly Statement[]): number {
  for (const statement of statements) {
    if (shell.jump || shell.machine.halted || shell.options.has('n')) break;
    if (statement.background) background(shell, statement.command);
    else shell.status = runCommand(shell, statement.command);
  }
  return shell.status;
}

/**
 * A background job runs at once, in a fork, but the shell's clock does not wait for it: its output has the times it would
 * have. What it does to files is there too early; that is the limit of this depth.
 */
function background(shell: Shell, command: Command): void {
  const { machine } = shell;
  const child = fork(shell);
  child.fds.set(0, NULL);
  const pid = machine.nextPid++;
  const started = machine.now;
  const running = machine.aside(() => {
    runChild(child, () => runCommand(child, command));
  });
  shell.jobs.set(pid, { status: child.status, ends: machine.now, running });
  machine.now = started;
  shell.lastJob = pid;
  shell.status = 0;
}

/** Runs one command and applies `set -e` to what it answers. */
export function runCommand(shell: Shell, command: Command): number {
  shell.machine.work(1);
  if (shell.machine.halted) return shell.status;
  const status = dispatch(shell, command);
  // Whoever ended the shell has set its status; what the command at hand answers does not count.
  if (shell.jump?.kind === 'exit') return shell.status;
  shell.status = status;
  const counts = command.kind === 'simple' || command.kind === 'pipeline' || command.kind === 'subshell';
  const tests = command.kind === 'condition' || command.kind === 'calculation';
  if (status !== 0 && (counts || tests) && !(command.kind === 'pipeline' && command.negated)) errexit(shell, status);
  return shell.status;
}

/** `set -e`: a failure that nobody looks at ends the shell. */
function errexit(shell: Shell, status: number): void {
  if (shell.options.has('e') && shell.guarded === 0 && !shell.jump) leave(shell, status);
}

function dispatch(shell: Shell, command: Command): number {
  switch (command.kind) {
    case 'simple':
      return simple(shell, command);
    case 'pipeline':
      return pipeline(shell, command);
    case 'andor':
      return andOr(shell, command);
    case 'group':
      return runStatements(shell, command.body);
    case 'subshell':
      return subshell(shell, command);
    case 'if':
      return ifCommand(shell, command);
    case 'while':
    case 'until':
      return loop(shell, command);
    case 'for':
      return forLoop(shell, command);
    case 'case':
      return caseCommand(shell, command);
    case 'function':
      return define(shell, command);
    case 'redirected':
      return withRedirects(shell, command);
    case 'condition':
      return condition(shell, command);
    case 'calculation': {
      const value = calculateText(shell, expandText(shell, command.pieces));
      return value === undefined || value === 0n ? 1 : 0;
    }
    case 'unsupported':
      notSimulated(shell, command.what, command.span);
      return 0;
  }
}

/** Runs what is only asked for its truth: `set -e` does not apply anywhere in it. */
function guarded(shell: Shell, act: () => number): number {
  shell.guarded++;
  const status = act();
  shell.guarded--;
  return status;
}

function andOr(shell: Shell, node: AndOr): number {
  let status = 0;
  for (const [index, command] of node.commands.entries()) {
    const operator = index === 0 ? undefined : node.operators[index - 1];
    if (operator && (operator === '&&') !== (status === 0)) continue;
    const last = index === node.commands.length - 1;
    status = last ? runCommand(shell, command) : guarded(shell, () => runCommand(shell, command));
    if (shell.jump || shell.machine.halted) return shell.status;
  }
  return status;
}

function pipeline(shell: Shell, node: Pipeline): number {
  const [only] = node.commands;
  if (node.commands.length === 1 && only) {
    const status = node.negated ? guarded(shell, () => runCommand(shell, only)) : runCommand(shell, only);
    if (shell.jump) return shell.status;
    return node.negated ? (status === 0 ? 1 : 0) : status;
  }
  let input: Stream | undefined;
  let status = 0;
  let failed = 0;
  for (const [index, command] of node.commands.entries()) {
    const child = fork(shell);
    if (input) child.fds.set(0, input);
    const output = index === node.commands.length - 1 ? undefined : collector(shell.machine);
    if (output) child.fds.set(1, output.stream);
    if (output && node.both[index]) child.fds.set(2, output.stream);
    status = runChild(child, () => runCommand(child, command));
    if (status !== 0) failed = status;
    if (output) input = textInput(output.text());
    if (shell.machine.halted) break;
  }
  const result = shell.options.has('pipefail') ? failed : status;
  return node.negated ? (result === 0 ? 1 : 0) : result;
}

/** Runs a forked shell to its end: whatever jump it makes ends only itself. */
function runChild(child: Shell, act: () => number): number {
  act();
  if (child.jump?.kind === 'exit' || !child.jump) runExitTrap(child);
  return child.status;
}

function subshell(shell: Shell, node: Group): number {
  const child = fork(shell);
  return runChild(child, () => runStatements(child, node.body));
}

function ifCommand(shell: Shell, node: If): number {
  for (const branch of node.branches) {
    const status = guarded(shell, () => runStatements(shell, branch.test));
    if (shell.jump || shell.machine.halted) return shell.status;
    if (status === 0) return body(shell, branch.body);
  }
  return node.otherwise ? body(shell, node.otherwise) : 0;
}

/** A list that may be empty answers 0 then. */
function body(shell: Shell, statements: readonly Statement[]): number {
  return statements.length === 0 ? 0 : runStatements(shell, statements);
}

/** After a turn of a loop: whether to go on. */
function turn(shell: Shell): boolean {
  const { jump, machine } = shell;
  machine.work(1);
  if (machine.halted) return false;
  if (!jump) return true;
  if (jump.kind !== 'break' && jump.kind !== 'continue') return false;
  if (jump.depth > 1) {
    shell.jump = { kind: jump.kind, depth: jump.depth - 1 };
    return false;
  }
  shell.jump = undefined;
  return jump.kind === 'continue';
}

function loop(shell: Shell, node: Loop): number {
  let status = 0;
  shell.loops++;
  for (;;) {
    const test = guarded(shell, () => runStatements(shell, node.test));
    if (shell.jump ? !turn(shell) : (test === 0) !== (node.kind === 'while')) break;
    if (shell.machine.halted) break;
    status = body(shell, node.body);
    if (!turn(shell)) break;
  }
  shell.loops--;
  return shell.jump ? shell.status : status;
}

function forLoop(shell: Shell, node: For): number {
  const words = node.words ? expandWords(shell, node.words) : [...shell.parameters];
  if (shell.jump) return shell.status;
  let status = 0;
  shell.loops++;
  for (const word of words) {
    shell.line = node.line;
    if (!assign(shell, node.name, word)) {
      status = leave(shell, shell.dialect === 'bash' ? 1 : 2);
      break;
    }
    if (shell.dialect === 'bash')
      trace(shell, `for ${node.name} in ${node.words?.map(({ text }) => text).join(' ') ?? '"$@"'}`);
    status = body(shell, node.body);
    if (!turn(shell)) break;
  }
  shell.loops--;
  return shell.jump ? shell.status : status;
}

function caseCommand(shell: Shell, node: Case): number {
  const text = expandText(shell, node.word.pieces);
  if (shell.dialect === 'bash') trace(shell, `case ${text} in`);
  for (const item of node.items)
    for (const pattern of item.patterns) {
      if (shell.jump) return shell.status;
      if (matches(compile(expandPattern(shell, pattern.pieces), shell.dialect !== 'dash'), text))
        return body(shell, item.body);
    }
  return shell.jump ? shell.status : 0;
}

function define(shell: Shell, node: FunctionDefinition): number {
  if (shell.dialect === 'dash' && !/^[A-Za-z_]\w*$/.test(node.name)) {
    write(shell, 2, `${shell.name}: ${shell.line}: Syntax error: Bad function name\n`);
    return leave(shell, 2);
  }
  shell.functions.set(node.name, node.body);
  return 0;
}

function withRedirects(shell: Shell, node: Redirected): number {
  shell.line = node.line;
  const fds = redirected(shell, node.redirects);
  if (!fds) {
    errexit(shell, shell.status);
    return shell.status;
  }
  const outer = shell.fds;
  shell.fds = fds;
  const status = runCommand(shell, node.command);
  shell.fds = outer;
  return status;
}

/** Runs text in a shell (`eval`, `.`, traps, scripts). `line` is the number of its first line. */
export function runText(shell: Shell, text: string, line: number): number {
  const script = parse(text, shell.dialect, { base: 0, line });
  const { problem } = script;
  // Shells read line by line: what stands before the line of a syntax error has run by then.
  const lines = problem ? problem.line : Number.POSITIVE_INFINITY;
  const good = script.statements.filter((statement) => endLine(statement, text, line) < lines);
  const before = shell.status;
  if (good.length > 0) runStatements(shell, good);
  else if (!problem) shell.status = statusOfNothing(script.statements, before);
  if (problem && !shell.jump && !shell.machine.halted) {
    shell.line = problem.line;
    write(shell, 2, syntaxMessage(shell, text, problem));
    leave(shell, 2);
  }
  return shell.status;
}

function statusOfNothing(statements: readonly Statement[], before: number): number {
  return statements.length === 0 ? 0 : before;
}

function endLine(statement: Statement, text: string, first: number): number {
  return text.slice(0, statement.span.end).split('\n').length - 1 + first;
}

/** Runs the EXIT trap once, as the last thing a shell does; its status stays that of the shell. */
export function runExitTrap(shell: Shell): void {
  const action = shell.traps.get('EXIT');
  if (action === undefined || action === '' || shell.machine.halted) return;
  shell.traps.delete('EXIT');
  const { status } = shell;
  shell.jump = undefined;
  runText(shell, action, 1);
  if (!isExit(shell)) shell.status = status;
}

function isExit(shell: Shell): boolean {
  return shell.jump?.kind === 'exit';
}
