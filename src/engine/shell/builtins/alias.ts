import type { Builtin } from '../builtins.ts';
import { builtinPrefix, write, type Shell } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Defines, lists and removes aliases: dash and ash expand them from the next line on, scripts of bash never.',
  names: ['alias', 'unalias'],
  run(shell, args, name) {
    if (name === 'unalias') return remove(shell, args);
    if (args.length === 0) {
      for (const [key, value] of [...shell.aliases].toSorted(([a], [b]) => (a < b ? -1 : 1))) show(shell, key, value);
      return 0;
    }
    let status = 0;
    for (const arg of args) {
      const at = arg.indexOf('=');
      const key = at < 1 ? arg : arg.slice(0, at);
      const value = shell.aliases.get(key);
      if (at > 0) {
        shell.aliases.set(key, arg.slice(at + 1));
        shell.aliasLines.set(key, shell.line);
      } else if (value !== undefined) show(shell, key, value);
      else {
        const head = shell.dialect === 'bash' ? builtinPrefix(shell, 'alias') : 'alias: ';
        write(shell, 2, `${head}${key}${shell.dialect === 'bash' ? ':' : ''} not found\n`);
        status = 1;
      }
    }
    return status;
  },
};
export default builtin;

function show(shell: Shell, name: string, value: string): void {
  write(shell, 1, `${shell.dialect === 'bash' ? 'alias ' : ''}${name}='${value.replaceAll("'", `'\\''`)}'\n`);
}

function remove(shell: Shell, args: readonly string[]): number {
  if (args[0] === '-a') shell.aliases.clear();
  let status = 0;
  for (const name of args.filter((arg) => arg !== '-a')) {
    if (shell.aliases.delete(name)) continue;
    const head = shell.dialect === 'bash' ? builtinPrefix(shell, 'unalias') : 'unalias: ';
    write(shell, 2, `${head}${name}${shell.dialect === 'bash' ? ':' : ''} not found\n`);
    status = 1;
  }
  return status;
}
