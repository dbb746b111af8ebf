import { operandNames } from '../lib/operands.ts';
import { gather } from '../../kernel/streams/gather.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { shortName, usage } from '../lib/flavor.ts';
import { openSource, type Source } from '../lib/text-source.ts';
import { bytesOf } from '../../base/byte-text.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Shows bytes: od -c -b -x -d -o -A -t -N -j -v -w, hexdump and hexdump -C, xxd and xxd -p.',
  aliases: ['hexdump', 'hd', 'xxd'],
  gnu: {
    od: 'AjNStvwabcdfilosx address-radix endian skip-bytes read-bytes strings format output-duplicates width traditional',
  },
  example: `
$ printf 'a\\tb\\n' | od -c
0000000   a  \\t   b  \\n
0000004
$ printf abc | od -An -tx1
 61 62 63
$ printf 'hi\\n' | hexdump -C
00000000  68 69 0a                                          |hi.|
00000003
`,
  *run(process, args) {
    const name = shortName(process);
    if (name !== 'od') return yield* canonical(process, args, name);
    const options = readOptions(process, args, {
      flags: 'bcdovxhsiaBDfFlLOXeH',
      values: 'AtNjwS',
      long: {
        '--address-radix=': 'A',
        '--format=': 't',
        '--read-bytes=': 'N',
        '--skip-bytes=': 'j',
        '--output-duplicates': 'v',
        '--width=': 'w',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const formats = formatsOf(process, options);
    if (!formats) return 1;
    const skip = Number(options.value('j') ?? 0);
    const read = yield* bytesFrom(process, options.rest, skip + Number(options.value('N') ?? Number.POSITIVE_INFINITY));
    if (read.opened > 0) dump(process, read.bytes.slice(skip), { formats, options, skip });
    return read.status;
  },
};
export default command;

/** Bytes of all operands, no more than `most`. */
function* bytesFrom(
  process: Process,
  names: readonly string[],
  most: number,
): Task<{ bytes: Uint8Array; status: number; opened: number }> {
  let opened = 0;
  const { add, text } = gather({ reader: process, factor: 0 });
  let length = 0;
  let status = 0;
  for (const name of operandNames(names)) {
    const source: Source | undefined = openSource(process, name);
    if (!source) {
      status = 1;
      continue;
    }
    opened++;
    for (let piece = yield* source.read(); piece !== undefined; piece = yield* source.read()) {
      add(piece);
      length += piece.length;
      if (length >= most) break;
    }
  }
  return { bytes: bytesOf(text()).slice(0, most), status, opened };
}

/** How one unit is shown: `size` bytes in `width` columns. */
interface Format {
  readonly size: number;
  readonly width: number;
  readonly show: (value: number, byte: number) => string;
}

const LETTERS: Readonly<Record<string, string>> = {
  b: 'o1',
  c: 'c',
  d: 'u2',
  o: 'o2',
  x: 'x2',
  h: 'x2',
  s: 'd2',
  i: 'd4',
  a: 'a',
  B: 'o2',
  D: 'u4',
  l: 'd8',
  O: 'o4',
  X: 'x4',
  H: 'x4',
};

function formatsOf(process: Process, options: Options): Format[] | undefined {
  const given = [
    ...Object.entries(LETTERS).flatMap(([letter, type]) => (options.has(letter) ? [type] : [])),
    ...options.values('t').flatMap((text) => text.match(/[acdoux](?:\d+|[CSIL])?z?/g) ?? [text]),
  ];
  const made: Format[] = [];
  for (const type of given.length > 0 ? given : ['o2']) {
    const format = formatOf(type.replace('z', ''));
    if (!format) {
      process.complain(`invalid character '${type.slice(0, 1)}' in type string '${type}'`);
      return undefined;
    }
    made.push(format);
  }
  return made;
}

const SIZES: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8 };

function formatOf(type: string): Format | undefined {
  const [kind = ''] = type;
  if (kind === 'c' || kind === 'a')
    return { size: 1, width: 4, show: (value) => (kind === 'c' ? charText : nameText)(value) };
  const size = SIZES[type.slice(1)] ?? Number(type.slice(1) || 4);
  if (![1, 2, 4].includes(size) || !'doux'.includes(kind)) return undefined;
  const digits = {
    o: { 1: 3, 2: 6, 4: 11 },
    x: { 1: 2, 2: 4, 4: 8 },
    u: { 1: 3, 2: 5, 4: 10 },
    d: { 1: 4, 2: 6, 4: 11 },
  }[kind as 'o'][size as 1];
  const base = { o: 8, x: 16 }[kind] ?? 10;
  return {
    size,
    width: digits + 1,
    show(value) {
      const limit = 2 ** (8 * size);
      const number = kind === 'd' && value >= limit / 2 ? value - limit : value;
      return base === 10 ? String(number) : number.toString(base).padStart(digits, '0');
    },
  };
}

const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

function charText(byte: number): string {
  const escape = ESCAPES[byte];
  if (escape !== undefined) return escape;
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0');
}

const NAMES =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  );

