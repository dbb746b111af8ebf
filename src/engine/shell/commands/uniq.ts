import { openOperand } from '../operands.ts';
import { readOptions } from '../options.ts';
import { linesOf } from './sort.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Joins equal lines that follow each other: -c, -d, -u, -i.',
  example: `
$ printf 'a\\na\\nb\\n' | uniq -c
      2 a
      1 b
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'cdui',
      values: 'fsw',
      long: { '--count': 'c', '--repeated': 'd', '--unique': 'u' },
    });
    const operand = yield* openOperand(process, options.rest[0] ?? '-');
    if (operand.failed) return 1;
    const runs: { line: string; count: number }[] = [];
    const fold = (line: string): string => (options.has('i') ? line.toLowerCase() : line);
    for (const line of linesOf(operand.text)) {
      const last = runs.at(-1);
      if (last && fold(last.line) === fold(line)) last.count++;
      else runs.push({ line, count: 1 });
    }
    for (const { line, count } of runs) {
      if ((options.has('d') && count === 1) || (options.has('u') && count > 1)) continue;
      process.out(options.has('c') ? `${String(count).padStart(7)} ${line}\n` : `${line}\n`);
    }
    return 0;
  },
};
export default command;
