import type { Builtin } from '../builtins.ts';
import { launch } from '../simple.ts';
import { environment, leave } from '../state.ts';

const builtin: Builtin = {
  summary: 'Replaces the shell by a program; without one its redirections stay. bash: -a and -c are left out.',
  names: ['exec'],
  special: true,
  run(shell, args) {
    const argv = args[0] === '--' ? args.slice(1) : args;
    if (argv.length === 0) return 0;
    const status = launch(shell, { argv, env: environment(shell), fds: shell.fds, by: 'exec' });
    // Nothing of the shell is left to run a trap.
    shell.traps.clear();
    return leave(shell, status);
  },
};
export default builtin;
