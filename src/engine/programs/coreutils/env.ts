import { readOptions } from '../lib/options.ts';
import { isBusybox, shortName } from '../lib/flavor.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints the environment or runs a command in a changed one: -i, -u, NAME=value, -S, -C.',
  aliases: ['printenv'],
  gnu: {
    env: 'ai0uCSv argv0 ignore-environment null unset chdir split-string block-signal default-signal ignore-signal list-signal-handling debug',
    printenv: '0 null',
  },
  example: `
$ env -i A=1 env
A=1
$ env B=2 printenv B
2
$ env nosuch
! env: 'nosuch': No such file or directory
`,
  run(process, args) {
    if (shortName(process) === 'printenv') return printenv(process, args);
    const options = readOptions(process, split(process, args), {
      flags: 'i0v',
      values: 'uCa',
      busybox: 'iu:0',
      stops: true,
      status: 125,
      long: {
        '--ignore-environment': 'i',
        '--unset=': 'u',
        '--chdir=': 'C',
        '--null': '0',
        '--debug': 'v',
        '--argv0=': 'a',
        '--default-signal[=': 'signal',
        '--ignore-signal[=': 'signal',
        '--block-signal[=': 'signal',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('signal') || options.has('a')) process.notSimulated('signals and argv[0] of env');
    const bare = options.rest[0] === '-';
    const words = bare ? options.rest.slice(1) : options.rest;
    const env = options.has('i') || bare ? new Map<string, string>() : new Map(process.env);
    for (const name of options.values('u')) env.delete(name);
    const folder = options.value('C');
    if (folder !== undefined && !process.files.list(process.path(folder)).ok) {
      process.complain(`cannot change directory to '${folder}': No such file or directory`);
      return 125;
    }
    const at = words.findIndex((word) => !word.includes('='));
    for (const word of words.slice(0, at === -1 ? undefined : at))
      env.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    const argv = at === -1 ? [] : words.slice(at);
    if (argv.length > 0)
      return run(process, argv, { env, cwd: folder === undefined ? process.cwd : process.path(folder) });
    const end = options.has('0') ? '\0' : '\n';
    for (const [name, value] of env) process.out(`${name}=${value}${end}`);
    return 0;
  },
};
export default command;

/** `-S` cuts its text into words, so that a `#!` line can hold several. */
function split(process: Process, args: readonly string[]): readonly string[] {
  const [first = '', ...rest] = args;
  const match = /^-([v]*)S(.*)$|^--split-string=(.*)$/s.exec(first);
  if (!match || isBusybox(process)) return args;
  const own = match[2] ?? match[3] ?? '';
  const text = own === '' ? (rest.shift() ?? '') : own;
  const words = text.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return [...words.map((word) => word.replaceAll(/^["']|["']$/g, '')), ...rest];
}

function run(process: Process, argv: readonly string[], how: { env: Map<string, string>; cwd: string }): Task {
  const name = argv[0] ?? '';
  return process.replace(argv, {
    ...how,
    failed: (errno) => {
      const text =
        errno === 'ENOENT'
          ? 'No such file or directory'
          : errno === 'ENOEXEC'
            ? 'Exec format error'
            : 'Permission denied';
      if (process.flavor === 'busybox') process.complain(`can't execute '${name}': ${text}`);
      else {
        process.complain(`'${name}': ${text}`);
        if (/\s/.test(name)) process.err('env: use -[v]S to pass options in shebang lines\n');
      }
    },
  });
}

function printenv(process: Process, names: readonly string[]): number {
  if (names.length === 0) for (const [name, value] of process.env) process.out(`${name}=${value}\n`);
  let status = 0;
  for (const name of names) {
    const value = process.env.get(name);
    if (value === undefined) status = 1;
    else process.out(`${value}\n`);
  }
  return status;
}
