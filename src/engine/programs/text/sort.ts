import { errorText } from '../../kernel/errno.ts';
import { operandNames } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox } from '../lib/flavor.ts';
import { complainRead, readSource, sourceOf, type Errno } from '../lib/text-source.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Sorts lines by bytes: -n, -r, -u, -k, -t, -f, -b, -h, -V, -o, -c.',
  gnu: {
    sort: 'bdfgiMhnRrVcCkmosStTuz ignore-leading-blanks dictionary-order ignore-case general-numeric-sort ignore-nonprinting month-sort human-numeric-sort numeric-sort random-sort random-source reverse sort version-sort batch-size check compress-program debug files0-from key merge output stable buffer-size field-separator temporary-directory parallel unique zero-terminated',
  },
  example: `
$ printf '10\\n9\\n2\\n' | sort -n
2
9
10
$ printf 'b\\na\\nb\\n' | sort -u
a
b
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'nrufbhVcCsdizmgMR',
      values: 'ktoTS',
      busybox: 'ngMucszbrdfihVk:t:o:mT:S:C',
      status: 2,
      long: {
        '--reverse': 'r',
        '--unique': 'u',
        '--numeric-sort': 'n',
        '--general-numeric-sort': 'g',
        '--human-numeric-sort': 'h',
        '--ignore-case': 'f',
        '--ignore-leading-blanks': 'b',
        '--check[=': 'c',
        '--stable': 's',
        '--zero-terminated': 'z',
        '--key=': 'k',
        '--field-separator=': 't',
        '--output=': 'o',
        '--version-sort': 'V',
        '--random-sort': 'R',
        '--merge': 'm',
      },
    });
    if (options.refused !== undefined) return options.refused;
    for (const letter of 'MR') if (options.has(letter)) process.notSimulated(`flag -${letter} of sort`);
    const bad = options
      .values('k')
      .find((key) => !/^\d+(?:\.\d+)?[bdfgiMhnRrV]*(?:,\d+(?:\.\d+)?[bdfgiMhnRrV]*)?$/.test(key));
    if (bad !== undefined) {
      process.complain(
        isBusybox(process)
          ? 'bad field specification'
          : `invalid number at field start: invalid count at start of '${bad}'`,
      );
      return 2;
    }
    const separator = options.has('z') ? '\0' : '\n';
    const lines: string[] = [];
    for (const operand of operandNames(options.rest)) {
      const source = sourceOf(process, operand);
      if ('errno' in source) return cannotRead(process, operand, source.errno);
      // GNU sorts what does not fit in parts, in files under /tmp (coreutils, sort.c)
      const text = yield* readSource(source, isBusybox(process) ? IN_LIST : { factor: 0 });
      const own = text.split(separator);
      if (own.at(-1) === '') own.pop();
      for (const line of own) lines.push(line);
    }
    return finish(process, lines, options);
  },
};
export default command;

function cannotRead(process: Process, name: string, errno: Errno): number {
  if (isBusybox(process)) complainRead(process, name, errno);
  else process.complain(`${errno === 'EISDIR' ? 'read failed' : 'cannot read'}: ${name}: ${errorText(errno)}`);
  return 2;
}

function finish(process: Process, lines: readonly string[], options: Options): number {
  const separator = options.has('z') ? '\0' : '\n';
  const compare = comparison(options);
  if (options.has('c') || options.has('C')) {
    const strict = options.has('u') ? 0 : 1;
    const at = lines.findIndex((line, index) => index > 0 && compare(lines[index - 1] ?? '', line) >= strict);
    if (at === -1) return 0;
    const name = options.rest[0] ?? '-';
    // BusyBox only says so, in these words (coreutils/sort.c).
    if (isBusybox(process)) process.err(`Check line ${at}\n`);
    else if (!options.has('C')) process.complain(`${name}:${at + 1}: disorder: ${lines[at] ?? ''}`);
    return 1;
  }
  let sorted = lines.toSorted(compare);
  if (options.has('u')) sorted = sorted.filter((line, at) => at === 0 || compare(sorted[at - 1] ?? '', line) !== 0);
  const text = sorted.map((line) => line + separator).join('');
  const file = options.value('o');
  if (file === undefined) process.out(text);
  else {
    const written = process.files.write(process.path(file), { content: text });
    if (!written.ok) {
      complain(process, {
        gnu: `open failed: ${file}: ${errorText(written.errno)}`,
        busybox: `can't open '${file}': ${errorText(written.errno)}`,
      });
      return 2;
    }
  }
  return 0;
}

