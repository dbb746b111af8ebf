import { openOperand, operandNames } from '../operands.ts';
import { readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Prints the last lines (-n, -c); with + from that line on. -f is a process that stays.',
  example: `
$ seq 5 | tail -n 2
4
5
$ seq 5 | tail -n +4
4
5
`,
  *run(process, args) {
    const given = args.map((arg, at) =>
      /^-\d+$/.test(arg) && !/^-[nc]$/.test(args[at - 1] ?? '') ? `-n${arg.slice(1)}` : arg,
    );
    const options = readOptions(process, given, {
      flags: 'qvfF',
      values: 'nc',
      long: { '--lines=': 'n', '--bytes=': 'c', '--follow': 'f' },
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
      if (many) process.out(`${first ? '' : '\n'}==> ${name} <==\n`);
      first = false;
      const bytes = options.value('c');
      const units = bytes === undefined ? text.split(/(?<=\n)/) : Array.from(text);
      const count = bytes ?? options.value('n') ?? '10';
      const number = Math.abs(Number(count)) || 0;
      process.out(
        units.slice(count.startsWith('+') ? Math.max(0, number - 1) : Math.max(0, units.length - number)).join(''),
      );
    }
    if (options.has('f') || options.has('F')) return process.keepRunning({ listens: [] });
    return status;
  },
};
export default command;
