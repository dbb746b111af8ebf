import type { Builtin } from '../builtins.ts';
import { errorText } from '../errno.ts';
import { clean } from '../../files/index.ts';
import { builtinPrefix, lookup, write, type Shell } from '../state.ts';

const builtin: Builtin = {
  summary: 'Changes the working directory; -L, -P and CDPATH-free. pushd and popd are left out.',
  names: ['cd', 'chdir'],
  run(shell, args) {
    const physical = args.some((arg) => /^-[LP]*P$/.test(arg));
    const [wanted, ...more] = args.filter((arg) => !/^-[LP]+$/.test(arg) && arg !== '--');
    if (more.length > 0 && shell.dialect === 'bash') return fail(shell, 'too many arguments', 1);
    const target = wanted === '-' ? lookup(shell, 'OLDPWD') : (wanted ?? lookup(shell, 'HOME'));
    if (target === undefined && shell.dialect !== 'bash' && wanted === undefined) return 0;
    if (target === undefined)
      return fail(shell, wanted === '-' ? 'OLDPWD not set' : 'HOME not set', shell.dialect === 'bash' ? 1 : 2);
    if (target === '') return 0;
    const path = target.startsWith('/') ? target : `${shell.cwd === '/' ? '' : shell.cwd}/${target}`;
    shell.machine.sync();
    const names = shell.files.stat(physical ? path : clean(path));
    if (!names.ok || names.value.kind !== 'dir') return refuse(shell, target, names.ok ? 'ENOTDIR' : names.errno);
    const searched = shell.files.stat(`${clean(path)}/.`);
    if (!searched.ok || !mayEnter(shell, clean(path))) return refuse(shell, target, 'EACCES');
    const real = shell.files.resolve(path);
    move(shell, physical && real.ok ? real.value : clean(path));
    if (wanted === '-') write(shell, 1, `${shell.cwd}\n`);
    return 0;
  },
};
export default builtin;

function mayEnter(shell: Shell, path: string): boolean {
  // Looking up a name in a folder needs its x bit; the name itself does not matter.
  const probe = shell.files.stat(`${path === '/' ? '' : path}/.drydock-probe`);
  return probe.ok || probe.errno !== 'EACCES';
}

function move(shell: Shell, cwd: string): void {
  const set = (name: string, value: string): void => {
    shell.variables.set(name, { value, exported: true, readonly: false });
  };
  set('OLDPWD', shell.cwd);
  shell.cwd = cwd;
  set('PWD', cwd);
}

function refuse(shell: Shell, target: string, errno: 'ENOENT' | 'ENOTDIR' | 'EACCES' | string): number {
  const text = errorText(errno as 'ENOENT');
  if (shell.dialect === 'dash') return fail(shell, `can't cd to ${target}`, 2);
  if (shell.dialect === 'ash') return fail(shell, `can't cd to ${target}: ${text}`, 2);
  return fail(shell, `${target}: ${text}`, 1);
}

function fail(shell: Shell, text: string, status: number): number {
  write(shell, 2, `${builtinPrefix(shell, 'cd')}${text}\n`);
  return status;
}
