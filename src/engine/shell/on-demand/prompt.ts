import { nodeName } from '../../kernel/hostname.ts';
import { lookup, type Shell } from '../state/shell-state.ts';

/**
 * What a shell prints before it reads: PS1 or PS2. Unset, PS1 is what Debian's bash.bashrc, BusyBox 1.37 (`FANCY_PROMPT`) and
 * dash 0.5.12 begin with.
 */
export function promptOf(shell: Shell, which: 'PS1' | 'PS2'): string {
  const text = lookup(shell, which);
  if (which === 'PS2') return text ?? '> ';
  const root = shell.identity.uid === 0;
  if (shell.dialect === 'dash') return text ?? (root ? '# ' : '$ ');
  return expand(shell, text ?? (shell.dialect === 'bash' ? '\\u@\\h:\\w\\$ ' : '\\w \\$ '));
}

/** Escapes of PS1. Source: bash(1), PROMPTING; what tells times and counts is left as it stands. */
function expand(shell: Shell, text: string): string {
  return text.replace(/\\(\[|\]|\\|[0-7]{3}|[a-zA-Z$#!])/g, (all, code: string) => {
    switch (code) {
      case 'u':
        return userOf(shell);
      case 'h':
      case 'H':
        return hostOf(shell);
      case 'w':
        return folderOf(shell);
      case 'W':
        return folderOf(shell) === '~' ? '~' : (shell.cwd.split('/').at(-1) ?? '') || '/';
      case '$':
        return shell.identity.uid === 0 ? '#' : '$';
      case 's':
        return shell.name.split('/').at(-1) ?? '';
      case 'n':
        return '\n';
      case 'e':
        return '\u001B';
      case '\\':
        return '\\';
      case '[':
      case ']':
        return '';
      default:
        return /^[0-7]{3}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : all;
    }
  });
}

function userOf({ machine, identity }: Shell): string {
  const read = machine.system.tree.read('/etc/passwd');
  const lines = ((read.ok ? read.value : undefined) ?? '').split('\n').map((line) => line.split(':'));
  return lines.find((line) => line[2] === String(identity.uid))?.[0] ?? 'I have no name!';
}

function hostOf(shell: Shell): string {
  const name = nodeName(shell.machine.system) ?? (lookup(shell, 'HOSTNAME') || 'localhost');
  return name.split('.')[0] ?? name;
}

function folderOf(shell: Shell): string {
  const home = lookup(shell, 'HOME') ?? '';
  if (home.length < 2 || (shell.cwd !== home && !shell.cwd.startsWith(`${home}/`))) return shell.cwd;
  return `~${shell.cwd.slice(home.length)}`;
}
