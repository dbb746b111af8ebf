import { readOptions } from '../lib/options.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { complainRead, readSource, sourceOf } from '../lib/text-source.ts';
import { bytesOf } from '../../base/byte-text.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Compares two files byte by byte: -s, -l, -n.',
  gnu: {
    cmp: 'bilnsv print-bytes ignore-initial verbose bytes quiet silent',
  },
  example: `
$ printf abc > /tmp/a; printf abd > /tmp/b; cmp /tmp/a /tmp/b
/tmp/a /tmp/b differ: char 3, line 1
$ cmp -s /tmp/a /tmp/a && echo same
same
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'slbv',
      values: 'ni',
      busybox: 'sln:',
      status: 2,
      long: { '--silent': 's', '--quiet': 's', '--verbose': 'l', '--bytes=': 'n', '--print-bytes': 'b' },
    });
    if (options.refused !== undefined) return options.refused;
    const [one, other = '-'] = options.rest;
    if (one === undefined) {
      if (isBusybox(process)) return usage(process);
      process.err("cmp: missing operand after 'cmp'\ncmp: Try 'cmp --help' for more information.\n");
      return 2;
    }
    const most = Number(options.value('n') ?? Number.POSITIVE_INFINITY);
    const first = yield* contents(process, one, options.has('s'));
    const second = yield* contents(process, other, options.has('s'));
    if (!first || !second) return 2;
    return report(process, { one, other, first: first.slice(0, most), second: second.slice(0, most) }, options);
  },
};
export default command;

function* contents(process: Process, name: string, quiet: boolean): Task<Uint8Array | undefined> {
  const source = sourceOf(process, name);
  if (!('errno' in source)) return bytesOf(yield* readSource(source, { factor: 0 }));
  if (!quiet) complainRead(process, name, source.errno);
  return undefined;
}

interface Pair {
  readonly one: string;
  readonly other: string;
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

function report(process: Process, pair: Pair, options: { has(name: string): boolean }): number {
  const { one, other, first, second } = pair;
  const shared = Math.min(first.length, second.length);
  let status = 0;
  for (let at = 0; at < shared; at++) {
    if (first[at] === second[at]) continue;
    status = 1;
    if (options.has('s')) return 1;
    if (options.has('l')) {
      process.out(`${at + 1} ${octal(first[at])} ${octal(second[at])}\n`);
      continue;
    }
    const line = first.slice(0, at).filter((byte) => byte === 10).length + 1;
    process.out(`${one} ${other} differ: char ${at + 1}, line ${line}\n`);
    return 1;
  }
  if (first.length === second.length) return status;
  if (options.has('s')) return 1;
  const short = first.length < second.length ? one : other;
  const lines = first.slice(0, shared).filter((byte) => byte === 10).length;
  const inside = first[shared - 1] === 10 ? `line ${lines}` : `in line ${lines + 1}`;
  const where = shared === 0 ? ' which is empty' : ` after byte ${shared}${options.has('l') ? '' : `, ${inside}`}`;
  process.complain(`EOF on ${short}${isBusybox(process) ? '' : where}`);
  return 1;
}

function octal(byte: number | undefined): string {
  return (byte ?? 0).toString(8).padStart(3);
}
