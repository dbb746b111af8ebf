import { byteLength } from '../../files/index.ts';
import { isStdin, operandNames } from '../lib/operands.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox } from '../lib/flavor.ts';
import { complainRead, sourceOf, type Source } from '../lib/text-source.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

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
    let unknown = false;
    for (const operand of operandNames(options.rest)) {
      const size = sizeOnly(process, operand);
      if (size !== undefined && letters.every((letter) => letter === 'c')) {
        rows.push({ counts: letters.map(() => size), name: operand });
        continue;
      }
      const source = sourceOf(process, operand);
      if ('errno' in source) {
        complainRead(process, operand, source.errno);
        status = 1;
        // A directory opens and counts as empty, a missing file does not.
        if (source.errno === 'EISDIR') rows.push({ counts: letters.map(() => 0), name: operand });
        continue;
      }
      // its other numbers are not known: no line is better than a wrong one
      if (size !== undefined) {
        unknown = true;
        yield* source.read();
      } else rows.push({ counts: yield* counted(source, { letters, busybox }), name: operand });
    }
    if (options.rest.length > 1 && !unknown)
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

interface Asked {
  readonly letters: readonly string[];
  readonly busybox: boolean;
}

/** What is counted of a source. */
function* counted(source: Source, { letters, busybox }: Asked): Task<number[]> {
  const counters = letters.map((letter) => counter(letter === 'm' && !busybox ? 'c' : letter));
  for (let piece = yield* source.read(); piece !== undefined; piece = yield* source.read())
    for (const { add } of counters) add(piece);
  return counters.map(({ count }) => count());
}

/** Bytes of a file that only these are known of. */
function sizeOnly(process: Process, name: string): number | undefined {
  if (isStdin(process, name)) return process.open('/dev/stdin')?.size;
  const path = process.path(name);
  const [read, entry] = [process.files.read(path), process.files.stat(path)];
  return read.ok && read.value === undefined && entry.ok ? entry.value.size : undefined;
}

interface Counter {
  add(piece: string): void;
  count(): number;
}

/** Counts in pieces: words and lines may go on in the next one. */
function counter(letter: string): Counter {
  let number = 0;
  let open = 0;
  const sum = (of: (piece: string) => number): Counter => ({
    add: (piece) => void (number += of(piece)),
    count: () => number,
  });
  switch (letter) {
    case 'l':
      return sum((piece) => piece.split('\n').length - 1);
    case 'c':
      return sum(byteLength);
    case 'm':
      return sum((piece) => Array.from(piece).length);
    case 'w':
      return sum((piece) => {
        const words = piece.split(/\s+/).filter(Boolean).length;
        const goesOn = open === 1 && /^\S/.test(piece) ? 1 : 0;
        open = /\S$/.test(piece) ? 1 : 0;
        return words - goesOn;
      });
    default:
      return {
        add(piece) {
          const lengths = piece.split('\n').map((line) => line.length);
          lengths[0] = open + (lengths[0] ?? 0);
          for (const length of lengths) number = Math.max(number, length);
          open = lengths.at(-1) ?? 0;
        },
        count: () => number,
      };
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
