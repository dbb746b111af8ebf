import type { Builtin } from '../builtins.ts';
import { seldom } from '../on-demand.ts';
import { write } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary:
    'Shows and sets limits of the process and its children: -n, -u and -f have an effect, the others only are kept. times shows no time used.',
  names: ['ulimit', 'times'],
  run(shell, args, name) {
    if (name === 'ulimit') return seldom(shell.machine)?.ulimit(shell, args) ?? 0;
    write(shell, 1, shell.dialect === 'bash' ? TIMES.replaceAll('.00', '.000') : `${TIMES}`);
    return 0;
  },
};
export default builtin;

const TIMES = '0m0.00s 0m0.00s\n0m0.00s 0m0.00s\n';
