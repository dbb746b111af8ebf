import type { Builtin } from '../builtins.ts';
import { search } from '../../kernel/processes/load-executable.ts';
import { meaning } from '../execution/simple-command.ts';
import { builtinPrefix, environment, write } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Looks programs up in PATH and remembers where they are; -r forgets.',
  names: ['hash'],
  run(shell, args) {
    if (args[0] === '-r') {
      shell.hashed.clear();
      return 0;
    }
    if (args.length === 0 && shell.dialect === 'bash' && shell.hashed.size === 0)
      write(shell, 1, 'hash: hash table empty\n');
    let status = 0;
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      if (meaning(shell, name).kind !== 'external') continue;
      const where = { env: environment(shell), cwd: shell.cwd, who: shell.identity };
      const { path } = search(shell.machine.system, name, where);
      if (path !== undefined) shell.hashed.set(name, path);
      else {
        write(shell, 2, `${builtinPrefix(shell, 'hash')}${name}: not found\n`);
        status = 1;
      }
    }
    return status;
  },
};
export default builtin;
