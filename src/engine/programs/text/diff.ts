import { timeOf } from '../../kernel/time/clock.ts';
import { difference } from './diff/lines.ts';
import { normal, unified, type Sides } from './diff/show.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { readSource, sourceOf } from '../lib/text-source.ts';
import { formatTime } from '../../kernel/time/strftime.ts';
import { linesOf } from '../lib/line-input.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Compares files line by line, and directories: -u, -U, -q, -s, -r, -N, -i, -w, -b, -B, -a.',
  gnu: {
    diff: 'qscCuUenyWpFtTlrNxXSiEZbwBIaDdv normal brief report-identical-files context unified ed rcs side-by-side width left-column suppress-common-lines show-c-function show-function-line label expand-tabs initial-tab tabsize suppress-blank-empty paginate recursive no-dereference new-file unidirectional-new-file ignore-file-name-case no-ignore-file-name-case exclude exclude-from starting-file from-file to-file ignore-case ignore-tab-expansion ignore-trailing-space ignore-space-change ignore-all-space ignore-blank-lines ignore-matching-lines text strip-trailing-cr ifdef line-format minimal horizon-lines speed-large-files color palette',
  },
  example: `
$ printf 'a\\nb\\n' > /tmp/x; printf 'a\\nc\\nd\\n' > /tmp/y; diff /tmp/x /tmp/y
2c2,3
< b
---
> c
> d
$ diff -q /tmp/x /tmp/y
Files /tmp/x and /tmp/y differ
$ diff /tmp/x /tmp/x && echo same
same
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'uqsrNiwbBapdtTcEZ',
      values: 'ULx',
      busybox: 'abdiL:NqrsS:tTU:uwB',
      attached: 'C',
      status: 2,
      long: {
        '--unified[=': 'u',
        '--brief': 'q',
        '--report-identical-files': 's',
        '--recursive': 'r',
        '--new-file': 'N',
        '--ignore-case': 'i',
        '--ignore-all-space': 'w',
        '--ignore-space-change': 'b',
        '--ignore-blank-lines': 'B',
        '--text': 'a',
        '--label=': 'L',
        '--exclude=': 'x',
        '--color[=': 'color',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('c') || options.has('C')) process.notSimulated('flag -c of diff');
    const [one, other, extra] = options.rest;
    if (one === undefined || other === undefined || extra !== undefined) {
      if (!isBusybox(process))
        process.complain(extra === undefined ? `missing operand after '${one ?? 'diff'}'` : `extra operand '${extra}'`);
      return usage(process, 2);
    }
    return yield* compare(process, { one, other }, options);
  },
};
export default command;

interface Names {
  readonly one: string;
  readonly other: string;
}

function kindOf(process: Process, name: string): 'dir' | 'file' | 'none' {
  if (name === '-') return 'file';
  const entry = process.files.stat(process.path(name));
  return !entry.ok ? 'none' : entry.value.kind === 'dir' ? 'dir' : 'file';
}

function* compare(process: Process, names: Names, options: Options): Task {
  const kinds = [kindOf(process, names.one), kindOf(process, names.other)];
  if (kinds[0] === 'dir' && kinds[1] === 'dir') return yield* folders(process, names, options);
  // A file and a directory: the file of that name in it.
  if (kinds[0] === 'dir' && kinds[1] === 'file')
    return yield* files(process, { one: `${names.one}/${last(names.other)}`, other: names.other }, options);
  if (kinds[1] === 'dir' && kinds[0] === 'file')
    return yield* files(process, { one: names.one, other: `${names.other}/${last(names.one)}` }, options);
  return yield* files(process, names, options);
}

function last(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function* folders(process: Process, { one, other }: Names, options: Options): Task {
  const listed = (name: string): readonly string[] => {
    const names = process.files.list(process.path(name));
    return names.ok ? names.value.filter((child) => !options.values('x').includes(child)) : [];
  };
  const [left, right] = [new Set(listed(one)), new Set(listed(other))];
  let status = 0;
  for (const name of [...new Set([...left, ...right])].toSorted()) {
    const pair = { one: `${one.replace(/\/$/, '')}/${name}`, other: `${other.replace(/\/$/, '')}/${name}` };
    const both = left.has(name) && right.has(name);
    const isFolder = kindOf(process, pair.one) === 'dir' && kindOf(process, pair.other) === 'dir';
    let found = 0;
    if (!both && !options.has('N')) {
      process.out(`Only in ${left.has(name) ? one : other}: ${name}\n`);
      found = 1;
    } else if (isFolder && !options.has('r')) process.out(`Common subdirectories: ${pair.one} and ${pair.other}\n`);
    else if (isFolder) found = yield* folders(process, pair, options);
    else found = yield* files(process, pair, { ...options, has: (flag) => flag === 'head' || options.has(flag) });
    status = Math.max(status, found);
  }
  return status;
}

function* textOf(process: Process, name: string, options: Options): Task<string | undefined> {
  const source = sourceOf(process, name);
  if (!('errno' in source)) return yield* readSource(source);
  if (options.has('N') && source.errno === 'ENOENT') return '';
  const text = errorText(source.errno);
  process.complain(isBusybox(process) ? `can't stat '${name}': ${text}` : `${name}: ${text}`);
  return undefined;
}

