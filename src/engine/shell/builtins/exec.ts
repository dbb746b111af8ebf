import type { Builtin } from '../builtins.ts';
import { launch } from '../execution/launch.ts';
import { environment, leave, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

const builtin: Builtin = {
  summary: 'Replaces the shell by a program; without one its redirections stay. -a NAME in bash.',
  names: ['exec'],
  special: true,
  run(shell, args) {
    const named = shell.dialect !== 'dash' && args[0] === '-a';
    const argv = named ? args.slice(2) : args[0] === '--' ? args.slice(1) : args;
    if (named) return replace(shell, argv, args[1]);
    if (argv.length === 0) return 0;
    return replace(shell, argv);
  },
};
export default builtin;

function* replace(shell: Shell, argv: readonly string[], name?: string): Task {
  const called = name === undefined ? {} : { name };
  const what = { argv, env: environment(shell), fds: shell.proc.fds, by: 'exec', replaces: true, ...called };
  const status = yield* launch(shell, what);
  // bash goes on after a failed exec only when it is interactive.
  return shell.jump ? status : leave(shell, status);
}
