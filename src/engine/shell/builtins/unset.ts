import { unsetElement } from '../state/arrays.ts';
import type { Builtin } from '../builtins.ts';
import { holdVariables } from '../../kernel/memory/memory.ts';
import { builtinPrefix, leave, named, write } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Forgets variables (-v), functions (-f) or references (-n).',
  names: ['unset'],
  special: true,
  run(shell, args) {
    const [option = ''] = args;
    if (shell.dialect === 'bash' && /^-[^fvn-]/.test(option)) {
      write(shell, 2, `${builtinPrefix(shell, 'unset')}${option.slice(0, 2)}: invalid option\n`);
      write(shell, 2, 'unset: usage: unset [-f] [-v] [-n] [name ...]\n');
      return 2;
    }
    const functions = option === '-f';
    const reference = args[0] === '-n';
    for (const given of args.filter((arg) => !/^-[fvn]$/.test(arg))) {
      const name = reference ? given : named(shell, given);
      const element = shell.dialect === 'bash' ? /^(\w+)\[(.*)\]$/s.exec(name) : null;
      if (element && !functions) {
        unsetElement(shell, element[1] ?? '', element[2] ?? '');
        continue;
      }
      if (!functions && !/^[A-Za-z_]\w*$/.test(name)) {
        if (shell.dialect === 'bash') continue;
        write(shell, 2, `${builtinPrefix(shell, 'unset')}${name}: bad variable name\n`);
        return leave(shell, 2);
      }
      if (shell.variables.get(name)?.readonly && !functions) {
        const text = shell.dialect === 'bash' ? `${name}: cannot unset: readonly variable` : `${name}: is read only`;
        write(shell, 2, `${builtinPrefix(shell, 'unset')}${text}\n`);
        return shell.dialect === 'bash' ? 1 : leave(shell, 2);
      }
      if (functions) shell.functions.delete(name);
      else if (!shell.variables.delete(name) && shell.dialect === 'bash') shell.functions.delete(name);
    }
    if (shell.proc.memory > 0) holdVariables(shell);
    return 0;
  },
};
export default builtin;
