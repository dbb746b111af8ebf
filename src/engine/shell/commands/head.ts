import { openOperand, operandNames } from '../operands.ts';
import { readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Prints the first lines (-n) or characters (-c) of files; negative counts leave out the last ones.',
  example: `
$ seq 5 | head -n 2
1
2
$ seq 3 | head -n -1
1
2
`,
  *run(process, args) {
    const given = args.map((arg, at) =>
      /^-\d+$/.test(arg) && !/^-[nc]$/.test(args[at - 1] ?? '') ? `-n${arg.slice(1)}` : arg,
    );
    const options = readOptions(process, given, {
      flags: 'qvz',
      values: 'nc',
      long: { '--lines=': 'n', '--bytes=': 'c', '--quiet': 'q' },
    });
    const many = options.rest.length > 1 && !options.has('q');
    let status = 0;
    let first = true;
    for (const operand of operandNames(options.rest)) {
      const { name, text, failed } = yield* openOperand(process, operand);
      if (failed) {
        status = 1;
        continue;
      }
      if (many || options.has('v'))
        process.out(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
      first = false;
      const bytes = options.value('c');
      const count = sizeOf(bytes ?? options.value('n') ?? '10');
      if (Number.isNaN(count)) {
        process.complain(
          `invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: '${bytes ?? options.value('n') ?? ''}'`,
        );
        return 1;
      }
      if (bytes !== undefined) process.out(text.slice(0, count));
      else {
        const lines = text.split(/(?<=\n)/);
        process.out(lines.slice(0, count).join(''));
      }
    }
    return status;
  },
};
export default command;

/** `10`, `1k`, `1M`. */
export function sizeOf(text: string): number {
  const match = /^([-+]?\d+)([kKmMgGb]?)/.exec(text);
  if (!match || match[0].length !== text.length) return Number.NaN;
  const unit =
    { k: 1024, K: 1024, m: 1_048_576, M: 1_048_576, g: 1_073_741_824, G: 1_073_741_824, b: 512 }[match[2] ?? ''] ?? 1;
  return Number(match[1]) * unit;
}
