import { operandNames } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { isBusybox } from '../lib/flavor.ts';
import { linesFrom, openSource, readSource, type Source } from '../lib/text-source.ts';
import { wantedCount } from '../lib/line-counts.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints the last lines (-n, -c); with + from that line on. -f is a process that stays.',
  gnu: {
    tail: 'cfFnqsvz0 bytes follow lines max-unchanged-stats pid quiet silent retry sleep-interval verbose zero-terminated',
  },
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
      /^[-+]\d+$/.test(arg) && !/^-[nc]$/.test(args[at - 1] ?? '') ? `-n${arg.replace('-', '')}` : arg,
    );
    const options = readOptions(process, given, {
      flags: 'qvfFz',
      values: 'nc',
      busybox: 'fFc:n:qvs:',
      long: {
        '--lines=': 'n',
        '--bytes=': 'c',
        '--follow[=': 'f',
        '--quiet': 'q',
        '--silent': 'q',
        '--verbose': 'v',
        '--zero-terminated': 'z',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const count = wantedCount(process, options);
    if (count === undefined) return 1;
    const many = options.has('v') || (options.rest.length > 1 && !options.has('q'));
    let status = 0;
    let opened = 0;
    for (const operand of operandNames(options.rest)) {
      const source = openSource(process, operand);
      if (!source) {
        status = 1;
        continue;
      }
      if (many) process.out(`${opened > 0 ? '\n' : ''}==> ${operand === '-' ? 'standard input' : operand} <==\n`);
      opened++;
      yield* show(process, source, options);
    }
    if (opened === 0 && isBusybox(process)) process.complain('no files');
    else if (options.has('f') || options.has('F')) return process.keepRunning({ listens: [] });
    return status;
  },
};
export default command;

function* show(process: Process, source: Source, options: Options): Task<void> {
  const text = options.value('c') ?? options.value('n') ?? '10';
  const count = Math.abs(Number.parseInt(text.replace('+', ''), 10)) * (/k$/i.test(text) ? 1024 : 1);
  if (options.has('c')) {
    const all = yield* readSource(source, { factor: 0 });
    process.out(all.slice(text.startsWith('+') ? Math.max(0, count - 1) : Math.max(0, all.length - count)));
    return;
  }
  const separator = options.has('z') ? '\0' : '\n';
  const lines = linesFrom(source, separator);
  const held: string[] = [];
  let number = 0;
  for (let line = yield* lines.next(); line; line = yield* lines.next()) {
    const shown = line.text + (line.complete ? separator : '');
    if (!text.startsWith('+')) {
      held.push(shown);
      if (held.length > 2 * count + 1000) held.splice(0, held.length - count);
    } else if (++number >= count) process.out(shown);
  }
  if (count > 0) process.out(held.slice(-count).join(''));
}
