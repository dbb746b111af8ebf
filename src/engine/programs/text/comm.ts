import { readOptions } from '../lib/options.ts';
import { extraOperand, missingOperand, shortName } from '../lib/flavor.ts';
import { openSource, readSource } from '../lib/text-source.ts';
import { linesOf } from '../lib/line-input.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'comm shows which lines two sorted files share (-1 -2 -3); join joins lines by their first field (-t, -1, -2, -a, -v).',
  aliases: ['join'],
  gnu: {
    comm: '123z check-order nocheck-order output-delimiter total zero-terminated',
    join: 'aeijotv12z ignore-case check-order nocheck-order header zero-terminated',
  },
  example: `
$ printf 'a\\nb\\n' > /tmp/x; printf 'b\\nc\\n' > /tmp/y; comm /tmp/x /tmp/y
a
		b
	c
$ comm -12 /tmp/x /tmp/y
b
$ printf '1 one\\n2 two\\n' > /tmp/x; printf '1 eins\\n3 drei\\n' > /tmp/y; join /tmp/x /tmp/y
1 one eins
`,
  *run(process, args) {
    const joins = shortName(process) === 'join';
    const options = readOptions(
      process,
      args,
      joins
        ? { flags: 'iz', values: '12javteo' }
        : { flags: '123z', long: { '--output-delimiter=': 'delimiter', '--total': 'total' } },
    );
    if (options.refused !== undefined) return options.refused;
    const [one, other, extra] = options.rest;
    if (one === undefined || other === undefined)
      return missingOperand(process, one === undefined ? 'missing operand' : `missing operand after '${one}'`);
    if (extra !== undefined) return extraOperand(process, extra);
    const first = yield* lines(process, one);
    const second = first && (yield* lines(process, other));
    if (!first || !second) return 1;
    if (joins) join(process, { first, second }, options);
    else compare(process, { first, second }, options);
    return 0;
  },
};
export default command;

interface Options {
  has(name: string): boolean;
  value(name: string): string | undefined;
  values(name: string): readonly string[];
}

interface Pair {
  readonly first: readonly string[];
  readonly second: readonly string[];
}

function* lines(process: Process, name: string): Task<string[] | undefined> {
  const source = openSource(process, name);
  return source && linesOf(yield* readSource(source, { factor: 0 }));
}

function compare(process: Process, { first, second }: Pair, options: Options): void {
  const gap = options.value('delimiter') ?? '\t';
  const indent = (column: number): string =>
    ['1', '2']
      .slice(0, column - 1)
      .map((each) => (options.has(each) ? '' : gap))
      .join('');
  const show = (column: number, line: string): void => {
    if (!options.has(String(column))) process.out(`${indent(column)}${line}\n`);
  };
  for (let at = 0, other = 0; at < first.length || other < second.length;) {
    const [one, two] = [first[at], second[other]];
    if (one !== undefined && (two === undefined || one < two)) {
      show(1, one);
      at++;
    } else if (two !== undefined && (one === undefined || two < one)) {
      show(2, two);
      other++;
    } else {
      show(3, one ?? '');
      at++;
      other++;
    }
  }
}

function join(process: Process, { first, second }: Pair, options: Options): void {
  const separator = options.value('t');
  const cut = (line: string): string[] => (separator === undefined ? line.trim().split(/\s+/) : line.split(separator));
  const glue = separator ?? ' ';
  const field = (which: '1' | '2'): number => Number(options.value(which) ?? options.value('j') ?? 1) - 1;
  const key = (fields: readonly string[], at: number): string =>
    options.has('i') ? (fields[at] ?? '').toLowerCase() : (fields[at] ?? '');
  const [one, two] = [field('1'), field('2')];
  const alone = new Set([...options.values('a'), ...options.values('v')]);
  const used = new Set<number>();
  const others = second.map(cut);
  for (const line of first.map(cut)) {
    const hits = others.flatMap((fields, at) => (key(fields, two) === key(line, one) ? [at] : []));
    for (const at of hits) {
      used.add(at);
      const rest = [
        ...line.filter((_, index) => index !== one),
        ...(others[at] ?? []).filter((_, index) => index !== two),
      ];
      if (!options.has('v')) process.out(`${[line[one] ?? '', ...rest].join(glue)}\n`);
    }
    if (hits.length === 0 && alone.has('1')) process.out(`${line.join(glue)}\n`);
  }
  if (alone.has('2'))
    for (const [at, fields] of others.entries()) if (!used.has(at)) process.out(`${fields.join(glue)}\n`);
}
