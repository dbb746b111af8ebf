import type { Builtin } from '../builtins.ts';
import { builtinPrefix, quit, write } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Ends the shell with a status.',
  names: ['exit'],
  special: true,
  run(shell, args) {
    const [given] = args;
    if (shell.interactive && shell.dialect === 'bash' && !shell.subshell) write(shell, 2, 'exit\n');
    if (given === undefined) return quit(shell, shell.beforeTrap ?? shell.status);
    if (shell.dialect === 'bash' && args.length > 1 && /^-?\d+$/.test(given)) {
      write(shell, 2, `${builtinPrefix(shell, 'exit')}too many arguments\n`);
      return 1;
    }
    if (/^\d+$/.test(given)) return quit(shell, Number(given) & 255);
    if (shell.dialect === 'bash' && /^-\d+$/.test(given)) return quit(shell, Number(given) & 255);
    const text = shell.dialect === 'bash' ? `${given}: numeric argument required` : `Illegal number: ${given}`;
    write(shell, 2, `${builtinPrefix(shell, 'exit')}${text}\n`);
    return quit(shell, 2);
  },
};
export default builtin;
