import { assign, builtinPrefix, lookup, write, type Shell } from '../state/shell-state.ts';

/** `getopts` with its arguments; answers the status. */
export function getopts(shell: Shell, args: readonly string[]): number {
  const [spec = '', name, ...rest] = args;
  if (name === undefined) return usage(shell);
  const words = rest.length > 0 ? rest : shell.parameters;
  const index = Number(lookup(shell, 'OPTIND') ?? '1');
  const place = Number(shell.variables.get('DRYDOCK_OPTPOS')?.value ?? '1');
  const word = words[index - 1];
  const ends = word === undefined || word === '-' || word === '--' || !word.startsWith('-');
  if (ends) {
    if (word === '--') assign(shell, 'OPTIND', String(index + 1));
    assign(shell, name, '?');
    hide(shell, 1);
    return 1;
  }
  return take(shell, { spec, name, words, index, place });
}

function usage(shell: Shell): number {
  const text = {
    dash: `${builtinPrefix(shell, 'getopts')}Usage: getopts optstring var [arg...]`,
    ash: `${builtinPrefix(shell, 'getopts')}usage: getopts optstring var [arg]`,
    bash: 'getopts: usage: getopts optstring name [arg ...]',
  };
  write(shell, 2, `${text[shell.dialect]}\n`);
  return 2;
}

/** The place inside `-abc` is kept with the variables, so that it is forked with them. */
function hide(shell: Shell, place: number): void {
  shell.variables.set('DRYDOCK_OPTPOS', { value: String(place), exported: false, readonly: false });
}

interface State {
  readonly spec: string;
  readonly name: string;
  readonly words: readonly string[];
  readonly index: number;
  readonly place: number;
}

function take(shell: Shell, state: State): number {
  const { spec, name, words, index, place } = state;
  const word = words[index - 1] ?? '';
  const letter = word[place] ?? '';
  const last = place + 1 >= word.length;
  const at = letter === ':' ? -1 : spec.indexOf(letter);
  const silent = spec.startsWith(':');
  shell.variables.delete('OPTARG');
  const next = (skip: number): void => {
    assign(shell, 'OPTIND', String(index + (last || skip > 1 ? skip : 0)));
    hide(shell, last || skip > 1 ? 1 : place + 1);
  };
  if (at === -1) {
    if (silent) assign(shell, 'OPTARG', letter);
    else complain(shell, letter, 'illegal');
    assign(shell, name, '?');
    next(1);
    return 0;
  }
  if (spec[at + 1] !== ':') {
    assign(shell, name, letter);
    next(1);
    return 0;
  }
  const attached = last ? undefined : word.slice(place + 1);
  const argument = attached ?? words[index];
  assign(shell, 'OPTIND', String(index + (attached === undefined && argument !== undefined ? 2 : 1)));
  hide(shell, 1);
  if (argument === undefined) {
    if (silent) assign(shell, 'OPTARG', letter);
    else complain(shell, letter, 'missing');
    assign(shell, name, silent ? ':' : '?');
    return 0;
  }
  assign(shell, 'OPTARG', argument);
  assign(shell, name, letter);
  return 0;
}

function complain(shell: Shell, letter: string, kind: 'illegal' | 'missing'): void {
  if (shell.dialect !== 'dash' && lookup(shell, 'OPTERR') === '0') return;
  if (shell.dialect === 'bash') {
    const text = kind === 'illegal' ? 'illegal option' : 'option requires an argument';
    write(shell, 2, `${shell.name}: ${text} -- ${letter}\n`);
  } else if (shell.dialect === 'dash')
    write(shell, 2, kind === 'illegal' ? `Illegal option -${letter}\n` : `No arg for -${letter} option\n`);
  else write(shell, 2, kind === 'illegal' ? `Illegal option -${letter}\n` : `No arg for -${letter} option\n`);
}
