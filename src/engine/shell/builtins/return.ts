import type { Builtin } from '../builtins.ts';
import { builtinPrefix, leave, warn, write } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Leaves a function or a sourced file.',
  names: ['return'],
  special: true,
  run(shell, args) {
    const { dialect } = shell;
    const [given] = args;
    if (dialect === 'bash' && shell.locals.length === 0 && shell.sourcing === 0) {
      warn(shell, "return: can only `return' from a function or sourced script");
      return 2;
    }
    if (dialect === 'bash' && args.length > 1) {
      write(shell, 2, `${builtinPrefix(shell, 'return')}too many arguments\n`);
      return leave(shell, 1);
    }
    const good = given === undefined || (dialect === 'bash' ? /^[-+]?\d+$/ : /^\d+$/).test(given);
    if (!good) {
      const text = dialect === 'bash' ? `${given}: numeric argument required` : `Illegal number: ${given}`;
      write(shell, 2, `${builtinPrefix(shell, 'return')}${text}\n`);
      if (dialect !== 'bash') return leave(shell, 2);
    }
    const number = good ? Number(given ?? shell.status) : 2;
    // dash keeps what is more than a byte until the shell ends.
    shell.status = dialect === 'dash' ? number : number & 255;
    shell.jump = { kind: 'return' };
    return shell.status;
  },
};
export default builtin;
