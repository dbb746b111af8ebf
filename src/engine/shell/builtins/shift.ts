import type { Builtin } from '../builtins.ts';
import { builtinPrefix, leave, write } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Drops the first positional parameters.',
  names: ['shift'],
  special: true,
  run(shell, args) {
    const count = args[0] === undefined ? 1 : Number(args[0]);
    if (!Number.isInteger(count) || count < 0) {
      const given = args[0] ?? '';
      const reason = /^-?\d+$/.test(given) ? 'shift count out of range' : 'numeric argument required';
      const text = shell.dialect === 'bash' ? `${given}: ${reason}` : `Illegal number: ${given}`;
      write(shell, 2, `${builtinPrefix(shell, 'shift')}${text}\n`);
      return shell.dialect === 'bash' ? 1 : leave(shell, 2);
    }
    if (count > shell.parameters.length) {
      if (shell.dialect !== 'dash') return 1;
      write(shell, 2, `${builtinPrefix(shell, 'shift')}can't shift that many\n`);
      return leave(shell, 2);
    }
    shell.parameters = shell.parameters.slice(count);
    return 0;
  },
};
export default builtin;
