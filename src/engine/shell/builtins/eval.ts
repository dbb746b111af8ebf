import type { Builtin } from '../builtins.ts';

const builtin: Builtin = {
  summary: 'Runs its words as shell text.',
  names: ['eval'],
  special: true,
  run(shell, args) {
    const text = args.join(' ');
    return text.trim() === '' ? 0 : shell.machine.interpreter.text(shell, text, shell.line);
  },
};
export default builtin;
