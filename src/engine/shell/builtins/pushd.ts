import type { Builtin } from '../builtins.ts';
import { seldom } from '../on-demand.ts';

const builtin: Builtin = {
  summary: "bash's stack of folders: pushd DIR, popd, dirs; turning the stack is left out.",
  names: ['pushd', 'popd', 'dirs'],
  shells: ['bash'],
  run: (shell, args, name) => seldom(shell.machine)?.pushd(shell, args, name) ?? 0,
};
export default builtin;
