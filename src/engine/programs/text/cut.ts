import { operandNames } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { linesFrom, openSource } from '../lib/text-source.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Cuts fields (-f, -d, -s) or characters (-c, -b) out of lines; --complement, --output-delimiter.',
  gnu: {
    cut: 'bcdfnszM bytes characters delimiter fields complement only-delimited output-delimiter zero-terminated',
  },
  example: `
$ echo a:b:c | cut -d: -f1,3
a:c
$ echo hello | cut -c2-4
ell
$ echo a:b:c | cut -d: -f2- --output-delimiter=/
b/c
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'snz',
      values: 'fdcb',
      busybox: 'b:c:f:d:snDO:F:',
      long: {
        '--fields=': 'f',
        '--delimiter=': 'd',
        '--characters=': 'c',
        '--bytes=': 'b',
        '--only-delimited': 's',
        '--complement': 'complement',
        '--output-delimiter=': 'output',
        '--zero-terminated': 'z',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const cut = cutter(process, options);
    if (typeof cut === 'number') return cut;
    const separator = options.has('z') ? '\0' : '\n';
    let status = 0;
    for (const operand of operandNames(options.rest)) {
      const source = openSource(process, operand);
      if (!source) {
        status = 1;
        continue;
      }
      const lines = linesFrom(source, separator);
      for (let line = yield* lines.next(); line; line = yield* lines.next()) {
        const shown = cut(line.text);
        if (shown !== undefined) process.out(shown + separator);
      }
    }
    return status;
  },
};
export default command;

/** What a line is cut to; undefined: it is left out. A number is the status after a complaint. */
function cutter(process: Process, options: Options): ((line: string) => string | undefined) | number {
  const given = ['f', 'c', 'b'].filter((letter) => options.has(letter));
  if (given.length === 0)
    return refuse(
      process,
      'you must specify a list of bytes, characters, or fields',
      'expected a list of bytes, characters, or fields',
    );
  if (given.length > 1) {
    if (!isBusybox(process)) process.complain('only one list may be specified');
    return usage(process);
  }
  const [letter = 'f'] = given;
  const delimiter = options.value('d') ?? '\t';
  if (Array.from(delimiter).length > 1) {
    if (isBusybox(process)) process.notSimulated('delimiter of several characters of cut');
    else return refuse(process, 'the delimiter must be a single character', '');
  }
  if (letter !== 'f' && options.has('d'))
    return refuse(
      process,
      'an input delimiter may be specified only when operating on fields',
      'a delimiter may be specified only when operating on fields',
    );
  const ranges = readRanges(process, options.value(letter) ?? '', letter);
  if (typeof ranges === 'number') return ranges;
  const chosen = (at: number): boolean =>
    ranges.some(([from, to]) => at >= from && at <= to) !== options.has('complement');
  if (letter !== 'f')
    return (line) =>
      Array.from(line)
        .filter((_, at) => chosen(at + 1))
        .join('');
  return (line) => {
    if (!line.includes(delimiter)) return options.has('s') ? undefined : line;
    const fields = line.split(delimiter).filter((_, at) => chosen(at + 1));
    return fields.join(options.value('output') ?? delimiter);
  };
}

function refuse(process: Process, gnu: string, busybox: string): number {
  process.complain(isBusybox(process) ? busybox : gnu);
  return isBusybox(process) ? 1 : usage(process);
}

function readRanges(process: Process, list: string, letter: string): (readonly [number, number])[] | number {
  const made: (readonly [number, number])[] = [];
  const from1 = letter === 'f' ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1';
  if (list === '') return refuse(process, from1, 'missing list of positions');
  for (const part of list.split(/[, ]/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    const [, from = '', dash = '', to = ''] = match ?? [];
    if (!match) {
      const what = letter === 'f' ? 'field value' : 'byte/character position';
      return refuse(process, `invalid ${what} '${part}'`, `invalid number '${part}'`);
    }
    if (part === '-' && !isBusybox(process)) return refuse(process, 'invalid range with no endpoint: -', '');
    const start = from === '' ? 1 : Number(from);
    const end = dash === '' ? start : to === '' ? Number.POSITIVE_INFINITY : Number(to);
    if ((part === '' || start === 0 || end === 0) && !isBusybox(process)) return refuse(process, from1, '');
    if (end < start) return refuse(process, 'invalid decreasing range', `${end}<${start - 1}`);
    made.push([start, end]);
  }
  return made;
}
