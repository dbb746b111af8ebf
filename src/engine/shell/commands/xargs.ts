import { readOptions, type Options } from '../options.ts';
import { linesOf } from './sort.ts';
import type { Command, Process, Task } from '../system.ts';

const command: Command = {
  summary: 'Runs a command with words of standard input: -n, -I, -0, -r, -L, -d, -t; -P runs one after the other.',
  example: `
$ echo a b | xargs echo got
got a b
$ printf '1 2 3' | xargs -n 2 echo
1 2
3
$ printf 'x\\ny\\n' | xargs -I{} echo [{}]
[x]
[y]
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: '0rtxp',
      values: 'nILPds',
      stops: true,
      long: {
        '--null': '0',
        '--no-run-if-empty': 'r',
        '--max-args=': 'n',
        '--max-procs=': 'P',
        '--delimiter=': 'd',
        '--verbose': 't',
        '--replace=': 'I',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const argv = options.rest.length > 0 ? options.rest : ['echo'];
    const words = wordsOf(process, options, yield* process.readAll());
    if (typeof words === 'string') {
      process.complain(words);
      return 1;
    }
    const mark = options.value('I');
    if (mark !== undefined)
      return yield* each(
        process,
        words.map((word) => argv.map((part) => part.replaceAll(mark, word))),
        options,
      );
    const size = Number(options.value('n') ?? options.value('L') ?? Math.max(words.length, 1));
    const groups: string[][] = [];
    for (let at = 0; at < words.length; at += size) groups.push([...argv, ...words.slice(at, at + size)]);
    if (groups.length === 0 && !options.has('r')) groups.push([...argv]);
    return yield* each(process, groups, options);
  },
};
export default command;

function wordsOf(process: Process, options: Options, text: string): string[] | string {
  if (options.has('0')) return text.split('\0').filter((word) => word !== '');
  const delimiter = options.value('d');
  if (delimiter !== undefined) {
    const words = text.split(delimiter.replace(String.raw`\n`, '\n').replace(String.raw`\0`, '\0'));
    return words.at(-1) === '' ? words.slice(0, -1) : words;
  }
  if (options.has('I'))
    return linesOf(text)
      .map((line) => line.trim())
      .filter(Boolean);
  const words: string[] = [];
  const pattern = /\s+|((?:\\.|"[^"\n]*"|'[^'\n]*'|[^\s"'\\])+)|(["'])|\\$/gs;
  for (const match of text.matchAll(pattern)) {
    if (match[2] !== undefined)
      return process.flavor === 'busybox'
        ? `unmatched ${match[2] === '"' ? 'double' : 'single'} quote`
        : `unmatched ${match[2] === '"' ? 'double' : 'single'} quote; by default quotes are special to xargs unless you use the -0 option`;
    if (match[1] !== undefined)
      words.push(
        match[1].replaceAll(/\\(.)|"([^"]*)"|'([^']*)'/gs, (all) =>
          all.startsWith('\\') ? all.slice(1) : all.slice(1, -1),
        ),
      );
  }
  return words;
}

function* each(process: Process, groups: readonly (readonly string[])[], options: Options): Task {
  let status = 0;
  for (const argv of groups) {
    if (options.has('t')) process.err(`${argv.join(' ')}\n`);
    let missing: string | undefined;
    const code = yield* process.exec(argv, {
      stdin: '',
      failed: (errno) => {
        missing = errno;
      },
    });
    if (missing !== undefined) {
      const text = missing === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
      process.complain(process.flavor === 'busybox' ? `${argv[0] ?? ''}: ${text}` : `${argv[0] ?? ''}: ${text}`);
      return code;
    }
    if (code === 255) {
      process.complain(`${argv[0] ?? ''}: exited with status 255; aborting`);
      return 124;
    }
    if (code !== 0) status = 123;
  }
  return status;
}
