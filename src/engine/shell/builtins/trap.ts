import type { Builtin } from '../builtins.ts';
import { SIGNALS as ALL } from '../../kernel/processes/signals.ts';
import { seldom } from '../on-demand.ts';
import { builtinPrefix, leave, write, type Shell } from '../state/shell-state.ts';
import { setTrap } from '../execution/traps.ts';

const builtin: Builtin = {
  summary: 'Sets what a signal does; EXIT is the end of the shell. bash has ERR, DEBUG and RETURN too, ash ERR.',
  names: ['trap'],
  special: true,
  run(shell, args) {
    const [option = ''] = args;
    if (/^-[^-]/.test(option) && (shell.dialect !== 'bash' || !/^-[lp]+$/.test(option))) return refused(shell, option);
    if (option === '-l') return listAll(shell);
    const words = args[0] === '--' ? args.slice(1) : args;
    const [action, ...rest] = words;
    if (action === undefined || action === '-p') return list(shell, rest);
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

function refused(shell: Shell, option: string): number {
  const texts = { dash: 'Illegal option', ash: 'illegal option' };
  if (shell.dialect !== 'bash') {
    write(shell, 2, `${builtinPrefix(shell, 'trap')}${texts[shell.dialect]} ${option.slice(0, 2)}\n`);
    return leave(shell, 2);
  }
  write(shell, 2, `${builtinPrefix(shell, 'trap')}${option.slice(0, 2)}: invalid option\n`);
  write(shell, 2, 'trap: usage: trap [-lp] [[arg] signal_spec ...]\n');
  return 2;
}

/** `trap -l` shows what `kill -l` shows. */
function listAll(shell: Shell): number {
  write(shell, 1, seldom(shell.machine)?.listSignals(shell.dialect) ?? '');
  return 0;
}

/** All traps, or those of the signals that are named. */
function list(shell: Shell, only: readonly string[]): number {
  const wanted = only.map((word) => nameOf(shell, word));
  const shownTraps = shell.parentTraps ?? shell.traps;
  for (const name of ALL) {
    const action = shownTraps.get(name);
    if (action === undefined || (wanted.length > 0 && !wanted.includes(name))) continue;
    const shown = shell.dialect === 'bash' && name !== 'EXIT' ? `SIG${name}` : name;
    write(shell, 1, `trap -- '${action.replaceAll("'", `'\\''`)}' ${shown}\n`);
  }
  return 0;
}
