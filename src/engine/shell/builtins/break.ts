import type { Builtin } from '../builtins.ts';
import { builtinPrefix, write } from '../state.ts';

const builtin: Builtin = {
  summary: 'Leaves (break) or goes on with (continue) the loop around it.',
  names: ['break', 'continue'],
  special: true,
  run(shell, args, name) {
    const depth = Math.min(Number(args[0] ?? 1) || 1, shell.loops);
    if (depth === 0 && shell.dialect === 'bash')
      write(shell, 2, `${builtinPrefix(shell, name)}only meaningful in a \`for', \`while', or \`until' loop\n`);
    if (depth > 0) shell.jump = { kind: name === 'break' ? 'break' : 'continue', depth };
    return 0;
  },
};
export default builtin;
