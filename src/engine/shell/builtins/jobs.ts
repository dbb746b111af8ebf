import type { Builtin } from '../builtins.ts';
import { notSimulated } from '../state.ts';

const builtin: Builtin = {
  summary: 'Job control: there are no background jobs yet, so wait answers at once and the others are not simulated.',
  names: ['wait', 'jobs', 'fg', 'bg', 'kill', 'disown'],
  run(shell, _args, name) {
    if (name !== 'wait' && name !== 'jobs') notSimulated(shell, name);
    return 0;
  },
};
export default builtin;
