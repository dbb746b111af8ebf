import type { Builtin } from '../builtins.ts';
import { symbolicMode } from '../../files/symbolic-mode.ts';
import { builtinPrefix, write, type Shell } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Shows or sets the mask for new files, octal or symbolic (-S).',
  names: ['umask'],
  run(shell, args) {
    const [option = ''] = args;
    const letters = /^-[a-zA-Z]+$/.test(option) ? option.slice(1) : '';
    const known = shell.dialect === 'bash' ? /^[pS]*$/ : /^S*$/;
    if (!known.test(letters)) return refused(shell, option.slice(0, 2));
    const symbolic = letters.includes('S');
    const [mask] = letters === '' ? args : args.slice(1);
    if (mask === undefined) {
      const bits = 0o777 & ~shell.identity.umask;
      const part = (shift: number): string =>
        ['r', 'w', 'x'].filter((_, index) => (bits >> shift) & (4 >> index)).join('');
      const text = symbolic
        ? `u=${part(6)},g=${part(3)},o=${part(0)}`
        : shell.identity.umask.toString(8).padStart(4, '0');
      const head = letters.includes('p') ? `umask ${symbolic ? '-S ' : ''}` : '';
      write(shell, 1, `${head}${text}\n`);
      return 0;
    }
    const value = /^[0-7]{1,4}$/.test(mask)
      ? Number.parseInt(mask, 8) & 0o777
      : symbolicMode(mask, { mode: 0o777 & ~shell.identity.umask, umask: 0, folder: false });
    if (value === undefined) {
      const text = {
        bash: /^\d/.test(mask)
          ? `${mask}: octal number out of range`
          : `\`${mask.replace(/^[ugoa]*/, '').slice(0, 1)}': invalid symbolic mode operator`,
        ash: `illegal mode: ${mask}`,
        dash: `${/^\d/.test(mask) ? 'Illegal number' : 'Illegal mode'}: ${mask}`,
      }[shell.dialect];
      write(shell, 2, `${builtinPrefix(shell, 'umask')}${text}\n`);
      return shell.dialect === 'bash' ? 1 : 2;
    }
    shell.identity.umask = /^[0-7]/.test(mask) ? value : 0o777 & ~value;
    return 0;
  },
};
export default builtin;

function refused(shell: Shell, option: string): number {
  const texts = {
    dash: `Illegal option ${option}`,
    ash: `illegal option ${option}`,
    bash: `${option}: invalid option`,
  };
  write(shell, 2, `${builtinPrefix(shell, 'umask')}${texts[shell.dialect]}\n`);
  if (shell.dialect === 'bash') write(shell, 2, 'umask: usage: umask [-p] [-S] [mode]\n');
  return 2;
}
