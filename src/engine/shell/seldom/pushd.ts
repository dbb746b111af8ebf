import { changeFolder } from '../change-folder.ts';
import { builtinPrefix, lookup, write, type Shell } from '../state.ts';

/** `pushd`, `popd` and `dirs` with their arguments; answers the status. */
export function pushd(shell: Shell, args: readonly string[], name: string): number {
  const [folder] = args.filter((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
  if (name === 'pushd') return push(shell, folder);
  if (name === 'popd') return pop(shell);
  show(shell);
  return 0;
}

function show(shell: Shell): void {
  const home = lookup(shell, 'HOME') ?? '';
  const short = (path: string): string =>
    home !== '' && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
  write(shell, 1, `${[shell.cwd, ...shell.folders].map(short).join(' ')}\n`);
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
