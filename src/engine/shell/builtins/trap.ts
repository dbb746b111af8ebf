import type { Builtin } from '../builtins.ts';
import { SIGNALS as ALL } from '../signals.ts';
import { builtinPrefix, write, type Shell } from '../state.ts';
import { setTrap } from '../traps.ts';

const builtin: Builtin = {
  summary: 'Sets what a signal does; EXIT is the end of the shell. bash has ERR, DEBUG and RETURN too, ash ERR.',
  names: ['trap'],
  special: true,
  run(shell, args) {
    const words = args[0] === '--' ? args.slice(1) : args;
    const [action, ...rest] = words;
    if (action === undefined || action === '-p') return list(shell);
    const resets = rest.length === 0 || /^\d+$/.test(action);
    let status = 0;
    for (const signal of resets ? words : rest) {
      const name = nameOf(shell, signal);
      if (name === undefined) {
        const text =
          shell.dialect === 'bash'
            ? `${signal}: invalid signal specification`
            : shell.dialect === 'ash'
              ? `${signal}: invalid signal specification`
              : `${signal}: bad trap`;
        write(shell, 2, `${shell.dialect === 'dash' ? 'trap: ' : builtinPrefix(shell, 'trap')}${text}\n`);
        status = 1;
      } else setTrap(shell, name, resets || action === '-' ? undefined : action);
    }
    return status;
  },
};
export default builtin;

function nameOf(shell: Shell, signal: string): string | undefined {
  if (/^\d+$/.test(signal)) return ALL[Number(signal)];
  const upper = shell.dialect === 'dash' ? signal : signal.toUpperCase();
  const bare = shell.dialect === 'dash' ? upper : upper.replace(/^SIG/, '');
  if (ALL.includes(bare)) return bare;
  if (shell.dialect === 'ash') return bare === 'ERR' ? bare : undefined;
  return shell.dialect === 'bash' && ['ERR', 'DEBUG', 'RETURN'].includes(bare) ? bare : undefined;
}

function list(shell: Shell): number {
  const shownTraps = shell.parentTraps ?? shell.traps;
  for (const name of ALL) {
    const action = shownTraps.get(name);
    if (action === undefined) continue;
    const shown = shell.dialect === 'bash' && name !== 'EXIT' ? `SIG${name}` : name;
    write(shell, 1, `trap -- '${action.replaceAll("'", `'\\''`)}' ${shown}\n`);
  }
  return 0;
}
