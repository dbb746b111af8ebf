import { assignTo } from '../state/arrays.ts';
import type { Builtin } from '../builtins.ts';
import printf from '../../programs/core/printf.ts';
import { runInside } from '../execution/simple-command.ts';
import { setFds, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

const builtin: Builtin = {
  summary: "bash's printf: -v puts the text into a variable; the rest is commands/core/printf.ts.",
  names: ['printf'],
  shells: ['bash'],
  run(shell, args) {
    if (args[0] !== '-v') return runInside(shell, printf, ['printf', ...args]);
    return into(shell, args[1] ?? '', args.slice(2));
  },
};
export default builtin;

function* into(shell: Shell, name: string, args: readonly string[]): Task {
  const outer = shell.proc.fds;
  let made = '';
  setFds(
    shell,
    new Map(outer).set(1, {
      write(text) {
        made += text;
        return undefined;
      },
    }),
  );
  const outcome = runInside(shell, printf, ['printf', ...args]);
  const status = typeof outcome === 'number' ? outcome : yield* outcome;
  setFds(shell, outer);
  const [, variable = name, key] = /^(\w+)\[(.*)\]$/s.exec(name) ?? [];
  assignTo(shell, variable, { key, value: made });
  return status;
}
