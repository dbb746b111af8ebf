import type { Script, Statement } from '../syntax/ast.ts';
import { forever } from '../../kernel/processes/proc.ts';
import { isSettled, settle } from '../../kernel/streams/write.ts';
import type { Tail } from '../../kernel/machine.ts';
import { parse } from '../syntax/parse.ts';
import { runStatements } from './run-statements.ts';
import { seldom } from '../on-demand.ts';
import { leave, write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

/** Runs text in a shell (`eval`, `.`, traps, scripts). `line` is the number of its first line. */
export function runText(shell: Shell, text: string, line: number): Task {
  return runLines(shell, text, { line, tail: 'no' });
}

/** Runs the text that a shell was started with. */
export function runScript(shell: Shell, text: string, tail: Tail): Task {
  return runLines(shell, text, { line: 1, tail });
}

function* runLines(shell: Shell, text: string, { line, tail }: { line: number; tail: Tail }): Task {
  const script = readText(shell, text, line);
  const { problem } = script;
  // Shells read line by line: what stands before the line of a syntax error has run by then.
  const lines = problem ? problem.line : Number.POSITIVE_INFINITY;
  const good = problem ? completeLines(script.statements, text, { first: line, lines }) : script.statements;
  const before = shell.status;
  if (shell.dialect === 'bash')
    for (const one of script.warnings ?? []) write(shell, 2, `${shell.name}: line ${one.line}: warning: ${one.text}\n`);
  if (good.length > 0) yield* runStatements(shell, good, problem ? 'no' : tail);
  else if (!problem) shell.status = script.statements.length === 0 ? 0 : before;
  if (problem && !shell.jump && !shell.machine.halted) {
    const parts = seldom(shell.machine);
    shell.line = parts?.problemLine(text, problem, line) ?? line;
    write(shell, 2, parts?.syntaxMessage(shell, text, problem) ?? '');
    // bash goes on after an eval or a file that it cannot read.
    if (shell.dialect === 'bash' && shell.context !== undefined) shell.status = 2;
    else leave(shell, 2);
  }
  return shell.status;
}

/**
 * Texts that were read lately, with what was read: loops evaluate the same one again and again, and a build that runs again after an edit
 * has mostly the same commands. Forgotten at once when they are too many; what is read depends on nothing else.
 */
const scripts = new Map<string, Script>();
/** Characters of all texts remembered. */
const REMEMBERED = 300_000;
let remembered = 0;

/** Reads a text, or remembers it. */
export function readText({ dialect }: Pick<Shell, 'dialect'>, text: string, line: number): Script {
  const key = `${dialect} ${line} ${text}`;
  const known = scripts.get(key);
  if (known) return known;
  const script = parse(text, dialect, { base: 0, line });
  if (key.length > REMEMBERED / 10) return script;
  remembered += key.length;
  if (remembered > REMEMBERED) {
    scripts.clear();
    remembered = key.length;
  }
  scripts.set(key, script);
  return script;
}

/** The statements of the lines that were complete before: a line is read whole, with all that it opens. */
function completeLines(
  statements: readonly Statement[],
  text: string,
  { first, lines }: { first: number; lines: number },
): readonly Statement[] {
  const good = statements.filter((one) => endLine(one, text, first) < lines);
  const begins = statements[good.length]?.span.start;
  // What goes on with a statement that is not whole stands on the line of that statement.
  if (begins === undefined) return good;
  while (good.length > 0 && !text.slice(good.at(-1)?.span.end, begins).includes('\n')) good.pop();
  return good;
}

function endLine(statement: Statement, text: string, first: number): number {
  return text.slice(0, statement.span.end).split('\n').length - 1 + first;
}

/** Runs the EXIT trap once, as the last thing a shell does; its status stays that of the shell. */
function* runExitTrap(shell: Shell): Task<void> {
  const action = shell.traps.get('EXIT');
  if (action === undefined || action === '' || shell.machine.halted) return;
  shell.traps.delete('EXIT');
  shell.proc.catchesFatal = false;
  const { status } = shell;
  shell.jump = undefined;
  shell.guarded = 0;
  yield* runText(shell, action, 1);
  if (!isExit(shell)) shell.status = status;
}

function isExit(shell: Shell): boolean {
  return shell.jump?.kind === 'exit';
}

/** What a shell process does: the work at hand, its EXIT trap, and the death by a signal that came meanwhile. */
export function* runChild(shell: Shell, work: Task): Task {
  const { machine, proc } = shell;
  yield* work;
  if (isExit(shell) || !shell.jump) yield* runExitTrap(shell);
  if (!isSettled(proc)) yield* settle(machine.kernel, proc);
  machine.sync();
  if (proc.fatal !== undefined) {
    machine.kernel.exit(proc, 128 + proc.fatal, proc.fatal);
    yield* forever();
  }
  return shell.status & 255;
}