/** What BusyBox keeps of a line: a pointer, and what malloc takes for the text at least. */
const IN_LIST = { factor: 1, line: 40 };

type Comparison = (one: string, other: string) => number;

function comparison(options: Options): Comparison {
  const keys = options.values('k').map((text) => keyOf(text, options));
  const reverse = options.has('r') ? -1 : 1;
  const kind = byKind(kindOf(options, ''));
  const plain: Comparison = options.has('b') ? (one, other) => kind(one.trimStart(), other.trimStart()) : kind;
  const stable = options.has('u') || options.has('s');
  return (one, other) => {
    for (const key of keys) {
      const order = key.compare(key.take(one), key.take(other));
      if (order !== 0) return order * key.reverse;
    }
    if (keys.length > 0) return stable ? 0 : byBytes(one, other) * reverse;
    return plain(one, other) * reverse || (stable ? 0 : byBytes(one, other) * reverse);
  };
}

function byBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function kindOf(options: Options, letters: string): string {
  return (
    ['n', 'h', 'V', 'g', 'f'].find((letter) => letters.includes(letter) || (letters === '' && options.has(letter))) ??
    ''
  );
}

function byKind(kind: string): Comparison {
  if (kind === 'n') return (one, other) => leading(one) - leading(other);
  if (kind === 'g') return (one, other) => general(one) - general(other);
  if (kind === 'h') return (one, other) => humanValue(one) - humanValue(other);
  if (kind === 'V') return byVersion;
  if (kind === 'f') return (one, other) => byBytes(one.toUpperCase(), other.toUpperCase());
  return byBytes;
}

function leading(text: string): number {
  return Number(/^\s*(-?\d*\.?\d+)/.exec(text)?.[1] ?? 0);
}

/** As C reads a floating number: exponents and `0x` too; what is none comes first. */
function general(text: string): number {
  const match = /^\s*[-+]?(?:0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/i.exec(text);
  return match ? Number(match[0]) : Number.NEGATIVE_INFINITY;
}

function humanValue(text: string): number {
  const match = /^\s*(-?\d*\.?\d+)([KMGTP]?)/i.exec(text);
  return Number(match?.[1] ?? 0) * 1024 ** ' KMGTP'.indexOf((match?.[2] ?? '').toUpperCase() || ' ');
}

function byVersion(one: string, other: string): number {
  const left = one.match(/\d+|\D+/g) ?? [];
  const right = other.match(/\d+|\D+/g) ?? [];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const a = left[at] ?? '';
    const b = right[at] ?? '';
    const order = /^\d/.test(a) && /^\d/.test(b) ? Number(a) - Number(b) : byBytes(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

function keyOf(
  text: string,
  options: Options,
): { take: (line: string) => string; compare: Comparison; reverse: number } {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  const from = Number(match?.[1] ?? 1);
  const to = match?.[4] === undefined ? Number.POSITIVE_INFINITY : Number(match[4]);
  const letters = `${match?.[3] ?? ''}${match?.[6] ?? ''}`;
  const separator = options.value('t')?.replace(String.raw`\0`, '\0');
  const skip = Number(match?.[2] ?? 1) - 1;
  const until = Number(match?.[5] ?? 0);
  const blanks = letters.includes('b') || (letters === '' && options.has('b'));
  const take = (line: string): string => {
    const fields = separator === undefined ? (line.match(/[ \t]*[^ \t]+/g) ?? []) : line.split(separator);
    const chosen = fields.slice(from - 1, to);
    const last = chosen.length - 1;
    if (until > 0 && to === from + last)
      chosen[last] = (blanks ? (chosen[last] ?? '').trimStart() : (chosen[last] ?? '')).slice(0, until);
    const joined = chosen.join(separator ?? '');
    return (blanks ? joined.trimStart() : joined).slice(skip);
  };
  const reversed = letters.includes('r') || (letters === '' && options.has('r'));
  return { take, compare: byKind(kindOf(options, letters)), reverse: reversed ? -1 : 1 };
}
