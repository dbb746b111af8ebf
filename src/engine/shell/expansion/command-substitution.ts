import type { Script, Simple } from '../syntax/ast.ts';
import { newCollector } from '../../kernel/streams/pipe.ts';
import { holder } from '../../kernel/memory/memory.ts';
import { seldom } from '../on-demand.ts';
import { spawnShell } from '../execution/fork.ts';
import { waitFor } from '../../kernel/processes/exec.ts';
import { readRest } from '../../kernel/streams/stream.ts';
import { write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

/** Runs a command substitution in a fork and answers what it printed, without the line breaks at the end. */
export function* substitute(shell: Shell, script: Script): Task<string> {
  const { machine, proc } = shell;
  if (script.problem) {
    write(shell, 2, seldom(machine)?.syntaxMessage(shell, shell.source.text, script.problem) ?? '');
    shell.substituted = 2;
    return '';
  }
  const held = holder(machine, proc, machine.limits.outputBytes);
  const output = newCollector(machine.kernel, proc, (count) => held.takes(count));
  const fds = new Map(shell.proc.fds).set(1, output.writer);
  const child = spawnShell(shell, fds, (inner) => {
    // bash outside POSIX mode and ash run the inside without -e (shell.md §4).
    if (shell.dialect !== 'dash') inner.options.delete('e');
    inner.nesting++;
    const file = shell.dialect === 'bash' ? onlyInput(script) : undefined;
    if (file) return copyInput(inner, file);
    return machine.interpreter.statements(inner, script.statements, 'all');
  });
  if (!child) return '';
  shell.substituted = yield* waitFor(machine, proc, child);
  if (shell.dialect === 'bash') shell.status = shell.substituted;
  while (output.pipe.hasWriters() && !machine.halted) yield { ready: () => !output.pipe.hasWriters() };
  held.done();
  return output.drain().replace(/\n+$/, '').replaceAll('\0', '');
}

/** `$(< file)` */
function onlyInput(script: Script): Simple | undefined {
  const [statement] = script.statements;
  const command = statement?.command;
  const only =
    command?.kind === 'pipeline' && !command.negated && command.commands.length === 1 ? command.commands[0] : command;
  if (script.statements.length !== 1 || only?.kind !== 'simple' || only.words.length > 0) return undefined;
  return only.assignments.length === 0 && only.redirects.length === 1 && only.redirects[0]?.operator === '<'
    ? only
    : undefined;
}

function* copyInput(shell: Shell, node: Simple): Task {
  const fds = yield* shell.machine.interpreter.redirected(shell, node.redirects);
  if (!fds) return shell.status;
  write(shell, 1, yield* readRest(shell.machine, fds.get(0), shell.proc));
  return 0;
}
