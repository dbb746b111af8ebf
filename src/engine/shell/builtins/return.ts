import type { Builtin } from '../builtins.ts';
import { warn } from '../state.ts';

const builtin: Builtin = {
  summary: 'Leaves a function or a sourced file.',
  names: ['return'],
  special: true,
  run(shell, args) {
    const status = args[0] === undefined ? shell.status : Number(args[0]) & 255;
    if (shell.dialect === 'bash' && shell.locals.length === 0 && shell.sourcing === 0) {
      warn(shell, "return: can only `return' from a function or sourced script");
      return 2;
    }
    shell.status = status;
    shell.jump = { kind: 'return' };
    return status;
  },
};
export default builtin;