function nameText(byte: number): string {
  const low = byte & 127;
  return NAMES[low] ?? (low === 127 ? 'del' : String.fromCharCode(low));
}

interface How {
  readonly formats: readonly Format[];
  readonly options: Options;
  readonly skip: number;
}

function dump(process: Process, bytes: Uint8Array, { formats, options, skip }: How): void {
  const row = Number(options.value('w') ?? 16) || 16;
  const radix = options.value('A') ?? 'o';
  const address = (at: number): string =>
    radix === 'n' ? '' : at.toString({ d: 10, x: 16 }[radix] ?? 8).padStart(radix === 'x' ? 6 : 7, '0');
  const column = Math.max(...formats.map(({ width, size }) => width / size));
  let before = '';
  let starred = false;
  for (let at = 0; at < bytes.length; at += row) {
    const part = bytes.slice(at, at + row);
    const same = part.length === row && part.join() === before && !options.has('v');
    before = part.join();
    if (same) {
      if (!starred) process.out('*\n');
      starred = true;
      continue;
    }
    starred = false;
    for (const [index, format] of formats.entries()) {
      const head = index === 0 ? address(skip + at) : ' '.repeat(address(0).length);
      process.out(`${head}${line(part, format, column)}\n`);
    }
  }
  if (radix !== 'n') process.out(`${address(skip + bytes.length)}\n`);
}

function line(part: Uint8Array, format: Format, column: number): string {
  let made = '';
  for (let at = 0; at < part.length; at += format.size) {
    let value = 0;
    for (let index = format.size - 1; index >= 0; index--) value = value * 256 + (part[at + index] ?? 0);
    made += format.show(value, at).padStart(column * format.size);
  }
  return made;
}

/** hexdump and xxd: hexadecimal with text beside it. */
function* canonical(process: Process, args: readonly string[], name: string): Task {
  const options = readOptions(process, args, { flags: 'Cvpuirbceox', values: 'nslgcf' });
  if (options.refused !== undefined) return options.refused;
  const most = options.value('n') ?? options.value('l');
  const skip = Number(options.value('s') ?? 0);
  if (options.has('r') || options.has('e') || options.has('f')) {
    process.notSimulated(`${name} with these options`);
    return 0;
  }
  if (options.rest.length > 2) return usage(process);
  const read = yield* bytesFrom(process, options.rest, skip + Number(most ?? Number.POSITIVE_INFINITY));
  const bytes = read.bytes.slice(skip);
  if (name === 'xxd' && options.has('p')) {
    for (let at = 0; at < bytes.length; at += 30) process.out(`${hex(bytes.slice(at, at + 30)).join('')}\n`);
    return read.status;
  }
  const show = name === 'xxd' ? xxdLine : options.has('C') || name === 'hd' ? canonicalLine : wordLine;
  for (let at = 0; at < bytes.length; at += 16) process.out(`${show(skip + at, hex(bytes.slice(at, at + 16)))}\n`);
  if (name !== 'xxd' && bytes.length > 0) {
    const end = (skip + bytes.length).toString(16);
    process.out(`${end.padStart(show === canonicalLine ? 8 : 7, '0')}\n`);
  }
  return read.status;
}

function hex(part: Uint8Array): string[] {
  return Array.from(part, (byte) => byte.toString(16).padStart(2, '0'));
}

function printable(texts: readonly string[]): string {
  return texts
    .map((text) => Number.parseInt(text, 16))
    .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
    .join('');
}

function canonicalLine(at: number, bytes: readonly string[]): string {
  const halves = `${bytes.slice(0, 8).join(' ').padEnd(23)}  ${bytes.slice(8).join(' ').padEnd(23)}`;
  return `${at.toString(16).padStart(8, '0')}  ${halves}  |${printable(bytes)}|`;
}

function wordLine(at: number, bytes: readonly string[]): string {
  const words: string[] = [];
  for (let index = 0; index < bytes.length; index += 2) words.push(`${bytes[index + 1] ?? '00'}${bytes[index] ?? ''}`);
  return `${at.toString(16).padStart(7, '0')} ${words.join(' ')}`.padEnd(47);
}

function xxdLine(at: number, bytes: readonly string[]): string {
  const words: string[] = [];
  for (let index = 0; index < bytes.length; index += 2) words.push(`${bytes[index] ?? ''}${bytes[index + 1] ?? ''}`);
  return `${at.toString(16).padStart(8, '0')}: ${words.join(' ').padEnd(39)}  ${printable(bytes)}`;
}
