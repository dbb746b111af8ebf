import type { Builtin } from '../builtins.ts';
import { builtinPrefix, leave, write, type Shell } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Leaves (break) or goes on with (continue) the loop around it.',
  names: ['break', 'continue'],
  special: true,
  run(shell, args, name) {
    const wrong =
      args[0] !== undefined && !/^\+?0*[1-9]\d*$/.test(args[0]) && (shell.loops > 0 || shell.dialect !== 'bash');
    if (wrong) return refuse(shell, name, args[0] ?? '');
    const depth = Math.min(Number(args[0] ?? 1) || 1, shell.loops);
    if (depth === 0 && shell.dialect === 'bash')
      write(shell, 2, `${builtinPrefix(shell, name)}only meaningful in a \`for', \`while', or \`until' loop\n`);
    if (depth > 0) shell.jump = { kind: name === 'break' ? 'break' : 'continue', depth };
    return 0;
  },
};
export default builtin;

/** A number below 1 ends all loops in bash, the shell elsewhere; a word that is no number always ends the shell. */
function refuse(shell: Shell, name: string, word: string): number {
  const bash = shell.dialect === 'bash';
  const number = /^-?\d+$/.test(word);
  const text = !bash
    ? `Illegal number: ${word}`
    : number
      ? `${word}: loop count out of range`
      : `${word}: numeric argument required`;
  write(shell, 2, `${builtinPrefix(shell, name)}${text}\n`);
  if (!bash || !number) return leave(shell, bash ? 128 : 2);
  shell.jump = { kind: 'break', depth: shell.loops };
  return 1;
}
