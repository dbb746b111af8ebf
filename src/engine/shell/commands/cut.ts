import { openOperand, operandNames } from '../operands.ts';
import { readOptions } from '../options.ts';
import { linesOf } from './sort.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Cuts fields (-f, -d, -s) or characters (-c, -b) out of lines; --complement, --output-delimiter.',
  example: `
$ echo a:b:c | cut -d: -f1,3
a:c
$ echo hello | cut -c2-4
ell
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'sn',
      values: 'fdcb',
      long: {
        '--fields=': 'f',
        '--delimiter=': 'd',
        '--characters=': 'c',
        '--bytes=': 'b',
        '--only-delimited': 's',
        '--complement': 'complement',
        '--output-delimiter=': 'output',
      },
    });
    const list = options.value('f') ?? options.value('c') ?? options.value('b');
    if (list === undefined) {
      process.complain('you must specify a list of bytes, characters, or fields');
      process.err("Try 'cut --help' for more information.\n");
      return 1;
    }
    const ranges = readRanges(list);
    const chosen = (number: number): boolean =>
      ranges.some(([from, to]) => number >= from && number <= to) !== options.has('complement');
    const delimiter = options.value('d') ?? '\t';
    let status = 0;
    for (const operand of operandNames(options.rest)) {
      const { text, failed } = yield* openOperand(process, operand);
      if (failed) status = 1;
      for (const line of linesOf(text)) {
        if (options.value('f') === undefined)
          process.out(
            `${Array.from(line)
              .filter((_, at) => chosen(at + 1))
              .join('')}\n`,
          );
        else if (line.includes(delimiter))
          process.out(
            `${line
              .split(delimiter)
              .filter((_, at) => chosen(at + 1))
              .join(options.value('output') ?? delimiter)}\n`,
          );
        else if (!options.has('s')) process.out(`${line}\n`);
      }
    }
    return status;
  },
};
export default command;

function readRanges(list: string): [number, number][] {
  return list.split(',').map((part) => {
    const [from = '', to] = part.split('-');
    const start = from === '' ? 1 : Number(from);
    return [start, to === undefined ? start : to === '' ? Number.POSITIVE_INFINITY : Number(to)];
  });
}
