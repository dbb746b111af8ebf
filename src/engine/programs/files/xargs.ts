import { errorText } from '../../kernel/errno.ts';
import { readOperand } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, usage } from '../lib/flavor.ts';
import { linesOf } from '../lib/line-input.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Runs a command with words of standard input: -n, -I, -0, -r, -L, -d, -a, -t; -P runs one after the other.',
  gnu: {
    xargs:
      '0adEeIiLlnoPprstx null arg-file delimiter eof replace max-lines max-args open-tty max-procs interactive process-slot-var no-run-if-empty max-chars show-limits verbose exit',
  },
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
      flags: '0rtxpo',
      values: 'nILPdsaE',
      attached: isBusybox(process) ? 'i' : 'il',
      busybox: 'trn:s:E:e:0pP:I:xa:o',
      stops: true,
      long: {
        '--null': '0',
        '--no-run-if-empty': 'r',
        '--max-args=': 'n',
        '--max-procs=': 'P',
        '--max-lines[=': 'l',
        '--delimiter=': 'd',
        '--verbose': 't',
        '--replace[=': 'i',
        '--arg-file=': 'a',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const count = counts(process, options);
    if (typeof count === 'string') {
      process.complain(count);
      return isBusybox(process) ? 1 : usage(process);
    }
    const argv = options.rest.length > 0 ? options.rest : ['echo'];
    const file = options.value('a');
    const text = file === undefined ? yield* process.readAll() : yield* readOperand(process, file);
    if (typeof text !== 'string') {
      const reason = errorText(text.errno);
      complain(process, {
        gnu: `Cannot open input file '${file ?? ''}': ${reason}`,
        busybox: `can't open '${file ?? ''}': ${reason}`,
      });
      return 1;
    }
    const groups = grouped(process, text, { options, argv, count });
    if (typeof groups === 'string') {
      process.complain(groups);
      return 1;
    }
    return yield* each(process, groups, options);
  },
};
export default command;

/** What `-I` or `-i` replaces. */
function mark(options: Options): string | undefined {
  return options.value('I') ?? (options.has('i') ? options.value('i') || '{}' : undefined);
}

/** How many words go into one command; a text says why the number is wrong. */
function counts(process: Process, options: Options): number | string {
  const given = options.value('n');
  if (given === undefined) return Number.POSITIVE_INFINITY;
  if (isBusybox(process) && !/^[1-9]\d*$/.test(given))
    return /^\d+$/.test(given) ? 'number 0 is not in 1..32768 range' : `invalid number '${given}'`;
  if (!/^\d+$/.test(given)) return `invalid number "${given}" for -n option`;
  return Number(given) > 0 ? Number(given) : `value ${given} for -n option should be >= 1`;
}

interface Given {
  readonly options: Options;
  readonly argv: readonly string[];
  readonly count: number;
}

/** The commands to run; a text is an error of the input. */
function grouped(process: Process, text: string, given: Given): string[][] | string {
  const { options, argv, count } = given;
  const replaced = mark(options);
  if (replaced !== undefined) {
    const lines = itemsOf(process, text, options) ?? linesOf(text).map((line) => line.trimStart());
    return lines.filter((line) => line !== '').map((line) => argv.map((part) => part.replaceAll(replaced, line)));
  }
  const perLine = options.value('L') ?? (options.has('l') ? options.value('l') || '1' : undefined);
  if (perLine !== undefined) {
    const lines = linesOf(text).filter((line) => line.trim() !== '');
    const size = Math.max(1, Number(perLine) || 1);
    const groups: string[][] = [];
    for (let at = 0; at < lines.length; at += size) {
      const words = wordsOf(process, lines.slice(at, at + size).join('\n'));
      if (typeof words === 'string') return words;
      groups.push([...argv, ...words]);
    }
    return groups;
  }
  const words = itemsOf(process, text, options) ?? wordsOf(process, text);
  if (typeof words === 'string') return words;
  const size = Math.min(count, 5000);
  const groups: string[][] = [];
  for (let at = 0; at < words.length; at += size) groups.push([...argv, ...words.slice(at, at + size)]);
  if (groups.length === 0 && !options.has('r')) groups.push([...argv]);
  return groups;
}

/** Items of `-0` and `-d`; undefined without them. */
function itemsOf(process: Process, text: string, options: Options): string[] | undefined {
  const delimiter = options.has('0') ? '\0' : options.value('d');
  if (delimiter === undefined) return undefined;
  const names: Readonly<Record<string, string>> = { '\\n': '\n', '\\0': '\0', '\\t': '\t' };
  const items = text.split(names[delimiter] ?? delimiter);
  if (items.at(-1) === '') items.pop();
  return items;
}

function wordsOf(process: Process, text: string): string[] | string {
  const words: string[] = [];
  const pattern = /\s+|((?:\\.|"[^"\n]*"|'[^'\n]*'|[^\s"'\\])+)|(["'])|\\$/gs;
  for (const match of text.matchAll(pattern)) {
    if (match[2] !== undefined) {
      const kind = match[2] === '"' ? 'double' : 'single';
      return isBusybox(process)
        ? `unmatched ${kind} quote`
        : `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`;
    }
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
    const [name = ''] = argv;
    let missing: string | undefined;
    const code = yield* process.exec(argv, {
      ...(options.has('a') ? {} : { stdin: '' }),
      failed: (errno) => {
        missing = errno;
      },
    });
    if (missing !== undefined) {
      process.complain(`${name}: ${errorText(missing === 'ENOENT' ? 'ENOENT' : 'EACCES')}`);
      return code;
    }
    if (code === 255) {
      process.complain(`${name}: exited with status 255; aborting`);
      return 124;
    }
    if (code !== 0) status = 123;
  }
  return status;
}
