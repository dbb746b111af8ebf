import { missingOperand, readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Prints numbers; -s, -w. -f is left out.',
  example: `
$ seq 3
1
2
3
$ seq -s, 2 2 6
2,4,6
`,
  run(process, args) {
    const words = args.map((arg) => (/^-\d/.test(arg) ? `\0${arg}` : arg));
    const options = readOptions(process, words, {
      flags: 'w',
      values: 's',
      long: { '--separator=': 's', '--equal-width': 'w' },
    });
    const numbers = options.rest.map((text) => text.replace('\0', ''));
    const bad = numbers.find((text) => text === '' || Number.isNaN(Number(text)));
    if (numbers.length === 0) return missingOperand(process);
    if (bad !== undefined) {
      process.complain(`invalid floating point argument: '${bad}'`);
      process.err("Try 'seq --help' for more information.\n");
      return 1;
    }
    const [first, step, last] =
      numbers.length === 1 ? ['1', '1', numbers[0]] : numbers.length === 2 ? [numbers[0], '1', numbers[1]] : numbers;
    const from = Number(first);
    const by = Number(step);
    const to = Number(last);
    const digits = Math.max(...[first, step].map((text) => text?.split('.')[1]?.length ?? 0));
    const made: string[] = [];
    if (by === 0) return 1;
    for (let at = 0; made.length < 50_000; at++) {
      const value = from + at * by;
      if (by > 0 ? value > to + 1e-9 : value < to - 1e-9) break;
      made.push(value.toFixed(digits));
    }
    const width = options.has('w') ? Math.max(...made.map((text) => text.length)) : 0;
    const padded = made.map((text) => text.padStart(width, '0'));
    if (padded.length > 0) process.out(`${padded.join(options.value('s') ?? '\n')}\n`);
    return 0;
  },
};
export default command;
