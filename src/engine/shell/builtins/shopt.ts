import type { Builtin } from '../builtins.ts';
import { builtins } from '../builtins.ts';
import { seldom } from '../on-demand.ts';
import { meaning, runInside } from '../execution/simple-command.ts';
import { builtinPrefix, notSimulated, write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

const builtin: Builtin = {
  summary:
    'Options of bash (nullglob, dotglob, globstar, failglob have an effect) and builtin NAME; caller, compgen are left out.',
  names: ['shopt', 'builtin', 'caller', 'compgen', 'complete', 'bind'],
  shells: ['bash'],
  run(shell, args, name) {
    if (name === 'shopt') return seldom(shell.machine)?.shopt(shell, args) ?? 0;
    if (name === 'builtin') return run(shell, args);
    notSimulated(shell, [name, ...args].join(' '));
    return 0;
  },
};
export default builtin;

/** `builtin echo …`: past a function of the name. */
function run(shell: Shell, args: readonly string[]): number | Task {
  const [name, ...rest] = args;
  if (name === undefined) return 0;
  const known = builtins.get(name);
  if (known) return known.run(shell, rest, name);
  const hidden = shell.functions.get(name);
  if (hidden) shell.functions.delete(name);
  const found = meaning(shell, name);
  if (hidden) shell.functions.set(name, hidden);
  if (found.kind === 'command') return runInside(shell, found.command, args);
  write(shell, 2, `${builtinPrefix(shell, 'builtin')}${name}: not a shell builtin\n`);
  return 1;
}
