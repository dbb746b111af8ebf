import { builtinPrefix, write, type Shell } from '../state/shell-state.ts';

/** Options that scripts set; the first ones have an effect here. */
const KNOWN = new Set(
  'nullglob failglob dotglob globstar nocaseglob nocasematch extglob lastpipe inherit_errexit expand_aliases xpg_echo sourcepath cmdhist checkwinsize interactive_comments login_shell globasciiranges patsub_replacement'.split(
    ' ',
  ),
);
const ON = new Set(
  'checkwinsize cmdhist globasciiranges interactive_comments patsub_replacement sourcepath'.split(' '),
);

/** `shopt` with its arguments; answers the status. */
export function shopt(shell: Shell, args: readonly string[]): number {
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
