import type { Builtin } from '../builtins.ts';
import { changeFolder } from '../change-folder.ts';
import { builtinPrefix, lookup, write, type Shell } from '../state.ts';

const builtin: Builtin = {
  summary: 'Changes the working directory; -L, -P and CDPATH-free.',
  names: ['cd', 'chdir'],
  run(shell, args) {
    const physical = args.some((arg) => /^-[LP]*P$/.test(arg));
    const [wanted, ...more] = args.filter((arg) => !/^-[LP]+$/.test(arg) && arg !== '--');
    if (more.length > 0 && shell.dialect === 'bash') return fail(shell, 'too many arguments', 1);
    const target = wanted === '-' ? lookup(shell, 'OLDPWD') : (wanted ?? lookup(shell, 'HOME'));
    if (target === undefined && shell.dialect !== 'bash') {
      if (wanted === '-') write(shell, 1, `${shell.cwd}\n`);
      return 0;
    }
    if (target === undefined) return fail(shell, wanted === '-' ? 'OLDPWD not set' : 'HOME not set', 1);
    if (target === '') return 0;
    const status = changeFolder(shell, target, { physical, by: 'cd' });
    if (status === 0 && wanted === '-') write(shell, 1, `${shell.cwd}\n`);
    return status;
  },
};
export default builtin;

function fail(shell: Shell, text: string, status: number): number {
  write(shell, 2, `${builtinPrefix(shell, 'cd')}${text}\n`);
  return status;
}