function* files(process: Process, { one, other }: Names, options: Options): Task {
  const before = yield* textOf(process, one, options);
  const after = yield* textOf(process, other, options);
  if (before === undefined || after === undefined) return 2;
  const hunks = before === after ? [] : difference(keys(before, options), keys(after, options));
  if (hunks.length === 0) {
    if (options.has('s')) process.out(`Files ${one} and ${other} are identical\n`);
    return 0;
  }
  if (options.has('q')) {
    process.out(`Files ${one} and ${other} differ\n`);
    return 1;
  }
  const sides: Sides = {
    before: linesOf(before),
    after: linesOf(after),
    openBefore: before !== '' && !before.endsWith('\n'),
    openAfter: after !== '' && !after.endsWith('\n'),
  };
  const context = options.has('u') || options.has('U') || isBusybox(process);
  if (options.has('head') && !isBusybox(process)) process.out(`diff ${flags(options)}${one} ${other}\n`);
  if (context) {
    const labels = options.values('L');
    process.out(`--- ${labels[0] ?? titled(process, one)}\n+++ ${labels[1] ?? titled(process, other)}\n`);
    process.out(unified(hunks, sides, Number(options.value('U') ?? 3)));
  } else process.out(normal(hunks, sides));
  return 1;
}

/** The options as they were given, which GNU repeats before each pair of files. */
function flags(options: Options): string {
  return ['u', 'r', 'N', 'i', 'w', 'b']
    .filter((letter) => options.has(letter))
    .map((letter) => `-${letter} `)
    .join('');
}

function titled(process: Process, name: string): string {
  if (isBusybox(process)) return name;
  const entry = name === '-' ? undefined : process.files.stat(process.path(name));
  const time = entry?.ok ? timeOf(entry.value) : 0;
  return `${name}\t${formatTime('%Y-%m-%d %H:%M:%S.000000000 +0000', time)}`;
}

/** Lines as they are compared; the missing line break at the end counts. */
function keys(text: string, options: Options): string[] {
  const lines = linesOf(text).map((line) => {
    let made = options.has('i') ? line.toLowerCase() : line;
    if (options.has('w')) made = made.replaceAll(/\s+/g, '');
    else if (options.has('b')) made = made.replaceAll(/\s+/g, ' ').trimEnd();
    return made;
  });
  if (text !== '' && !text.endsWith('\n') && !options.has('w') && !options.has('b'))
    lines.push(`${lines.pop() ?? ''}\0`);
  return lines;
}
