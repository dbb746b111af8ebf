import type { Builtin } from '../builtins.ts';
import { seldom } from '../on-demand.ts';

const builtin: Builtin = {
  summary: 'Reads one option after the other; OPTIND and OPTARG.',
  names: ['getopts'],
  run: (shell, args) => seldom(shell.machine)?.getopts(shell, args) ?? 0,
};
export default builtin;
