import { changeFolder } from '../builtins/shared/change-directory.ts';
import { builtinPrefix, lookup, write, type Shell } from '../state/shell-state.ts';

/** `pushd`, `popd` and `dirs` with their arguments; answers the status. */
export function pushd(shell: Shell, args: readonly string[], name: string): number {
  const [folder] = args.filter((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
  if (name === 'pushd') return push(shell, folder);
  if (name === 'popd') return pop(shell);
  if (args[0] === '-c') shell.folders.length = 0;
  else if (args[0] === '-v' || args[0] === '-p') each(shell, args[0] === '-v');
  else show(shell);
  return 0;
}

/** `dirs -p`, `-v`: one a line. */
function each(shell: Shell, numbered: boolean): void {
  for (const [index, path] of short(shell).entries())
    write(shell, 1, `${numbered ? `${String(index).padStart(2)}  ` : ''}${path}\n`);
}

function show(shell: Shell): void {
  write(shell, 1, `${short(shell).join(' ')}\n`);
}

function short(shell: Shell): readonly string[] {
  const home = lookup(shell, 'HOME') ?? '';
  const one = (path: string): string =>
    home !== '' && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
  return [shell.cwd, ...shell.folders].map(one);
}

function push(shell: Shell, folder: string | undefined): number {
  const target = folder ?? shell.folders[0];
  if (target === undefined) {
    write(shell, 2, `${builtinPrefix(shell, 'pushd')}no other directory\n`);
    return 1;
  }
  const from = shell.cwd;
  const status = changeFolder(shell, target, { by: 'pushd' });
  if (status !== 0) return status;
  if (folder === undefined) shell.folders.shift();
  shell.folders.unshift(from);
  show(shell);
  return 0;
}

function pop(shell: Shell): number {
  const [target] = shell.folders;
  if (target === undefined) {
    write(shell, 2, `${builtinPrefix(shell, 'popd')}directory stack empty\n`);
    return 1;
  }
  const status = changeFolder(shell, target, { by: 'popd' });
  if (status !== 0) return status;
  shell.folders.shift();
  show(shell);
  return 0;
}
