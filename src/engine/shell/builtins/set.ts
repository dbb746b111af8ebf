import type { Builtin } from '../builtins.ts';
import { longOption } from '../state/option-names.ts';
import { builtinPrefix, leave, notSimulated, write, type Shell } from '../state/shell-state.ts';
import { quoteBash } from '../../base/quote-bash.ts';

const builtin: Builtin = {
  summary: 'Sets options (-e -u -x -f -C -a, -o name) and positional parameters; job control options are left out.',
  names: ['set'],
  special: true,
  run(shell, args) {
    if (args.length === 0) return list(shell);
    let at = 0;
    for (; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (arg === '--') {
        shell.parameters = args.slice(at + 1);
        return 0;
      }
      if (arg === '-' || !/^[-+]/.test(arg)) break;
      const on = arg.startsWith('-');
      for (const letter of arg.slice(1)) {
        if (letter === 'o') {
          const name = args[++at];
          if (name === undefined) return options(shell, on);
          const known = NAMES[shell.dialect].split(' ').includes(name);
          if (!known || option(shell, longOption(name), on)) return illegal(shell, `${arg.slice(0, 1)}o ${name}`);
        } else if (!LETTERS[shell.dialect].includes(letter) || option(shell, letter, on))
          return illegal(shell, `${arg.slice(0, 1)}${letter}`);
      }
    }
    if (at < args.length) shell.parameters = args.slice(args[at] === '-' ? at + 1 : at);
    return 0;
  },
};
export default builtin;

/** Options of one letter. Source: `optletters` of dash and BusyBox, bash's usage text. */
const LETTERS = { dash: 'aefIimnsuvxVECbpl', ash: 'aefIimnsuvxCEVbl', bash: 'abefhkmnptuvxBCEHPT' };

/** Sets one option; true when the shell does not have it. */
function option(shell: Shell, name: string, on: boolean): boolean {
  const { system } = shell.machine;
  // dash learned pipefail in 0.5.12-12 (Debian 13); older ones refuse it. Assumption, see shell.md §4.
  const old = system.os.family === 'debian' && /^(?:bookworm|bullseye|1[12])/.test(system.os.version ?? '');
  if (name === 'pipefail' && shell.dialect === 'dash' && (old || system.os.family === 'ubuntu')) return true;
  if (name === 'm') notSimulated(shell, `set -${name}`);
  if (on) shell.options.add(name);
  else shell.options.delete(name);
  return false;
}

function illegal(shell: Shell, name: string): number {
  if (shell.dialect === 'dash') {
    write(shell, 2, `${builtinPrefix(shell, 'set')}Illegal option ${name}\n`);
    return leave(shell, 2);
  }
  if (shell.dialect === 'ash') {
    write(shell, 2, `${builtinPrefix(shell, 'set')}illegal option ${name}\n`);
    return name.includes(' ') ? 1 : leave(shell, 2);
  }
  const long = / (.*)$/.exec(name)?.[1];
  const text = long === undefined ? `${name}: invalid option` : `${long}: invalid option name`;
  write(shell, 2, `${builtinPrefix(shell, 'set')}${text}\n`);
  if (long === undefined)
    write(shell, 2, 'set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n');
  return 2;
}

const NAMES = {
  dash: 'errexit noglob ignoreeof interactive monitor noexec stdin xtrace verbose vi emacs noclobber allexport notify nounset privileged nolog pipefail debug',
  ash: 'errexit noglob ignoreeof monitor noexec xtrace verbose noclobber allexport notify nounset errtrace vi pipefail',
  bash: 'allexport braceexpand emacs errexit errtrace functrace hashall histexpand history ignoreeof interactive-comments keyword monitor noclobber noexec noglob nolog notify nounset onecmd physical pipefail posix privileged verbose vi xtrace',
};
const ALWAYS_ON = new Set(['braceexpand', 'hashall', 'interactive-comments']);

function options(shell: Shell, plain: boolean): number {
  const { dialect } = shell;
  const names = NAMES[dialect].split(' ');
  if (plain && dialect === 'dash') write(shell, 1, 'Current option settings\n');
  for (const name of names) {
    const on = shell.options.has(longOption(name)) || (dialect === 'bash' && ALWAYS_ON.has(name));
    const shown = `${name.padEnd(dialect === 'bash' ? 15 : 16)}${dialect === 'bash' ? '\t' : ''}${on ? 'on' : 'off'}`;
    write(shell, 1, plain ? `${shown}\n` : `set ${on ? '-' : '+'}o ${name}\n`);
  }
  return 0;
}

function list(shell: Shell): number {
  for (const [name, { value }] of [...shell.variables].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    if (value !== undefined)
      write(
        shell,
        1,
        `${name}=${shell.dialect === 'bash' ? quoteBash(value) : `'${value.replaceAll("'", `'"'"'`)}'`}\n`,
      );
  return 0;
}
