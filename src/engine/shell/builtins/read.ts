import type { Builtin } from '../builtins.ts';
import { readLine, splitFields } from './shared/read-line.ts';
import { setArray } from '../state/arrays.ts';
import { assign, assignFor, builtinPrefix, lookup, notSimulated, write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';

const builtin: Builtin = {
  summary: 'Reads a line into variables: -r, -p; in ash and bash -n, -t, -d, -u, -s, in bash -N and -a.',
  names: ['read'],
  run(shell, args) {
    const options = readOptions(shell, args);
    return typeof options === 'number' ? options : read(shell, options);
  },
};
export default builtin;

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly names: readonly string[];
}

const FLAGS = { dash: 'r', ash: 'rs', bash: 'rse' };
const VALUES = { dash: 'p', ash: 'ptnud', bash: 'ptnNudai' };

function readOptions(shell: Shell, args: readonly string[]): Options | number {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  let at = 0;
  for (; at < args.length && /^-./.test(args[at] ?? ''); at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at++;
      break;
    }
    for (let index = 1; index < arg.length; index++) {
      const letter = arg[index] ?? '';
      if (FLAGS[shell.dialect].includes(letter)) flags.add(letter);
      else if (VALUES[shell.dialect].includes(letter)) {
        values.set(letter, index + 1 < arg.length ? arg.slice(index + 1) : (args[++at] ?? ''));
        break;
      } else return illegal(shell, letter);
    }
  }
  const names = args.slice(at);
  if (names.length > 0 || values.has('a')) return check(shell, { flags, values, names });
  if (shell.dialect !== 'dash') return { flags, values, names: ['REPLY'] };
  write(shell, 2, `${builtinPrefix(shell, 'read')}arg count\n`);
  return 2;
}

const USAGE =
  'read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]\n';

function illegal(shell: Shell, letter: string): number {
  const text = {
    dash: `Illegal option -${letter}`,
    ash: `illegal option -${letter}`,
    bash: `-${letter}: invalid option`,
  };
  write(shell, 2, `${builtinPrefix(shell, 'read')}${text[shell.dialect]}\n`);
  if (shell.dialect === 'bash') write(shell, 2, USAGE);
  return 2;
}

function check(shell: Shell, options: Options): Options | number {
  const bad = options.names.find((name) => !/^[A-Za-z_]\w*(?:\[.*\])?$/.test(name));
  if (bad === undefined) return options;
  if (shell.dialect === 'bash') {
    write(shell, 2, `${builtinPrefix(shell, 'read')}\`${bad}': not a valid identifier\n`);
    return 1;
  }
  if (shell.dialect === 'ash') {
    write(shell, 2, `sh: read: '${bad}': bad variable name\n`);
    return 1;
  }
  write(shell, 2, `${builtinPrefix(shell, 'read')}${bad}: bad variable name\n`);
  return 2;
}

function* read(shell: Shell, options: Options): Task {
  const { flags, values, names } = options;
  const exactly = values.get('N');
  const count = exactly ?? values.get('n');
  const seconds = values.get('t');
  const delimiter = values.get('d');
  const fd = Number(values.get('u') ?? '0');
  if (values.has('i')) notSimulated(shell, 'option -i of read');
  const line = yield* readLine(shell, shell.proc.fds.get(fd)?.input, {
    raw: flags.has('r'),
    delimiter: delimiter === undefined ? '\n' : delimiter === '' ? '\0' : delimiter.slice(0, 1),
    count: count === undefined ? undefined : Number(count),
    exact: exactly !== undefined,
    until: seconds === undefined ? undefined : shell.machine.kernel.now + Number(seconds) * 1000,
  });
  const chars = line.chars;
  const array = values.get('a');
  const ifs = lookup(shell, 'IFS') ?? ' \t\n';
  if (array !== undefined) setArray(shell, array, splitFields(chars, ifs, Number.POSITIVE_INFINITY));
  else if (exactly !== undefined) assign(shell, names[0] ?? 'REPLY', chars.map(({ char }) => char).join(''));
  else if (options.names[0] === 'REPLY' && names.length === 1 && shell.dialect === 'bash')
    assign(shell, 'REPLY', chars.map(({ char }) => char).join(''));
  else {
    const fields = splitFields(chars, ifs, names.length);
    for (const [index, name] of names.entries())
      if (!assignFor(shell, name, { value: fields[index] ?? '', by: 'read' })) return shell.dialect === 'bash' ? 1 : 2;
  }
  if (shell.dialect === 'bash' && !shell.proc.fds.has(fd))
    write(shell, 2, `${builtinPrefix(shell, 'read')}read error: ${fd}: Bad file descriptor\n`);
  if (line.timedOut) return shell.dialect === 'bash' ? 142 : 1;
  return line.complete ? 0 : 1;
}
