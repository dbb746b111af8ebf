import type { Builtin } from '../builtins.ts';
import { changeFolder } from './shared/change-directory.ts';
import { builtinPrefix, filesOf, lookup, write, type Shell } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Changes the working directory; -L, -P, CDPATH.',
  names: ['cd', 'chdir'],
  run(shell, args) {
    const refused = args.find((arg) => /^-[^LP-]/.test(arg) && !(shell.dialect === 'bash' && /^-[e@]/.test(arg)));
    if (refused !== undefined && args[0] !== '--') return refuse(shell, refused.slice(0, 2));
    const physical = args.some((arg) => /^-[LP]*P$/.test(arg));
    const [wanted, ...more] = args.filter((arg) => !/^-[LP]+$/.test(arg) && arg !== '--');
    if (more.length > 0 && shell.dialect === 'bash') return fail(shell, 'too many arguments', 1);
    const target = wanted === '-' ? lookup(shell, 'OLDPWD') : (wanted ?? lookup(shell, 'HOME'));
    if (target === undefined && shell.dialect !== 'bash') {
      if (wanted === '-') write(shell, 1, `${shell.cwd}\n`);
      return 0;
    }
    if (target === undefined) return fail(shell, wanted === '-' ? 'OLDPWD not set' : 'HOME not set', 1);
    if (target === '') {
      if (wanted === '-') write(shell, 1, shell.dialect === 'bash' ? '\n' : `${shell.cwd}\n`);
      return 0;
    }
    const found = wanted === '-' ? undefined : below(shell, target);
    const status = changeFolder(shell, found ?? target, { physical, by: 'cd' });
    if (status === 0 && (wanted === '-' || found !== undefined)) write(shell, 1, `${shell.cwd}\n`);
    return status;
  },
};
export default builtin;

/** The folder of CDPATH that has what is looked for; undefined when the working directory comes first or nobody has it. */
function below(shell: Shell, target: string): string | undefined {
  const list = lookup(shell, 'CDPATH');
  if (!list || /^\.{0,2}(?:\/|$)/.test(target)) return undefined;
  for (const folder of list.split(':')) {
    const from = folder === '' ? shell.cwd : folder.startsWith('/') ? folder : `${shell.cwd}/${folder}`;
    const stat = filesOf(shell).stat(`${from}/${target}`);
    if (stat.ok && stat.value.kind === 'dir') return folder === '' ? undefined : `${from}/${target}`;
  }
  return undefined;
}

function refuse(shell: Shell, option: string): number {
  const texts = {
    dash: `Illegal option ${option}`,
    ash: `illegal option ${option}`,
    bash: `${option}: invalid option`,
  };
  fail(shell, texts[shell.dialect], 2);
  if (shell.dialect === 'bash') write(shell, 2, 'cd: usage: cd [-L|[-P [-e]] [-@]] [dir]\n');
  return 2;
}

function fail(shell: Shell, text: string, status: number): number {
  write(shell, 2, `${builtinPrefix(shell, 'cd')}${text}\n`);
  return status;
}
