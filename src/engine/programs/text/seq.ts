import { readOptions, type Options } from '../lib/options.ts';
import { extraOperand, isBusybox, missingOperand, usage } from '../lib/flavor.ts';
import { floating, padded } from '../lib/number-format.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints numbers: -s, -w, -f.',
  gnu: {
    seq: 'fsw format separator equal-width',
  },
  example: `
$ seq 3
1
2
3
$ seq -s, 2 2 6
2,4,6
$ seq -f 'n%02g' 9 10
n09
n10
`,
  *run(process, args) {
    const words = args.map((arg) => (/^-[\d.]/.test(arg) ? `\0${arg}` : arg));
    const options = readOptions(process, words, {
      flags: 'w',
      values: 'sf',
      busybox: 'ws:',
      stops: true,
      long: { '--separator=': 's', '--equal-width': 'w', '--format=': 'f' },
    });
    if (options.refused !== undefined) return options.refused;
    const numbers = options.rest.map((text) => text.replace('\0', ''));
    if (numbers.length === 0) return missingOperand(process);
    if (numbers.length > 3) return extraOperand(process, numbers[3] ?? '');
    const bad = numbers.find((text) => text.trim() === '' || Number.isNaN(Number(text)));
    if (bad !== undefined) {
      if (!isBusybox(process)) process.complain(`invalid floating point argument: '${bad}'`);
      return usage(process);
    }
    const [first = '1', step = '1', last = '1'] =
      numbers.length === 1 ? ['1', '1', numbers[0]] : numbers.length === 2 ? [numbers[0], '1', numbers[1]] : numbers;
    if (Number(step) === 0 && !isBusybox(process)) {
      process.complain(`invalid Zero increment value: '${step}'`);
      return usage(process);
    }
    yield* print(process, { first, step, last }, options);
    return 0;
  },
};
export default command;

interface Numbers {
  readonly first: string;
  readonly step: string;
  readonly last: string;
}

/** Numbers between which others may run (a reader that has enough ends the rest), and the virtual ms given to them: what the page can keep up with. */
const BLOCK = 20_000;
const PACE = 2;

function* print(process: Process, { first, step, last }: Numbers, options: Options): Task<void> {
  const [from, by, to] = [Number(first), Number(step), Number(last)];
  const digits = Math.max(...[first, step].map((text) => text.split('.')[1]?.length ?? 0));
  const format = options.value('f');
  const show = (value: number): string => (format === undefined ? value.toFixed(digits) : formatted(format, value));
  const width = options.has('w') ? Math.max(show(from).length, show(to).length) : 0;
  const separator = options.value('s') ?? '\n';
  let made = '';
  let at = 0;
  for (; ; at++) {
    const value = from + at * by;
    if (by >= 0 ? value > to + 1e-9 : value < to - 1e-9) break;
    made += (at > 0 ? separator : '') + padded(show(value), width, { left: false, zeros: true });
    if (at % BLOCK !== BLOCK - 1) continue;
    process.out(made);
    made = '';
    yield* process.sleep(PACE);
  }
  if (at > 0) process.out(`${made}\n`);
}

function formatted(format: string, value: number): string {
  const match = /%([-+ 0]*)(\d*)(?:\.(\d+))?([efgEFG])/.exec(format.replaceAll('%%', '\0\0'));
  if (!match) return format.replaceAll('%%', '%');
  const [all, flags = '', width, precision, letter = 'g'] = match;
  const text = floating(value, letter, Number(precision ?? 6));
  const shown = padded(text, Number(width), { left: flags.includes('-'), zeros: flags.includes('0') });
  return plain(format.slice(0, match.index)) + shown + plain(format.slice(match.index + all.length));
}

function plain(text: string): string {
  return text.replaceAll('%%', '%');
}
