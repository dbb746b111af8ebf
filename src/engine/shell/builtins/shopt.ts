import type { Builtin } from '../builtins.ts';
import { builtins } from '../builtins.ts';
import { meaning, runInside } from '../simple.ts';
import { builtinPrefix, notSimulated, write, type Shell } from '../state.ts';
import type { Task } from '../system.ts';

/** Options that scripts set; the first ones have an effect here. */
const KNOWN = new Set(
  'nullglob failglob dotglob globstar nocaseglob nocasematch extglob lastpipe inherit_errexit expand_aliases xpg_echo sourcepath cmdhist checkwinsize interactive_comments login_shell globasciiranges patsub_replacement'.split(
    ' ',
  ),
);
const ON = new Set(
  'checkwinsize cmdhist globasciiranges interactive_comments patsub_replacement sourcepath'.split(' '),
);

const builtin: Builtin = {
  summary:
    'Options of bash (nullglob, dotglob, globstar, failglob have an effect) and builtin NAME; caller, compgen are left out.',
  names: ['shopt', 'builtin', 'caller', 'compgen', 'complete', 'bind'],
  shells: ['bash'],
  run(shell, args, name) {
    if (name === 'shopt') return shopt(shell, args);
    if (name === 'builtin') return run(shell, args);
    notSimulated(shell, [name, ...args].join(' '));
    return 0;
  },
};
export default builtin;

function shopt(shell: Shell, args: readonly string[]): number {
  const [flag] = args.filter((arg) => arg.startsWith('-'));
  const names = args.filter((arg) => !arg.startsWith('-'));
  const bad = names.find((name) => !KNOWN.has(name));
  if (bad !== undefined) {
    write(shell, 2, `${builtinPrefix(shell, 'shopt')}${bad}: invalid shell option name\n`);
    return 1;
  }
  const isOn = (name: string): boolean => shell.shopts.get(name) ?? ON.has(name);
  if ((flag === '-s' || flag === '-u') && names.length > 0) {
    for (const name of names) shell.shopts.set(name, flag === '-s');
    return 0;
  }
  const shown =
    names.length > 0
      ? names
      : [...KNOWN].toSorted().filter((name) => flag === undefined || flag === '-p' || isOn(name) === (flag === '-s'));
  if (flag !== '-q')
    for (const name of shown)
      write(
        shell,
        1,
        flag === '-p'
          ? `shopt -${isOn(name) ? 's' : 'u'} ${name}\n`
          : `${name.padEnd(15)}\t${isOn(name) ? 'on' : 'off'}\n`,
      );
  return names.every(isOn) ? 0 : 1;
}

/** `builtin echo …`: past a function of the name. */
function run(shell: Shell, args: readonly string[]): number | Task {
  const [name, ...rest] = args;
  if (name === undefined) return 0;
  const known = builtins.get(name);
  if (known) return known.run(shell, rest, name);
  const hidden = shell.functions.get(name);
  if (hidden) shell.functions.delete(name);
  const found = meaning(shell, name);
  if (hidden) shell.functions.set(name, hidden);
  if (found.kind === 'command') return runInside(shell, found.command, args);
  write(shell, 2, `${builtinPrefix(shell, 'builtin')}${name}: not a shell builtin\n`);
  return 1;
}
