import type { Builtin } from '../builtins.ts';
import type { Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

const builtin: Builtin = {
  summary: 'Runs its words as shell text.',
  names: ['eval'],
  special: true,
  run(shell, args) {
    const text = args.join(' ');
    return text.trim() === '' ? 0 : evaluate(shell, text);
  },
};
export default builtin;

function* evaluate(shell: Shell, text: string): Task {
  const { context } = shell;
  shell.context = 'eval';
  shell.nesting++;
  const status = yield* shell.machine.interpreter.text(shell, text, shell.line);
  shell.nesting--;
  shell.context = context;
  return status;
}
