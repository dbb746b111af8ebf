import type { Builtin } from '../builtins.ts';
import { builtinPrefix, write } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Of an interactive shell: history is empty, help says little, logout and disown find nothing to leave.',
  names: ['history', 'help', 'logout', 'disown', 'enable', 'suspend'],
  shells: ['ash', 'bash'],
  only: { logout: ['bash'], disown: ['bash'], enable: ['bash'], suspend: ['bash'] },
  run(shell, args, name) {
    if (name === 'help') write(shell, 1, 'Built-in commands:\n------------------\n');
    if (name === 'logout') {
      write(shell, 2, `${builtinPrefix(shell, name)}not login shell: use \`exit'\n`);
      return 1;
    }
    if (name !== 'disown') return 0;
    const [word] = args.filter((arg) => !arg.startsWith('-'));
    const pid = word === undefined ? [...shell.jobs.keys()].at(-1) : Number(word);
    if (pid !== undefined && shell.jobs.delete(pid)) return 0;
    if (args.includes('-a') || args.includes('-r')) return 0;
    write(shell, 2, `${builtinPrefix(shell, name)}${word ?? 'current'}: no such job\n`);
    return 1;
  },
};
export default builtin;
