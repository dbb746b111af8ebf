import { byteLength } from '../../../files/index.ts';
import { operandNames } from '../../operands.ts';
import { readOptions } from '../../options.ts';
import { isBusybox } from '../../flavor.ts';
import { complainRead, readSource, sourceOf } from '../../source.ts';
import type { Command, Process } from '../../system.ts';

const command: Command = {
  summary: 'Counts lines, words, bytes and characters: -l -w -c -m -L.',
  gnu: {
    wc: 'cmlLw bytes chars lines files0-from max-line-length words total',
  },
  example: `
$ printf 'a b\\nc\\n' | wc -l
2
$ printf 'a b\\nc\\n' | wc
      2       3       6
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'lwcmL',
      busybox: 'lmwcL',
      long: { '--lines': 'l', '--words': 'w', '--bytes': 'c', '--chars': 'm', '--max-line-length': 'L' },
    });
    if (options.refused !== undefined) return options.refused;
    const wanted = [...'lwmcL'].filter((letter) => options.has(letter));
    const letters = wanted.length > 0 ? wanted : ['l', 'w', 'c'];
    const rows: { counts: number[]; name: string }[] = [];
    const busybox = isBusybox(process);
    let status = 0;
    for (const operand of operandNames(options.rest)) {
      const source = sourceOf(process, operand);
      if ('errno' in source) {
        complainRead(process, operand, source.errno);
        status = 1;
        // A directory opens and counts as empty, a missing file does not.
        if (source.errno === 'EISDIR') rows.push({ counts: letters.map(() => 0), name: operand });
        continue;
      }
      const text = yield* readSource(source);
      rows.push({
        counts: letters.map((letter) => count(text, letter === 'm' && !busybox ? 'c' : letter)),
        name: operand,
      });
    }
    if (options.rest.length > 1)
      rows.push({
        counts: letters.map((_, at) => rows.reduce((sum, row) => sum + (row.counts[at] ?? 0), 0)),
        name: 'total',
      });
    const stdin = options.rest.length === 0;
    const single = letters.length === 1 && options.rest.length < 2;
    const width = single ? 1 : busybox ? 9 : widthOf(process, operandNames(options.rest));
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

/** GNU makes room for the bytes of all files together, and for seven digits when one is no regular file. */
function widthOf(process: Process, names: readonly string[]): number {
  let sum = 0;
  let least = 1;
  for (const name of names) {
    const entry = name === '-' ? undefined : process.files.stat(process.path(name));
    if (entry?.ok === true && entry.value.kind === 'file') sum += entry.value.size;
    else if (entry === undefined || entry.ok) least = 7;
  }
  return Math.max(least, String(sum).length);
}
