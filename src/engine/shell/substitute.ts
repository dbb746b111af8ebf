import type { Script } from './ast.ts';
import { fork, write, type Shell } from './state.ts';
import { collector } from './streams.ts';
import { syntaxMessage } from './syntax-error.ts';

/** Runs a command substitution in a fork and answers what it printed, without the line breaks at the end. */
export function substitute(shell: Shell, script: Script): string {
  const { machine } = shell;
  const output = collector(machine);
  const child = fork(shell);
  child.fds.set(1, output.stream);
  // bash outside POSIX mode and ash run the inside without -e (shell.md §4).
  if (shell.dialect !== 'dash') child.options.delete('e');
  if (script.problem) {
    write(child, 2, syntaxMessage(child, shell.source.text, script.problem));
    shell.substituted = 2;
    return '';
  }
  machine.depth++;
  if (machine.depth > 200) machine.halt('processes nested more than 200 deep');
  machine.interpreter.statements(child, script.statements);
  machine.interpreter.exitTrap(child);
  machine.depth--;
  shell.substituted = child.status;
  return output.text().replace(/\n+$/, '').replaceAll('\0', '');
}
