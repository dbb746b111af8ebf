import type { Command, Process, Task } from '../system.ts';

const command: Command = {
  summary: 'Prints the environment or runs a command in a changed one: -i, -u, NAME=value, -S, -C.',
  aliases: ['printenv'],
  example: `
$ env -i A=1 env
A=1
$ env B=2 printenv B
2
$ env nosuch
! env: 'nosuch': No such file or directory
`,
  run(process, args) {
    if (process.name.endsWith('printenv')) return printenv(process, args);
    const env = new Map(process.env);
    let cwd = process.cwd;
    let words = args;
    for (let word = words[0]; word?.startsWith('-'); word = words[0]) {
      words = words.slice(1);
      if (word === '--') break;
      if (word === '-i' || word === '-' || word === '--ignore-environment') env.clear();
      else if (word === '-u') {
        env.delete(words[0] ?? '');
        words = words.slice(1);
      } else if (word.startsWith('--unset=')) env.delete(word.slice(8));
      else if (word === '-C') {
        cwd = process.path(words[0] ?? '');
        words = words.slice(1);
      } else if (word.startsWith('-S'))
        words = [
          ...`${word.slice(2)} ${word === '-S' ? (words[0] ?? '') : ''}`.trim().split(/\s+/),
          ...words.slice(word === '-S' ? 1 : 0),
        ];
      else process.notSimulated(`flag ${word} of env`);
    }
    const at = words.findIndex((word) => !word.includes('='));
    for (const word of words.slice(0, at === -1 ? undefined : at))
      env.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    const argv = at === -1 ? [] : words.slice(at);
    if (argv.length > 0) return run(process, argv, { env, cwd });
    for (const [name, value] of env) process.out(`${name}=${value}\n`);
    return 0;
  },
};
export default command;

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
