import { byteLength } from '../../files/index.ts';
import { openOperand, operandNames } from '../operands.ts';
import { readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Counts lines, words, bytes and characters: -l -w -c -m -L.',
  example: `
$ printf 'a b\\nc\\n' | wc -l
2
$ printf 'a b\\nc\\n' | wc
      2       3       6
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'lwcmL',
      long: { '--lines': 'l', '--words': 'w', '--bytes': 'c', '--chars': 'm' },
    });
    const wanted = [...'lwmcL'].filter((letter) => options.has(letter));
    const letters = wanted.length > 0 ? wanted : ['l', 'w', 'c'];
    const rows: { counts: number[]; name: string }[] = [];
    const busybox = process.flavor === 'busybox';
    let status = 0;
    for (const operand of operandNames(options.rest)) {
      const { name, text, failed } = yield* openOperand(process, operand);
      if (failed) status = 1;
      else rows.push({ counts: letters.map((letter) => count(text, letter === 'm' && !busybox ? 'c' : letter)), name });
    }
    if (options.rest.length > 1)
      rows.push({
        counts: letters.map((_, at) => rows.reduce((sum, row) => sum + (row.counts[at] ?? 0), 0)),
        name: 'total',
      });
    const stdin = options.rest.length === 0;
    const biggest = Math.max(...rows.flatMap(({ counts }) => counts), 0);
    const single = letters.length === 1 && rows.length === 1;
    const width = single ? 1 : busybox ? 9 : stdin ? 7 : String(biggest).length;
    for (const { counts, name } of rows) {
      const numbers = counts.map((value) => String(value).padStart(width)).join(' ');
      process.out(`${numbers}${stdin ? '' : ` ${name}`}\n`);
    }
    return status;
  },
};
export default command;

function count(text: string, letter: string): number {
  switch (letter) {
    case 'l':
      return text.split('\n').length - 1;
    case 'w':
      return text.split(/\s+/).filter(Boolean).length;
    case 'c':
      return byteLength(text);
    case 'm':
      return Array.from(text).length;
    default:
      return Math.max(...text.split('\n').map((line) => line.length));
  }
}
