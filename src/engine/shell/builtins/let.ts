import type { Builtin } from '../builtins.ts';
import { calculateText } from '../arithmetic/arithmetic-expansion.ts';

const builtin: Builtin = {
  summary: 'Calculates each word; the last one is the status (0 when it is not zero).',
  names: ['let'],
  shells: ['ash', 'bash'],
  run(shell, args) {
    let value: bigint | undefined = 0n;
    for (const arg of args) {
      value = calculateText(shell, arg, 'let');
      if (value === undefined) break;
    }
    if (value !== undefined) return value === 0n ? 1 : 0;
    // The shell goes on after a let that cannot be calculated.
    shell.jump = undefined;
    return shell.dialect === 'bash' ? 1 : 2;
  },
};
export default builtin;
