import type { Builtin } from '../builtins.ts';
import { notSimulated, write } from '../state.ts';

const builtin: Builtin = {
  summary: 'Accepted without effect on a build: hash, alias, ulimit (shows unlimited), times.',
  names: ['hash', 'alias', 'unalias', 'ulimit', 'times'],
  run(shell, args, name) {
    if (name === 'ulimit' && args.every((arg) => /^-[HSa-z]*$/.test(arg))) write(shell, 1, 'unlimited\n');
    else if (name === 'times') write(shell, 1, '0m0.00s 0m0.00s\n0m0.00s 0m0.00s\n');
    else if ((name === 'alias' || name === 'ulimit') && args.length > 0) notSimulated(shell, name);
    return 0;
  },
};
export default builtin;
