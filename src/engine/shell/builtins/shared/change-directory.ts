import { clean } from '../../../files/index.ts';
import { errorText } from '../../../kernel/errno.ts';
import { builtinPrefix, filesOf, write, type Shell } from '../../state/shell-state.ts';

interface How {
  /** Links in the path are resolved. */
  readonly physical?: boolean;
  /** The builtin that messages name. */
  readonly by: string;
}

/** Makes a folder the working directory of a shell, PWD and OLDPWD included; answers the exit code of `cd`. */
export function changeFolder(shell: Shell, target: string, { physical, by }: How): number {
  const path = target.startsWith('/') ? target : `${shell.cwd === '/' ? '' : shell.cwd}/${target}`;
  shell.machine.sync();
  const folder = filesOf(shell).stat(physical ? path : clean(path));
  if (!folder.ok || folder.value.kind !== 'dir')
    return refuse(shell, target, { errno: folder.ok ? 'ENOTDIR' : folder.errno, by });
  const searched = filesOf(shell).stat(`${clean(path)}/.`);
  if (!searched.ok || !mayEnter(shell, clean(path))) return refuse(shell, target, { errno: 'EACCES', by });
  const real = filesOf(shell).resolve(path);
  // Two slashes at the start stay (POSIX 4.13).
  const twice = /^\/\/[^/]/.test(path) ? '/' : '';
  move(shell, physical && real.ok ? real.value : `${twice}${clean(path)}`);
  return 0;
}

function mayEnter(shell: Shell, path: string): boolean {
  // Looking up a name in a folder needs its x bit; the name itself does not matter.
  const probe = filesOf(shell).stat(`${path === '/' ? '' : path}/.drydock-probe`);
  return probe.ok || probe.errno !== 'EACCES';
}

function move(shell: Shell, cwd: string): void {
  const set = (name: string, value: string): void => {
    shell.variables.set(name, { value, exported: true, readonly: false });
  };
  set('OLDPWD', shell.cwd);
  shell.cwd = cwd;
  shell.proc.cwd = cwd;
  set('PWD', cwd);
}

function refuse(
  shell: Shell,
  target: string,
  { errno, by }: { errno: Parameters<typeof errorText>[0]; by: string },
): number {
  const { dialect } = shell;
  const text = {
    dash: `can't cd to ${target}`,
    ash: `can't cd to ${target}: ${errorText(errno)}`,
    bash: `${target}: ${errorText(errno)}`,
  }[dialect];
  write(shell, 2, `${builtinPrefix(shell, by)}${text}\n`);
  return dialect === 'bash' ? 1 : 2;
}
