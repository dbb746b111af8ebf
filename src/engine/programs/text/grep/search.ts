/**
 * grep: basic, extended and fixed patterns in files, folders and standard input, with context. Left out: -P, colours, and
 * the notice about binary files.
 */
import { byteLength } from '../../../files/index.ts';
import type { Options } from '../../lib/options.ts';
import type { Regex } from '../../lib/regex/index.ts';
import { linesFrom, type Source } from '../../lib/text-source.ts';
import type { Process, Task } from '../../../kernel/system.ts';

export interface Search {
  readonly tests: readonly Regex[];
  readonly options: Options;
}

interface Place {
  /** Counted from 1. */
  readonly number: number;
  /** Bytes before the line. */
  readonly offset: number;
  readonly text: string;
}

/** Printed before lines of a file; `mark` is `:` for a line that was found and `-` for one beside it. */
function head(options: Options, name: string | undefined, at: { place: Place; mark: string }): string {
  const { place, mark } = at;
  const label = name === undefined ? '' : name + (options.has('Z') ? '\0' : mark);
  const number = options.has('n') ? `${place.number}${mark}` : '';
  return label + number + (options.has('b') ? `${place.offset}${mark}` : '');
}

/** Searches one file; answers whether a line was found (with `-L`: none). `label` is shown before lines. */
export function* searchOne(
  process: Process,
  file: { source: Source; label: string | undefined; name: string },
  { tests, options }: Search,
): Task<boolean> {
  const separator = options.has('z') ? '\0' : '\n';
  const limit = Number(options.value('m') ?? Number.POSITIVE_INFINITY);
  const lists = options.has('l') || options.has('L');
  const quiet = options.has('q') || lists || options.has('c');
  const show = printer(process, options, { label: file.label, separator });
  const lines = linesFrom(file.source, separator);
  let count = 0;
  let number = 0;
  let offset = 0;
  while (count < limit || show.trailing()) {
    const line = yield* lines.next();
    if (!line) break;
    const place = { number: ++number, offset, text: line.text };
    offset += byteLength(line.text) + 1;
    const hit = count < limit && tests.some((test) => test.test(line.text)) !== options.has('v');
    if (hit) count++;
    if (!quiet) show.line(place, hit, tests);
    if (hit && (options.has('q') || lists)) break;
  }
  if (options.has('q')) return count > 0;
  const named = `${file.name}${options.has('Z') ? '\0' : '\n'}`;
  if (options.has('L')) {
    if (count === 0) process.out(named);
    return count === 0;
  }
  if (options.has('l') && count > 0) process.out(named);
  else if (options.has('c') && !lists) process.out(`${file.label === undefined ? '' : `${file.label}:`}${count}\n`);
  return count > 0;
}

interface Printer {
  line(place: Place, hit: boolean, tests: readonly Regex[]): void;
  /** Lines after the last one found are still to come. */
  trailing(): boolean;
}

function printer(process: Process, options: Options, how: { label: string | undefined; separator: string }): Printer {
  const around = Number(options.value('C') ?? 0);
  const after = Number(options.value('A') ?? around);
  const before = Number(options.value('B') ?? around);
  const { label, separator } = how;
  const held: Place[] = [];
  let left = 0;
  let last = 0;
  const print = (place: Place, mark: string): void => {
    process.out(`${head(options, label, { place, mark })}${place.text}${separator}`);
    last = place.number;
  };
  return {
    trailing: () => left > 0,
    line(place, hit, tests) {
      if (hit && options.has('o')) {
        if (!options.has('v'))
          for (const found of allMatches(place, tests))
            process.out(`${head(options, label, { place: found, mark: ':' })}${found.text}${separator}`);
        return;
      }
      if (hit) {
        const first = held[0]?.number ?? place.number;
        if (last > 0 && first > last + 1 && (after > 0 || before > 0)) process.out('--\n');
        for (const one of held.splice(0)) print(one, '-');
        print(place, ':');
        left = after;
      } else if (left > 0) {
        left--;
        print(place, '-');
      } else if (before > 0) {
        held.push(place);
        if (held.length > before) held.shift();
      }
    },
  };
}

/** The parts of a line that match, leftmost longest, none of them empty. */
function allMatches(place: Place, tests: readonly Regex[]): Place[] {
  const made: Place[] = [];
  const { text: line } = place;
  for (let from = 0; from <= line.length;) {
    const found = tests.flatMap((test) => test.find(line, from) ?? []);
    const first = found.toSorted((a, b) => a.start - b.start || b.end - a.end)[0];
    if (!first) return made;
    if (first.end > first.start)
      made.push({
        ...place,
        offset: place.offset + byteLength(line.slice(0, first.start)),
        text: line.slice(first.start, first.end),
      });
    from = Math.max(first.end, first.start + 1);
  }
  return made;
}
