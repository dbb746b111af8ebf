import { leave, warn, type Shell } from '../state/shell-state.ts';

/** An unset parameter is empty, under `set -u` the end of the shell. */
export function unset(shell: Shell, name: string): string {
  if (shell.options.has('u') && !['@', '*', '#', '?', '-', '$', '0'].includes(name)) {
    const bash = shell.dialect === 'bash';
    warn(shell, `${bash && /^[\d!]/.test(name) ? '$' : ''}${name}: ${bash ? 'unbound variable' : 'parameter not set'}`);
    leave(shell, bash ? (shell.options.has('e') || shell.subshell ? 1 : 127) : 2);
  }
  return '';
}
