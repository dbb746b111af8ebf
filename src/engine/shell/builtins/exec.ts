import type { Builtin } from '../builtins.ts';
import { launch } from '../launch.ts';
import { environment, leave, type Shell } from '../state.ts';
import type { Task } from '../system.ts';

const builtin: Builtin = {
  summary: 'Replaces the shell by a program; without one its redirections stay. bash: -a and -c are left out.',
  names: ['exec'],
  special: true,
  run(shell, args) {
    const argv = args[0] === '--' ? args.slice(1) : args;
    if (argv.length === 0) return 0;
    return replace(shell, argv);
  },
};
export default builtin;

function* replace(shell: Shell, argv: readonly string[]): Task {
  const what = { argv, env: environment(shell), fds: shell.fds, by: 'exec', replaces: true };
  const status = yield* launch(shell, what);
  // bash goes on after a failed exec only when it is interactive.
  return shell.jump ? status : leave(shell, status);
}
