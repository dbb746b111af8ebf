import { operandNames } from '../lib/operands.ts';
import { readOptions } from '../lib/options.ts';
import { linesFrom, openSource, readSource, type Source } from '../lib/text-source.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';
import { wantedCount } from '../lib/line-counts.ts';

const command: Command = {
  summary: 'Prints the first lines (-n) or characters (-c) of files; negative counts leave out the last ones.',
  gnu: {
    head: 'cnqvz bytes lines quiet silent verbose zero-terminated',
  },
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
      busybox: 'n:c:qv',
      long: {
        '--lines=': 'n',
        '--bytes=': 'c',
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
    let first = true;
    for (const operand of operandNames(options.rest)) {
      const source = openSource(process, operand);
      if (!source) {
        status = 1;
        continue;
      }
      if (many) process.out(`${first ? '' : '\n'}==> ${operand === '-' ? 'standard input' : operand} <==\n`);
      first = false;
      if (options.has('c')) yield* bytes(process, source, count);
      else yield* lines(process, source, { count, separator: options.has('z') ? '\0' : '\n' });
    }
    return status;
  },
};
export default command;

function* bytes(process: Process, source: Source, count: number): Task<void> {
  if (count < 0) {
    process.out((yield* readSource(source, { factor: 0 })).slice(0, count));
    return;
  }
  for (let left = count; left > 0;) {
    const piece = yield* source.read();
    if (piece === undefined) return;
    process.out(piece.slice(0, left));
    left -= piece.length;
  }
}

function* lines(process: Process, source: Source, how: { count: number; separator: string }): Task<void> {
  const { count, separator } = how;
  const all = linesFrom(source, separator);
  const held: string[] = [];
  for (let left = count; left !== 0; left--) {
    const line = yield* all.next();
    if (!line) return;
    held.push(line.text + (line.complete ? separator : ''));
    if (count >= 0) process.out(held.pop() ?? '');
    else if (held.length > -count) process.out(held.shift() ?? '');
  }
}
