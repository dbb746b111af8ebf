import { openOperand, operandNames } from '../operands.ts';
import { readOptions, type Options } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Sorts lines by bytes: -n, -r, -u, -k, -t, -f, -b, -h, -V, -o, -c.',
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
      flags: 'nrufbhVcsdizmg',
      values: 'kto',
      long: {
        '--reverse': 'r',
        '--unique': 'u',
        '--numeric-sort': 'n',
        '--key=': 'k',
        '--field-separator=': 't',
        '--output=': 'o',
        '--version-sort': 'V',
      },
    });
    const lines: string[] = [];
    let status = 0;
    for (const operand of operandNames(options.rest)) {
      const { text, failed } = yield* openOperand(process, operand);
      if (failed) status = 2;
      else lines.push(...linesOf(text));
    }
    if (status !== 0) return status;
    const compare = comparison(options);
    if (options.has('c')) {
      const at = lines.findIndex((line, index) => index > 0 && compare(lines[index - 1] ?? '', line) > 0);
      if (at === -1) return 0;
      process.complain(`-:${at + 1}: disorder: ${lines[at] ?? ''}`);
      return 1;
    }
    let sorted = lines.toSorted(compare);
    if (options.has('u')) sorted = sorted.filter((line, at) => at === 0 || compare(sorted[at - 1] ?? '', line) !== 0);
    const text = sorted.map((line) => `${line}\n`).join('');
    const file = options.value('o');
    if (file === undefined) process.out(text);
    else process.files.write(process.path(file), { content: text });
    return 0;
  },
};
export default command;

/** Lines without their ends; a last line without a line break counts. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

type Comparison = (one: string, other: string) => number;

function comparison(options: Options): Comparison {
  const keys = options.values('k').map((text) => keyOf(text, options));
  const reverse = options.has('r') ? -1 : 1;
  const plain = byKind(kindOf(options, ''));
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
  if (kind === 'n' || kind === 'g') return (one, other) => leading(one) - leading(other);
  if (kind === 'h') return (one, other) => humanValue(one) - humanValue(other);
  if (kind === 'V') return byVersion;
  if (kind === 'f') return (one, other) => byBytes(one.toUpperCase(), other.toUpperCase());
  return byBytes;
}

function leading(text: string): number {
  return Number(/^\s*(-?\d*\.?\d+)/.exec(text)?.[1] ?? 0);
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
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.\d+)?([a-zA-Z]*))?$/.exec(text);
  const from = Number(match?.[1] ?? 1);
  const to = match?.[4] === undefined ? Number.POSITIVE_INFINITY : Number(match[4]);
  const letters = `${match?.[3] ?? ''}${match?.[5] ?? ''}`;
  const separator = options.value('t');
  const skip = Number(match?.[2] ?? 1) - 1;
  const take = (line: string): string => {
    const fields = separator === undefined ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
    const chosen = fields.slice(from - 1, to).join(separator ?? '');
    const cut = skip > 0 ? chosen.slice(skip) : chosen;
    return letters.includes('b') || options.has('b') ? cut.trimStart() : cut;
  };
  const reversed = letters.includes('r') || (letters === '' && options.has('r'));
  return { take, compare: byKind(kindOf(options, letters)), reverse: reversed ? -1 : 1 };
}
