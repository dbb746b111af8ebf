import { readOperand, complainOpen } from '../operands.ts';
import { readOptions, type Options } from '../options.ts';
import { compileRegex, type Regex } from '../regex/index.ts';
import { linesOf } from './sort.ts';
import type { Command, Process, Task } from '../system.ts';

const command: Command = {
  summary:
    'Finds lines: -E -F -i -v -q -c -n -l -L -o -r -h -H -w -x -e -f -s -m, -A -B -C. Back-references are left out.',
  aliases: ['egrep', 'fgrep'],
  example: `
$ printf 'one\\ntwo\\n' | grep -n o
1:one
2:two
$ echo abc | grep -oE '[bc]+'
bc
$ echo a | grep -q b || echo none
none
`,
  *run(process, args) {
    const given = args.map((arg) => (/^-\d+$/.test(arg) ? `-C${arg.slice(1)}` : arg));
    const options = readOptions(process, given, {
      flags: 'EFGPivqcnlLorRhHwxszaIT',
      values: 'efmABC',
      long: {
        '--ignore-case': 'i',
        '--invert-match': 'v',
        '--quiet': 'q',
        '--silent': 'q',
        '--count': 'c',
        '--line-number': 'n',
        '--recursive': 'r',
        '--extended-regexp': 'E',
        '--fixed-strings': 'F',
        '--only-matching': 'o',
        '--files-with-matches': 'l',
        '--word-regexp': 'w',
        '--line-regexp': 'x',
        '--regexp=': 'e',
        '--no-messages': 's',
        '--color=': 'color',
        '--include=': 'include',
        '--max-count=': 'm',
        '--perl-regexp': 'P',
        '--text': 'a',
        '--no-filename': 'h',
        '--with-filename': 'H',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('P')) process.notSimulated('flag -P of grep');
    const explicit = [...options.values('e')];
    for (const file of options.values('f')) explicit.push(...(yield* patternsOf(process, file)));
    const own = options.has('e') || options.has('f') ? explicit : options.rest.slice(0, 1);
    const names = options.has('e') || options.has('f') ? options.rest : options.rest.slice(1);
    if (own.length === 0 && !options.has('f')) return usage(process);
    const tests = compileAll(
      process,
      own.flatMap((text) => text.split('\n')),
      options,
    );
    return tests ? yield* searchAll(process, names, { tests, options }) : 2;
  },
};
export default command;

function usage(process: Process): number {
  if (process.flavor === 'busybox')
    process.err(
      'BusyBox v1.37.0 multi-call binary.\n\nUsage: grep [-HhnlLoqvsrRiwFE] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n',
    );
  else process.err("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
  return 2;
}

function* patternsOf(process: Process, file: string): Task<string[]> {
  const text = yield* readOperand(process, file);
  return typeof text === 'string' ? linesOf(text) : [];
}

function compileAll(process: Process, patterns: readonly string[], options: Options): readonly Regex[] | undefined {
  const name = process.name.slice(process.name.lastIndexOf('/') + 1);
  const fixed = options.has('F') || name === 'fgrep';
  const extended = options.has('E') || options.has('P') || name === 'egrep';
  const made: Regex[] = [];
  for (const pattern of patterns) {
    const plain = fixed ? pattern.replaceAll(/[.[\]\\*^$+?{}|()]/g, String.raw`\$&`) : pattern;
    const useExtended = extended || fixed;
    const open = useExtended ? '(' : String.raw`\(`;
    const close = useExtended ? ')' : String.raw`\)`;
    const whole = options.has('x')
      ? `^${open}${plain}${close}$`
      : options.has('w')
        ? String.raw`\b${open}${plain}${close}\b`.replace(/^\\b/, String.raw`\b`)
        : plain;
    const result = compileRegex(whole, { extended: useExtended, ignoreCase: options.has('i') });
    if (!result.ok) {
      if (result.error === 'back-reference') process.notSimulated('back-reference in a pattern of grep');
      else
        process.complain(
          process.flavor === 'busybox'
            ? `bad regex '${pattern}': ${result.error}`
            : result.error.startsWith('Unmatched [')
              ? 'Invalid regular expression'
              : result.error,
        );
      return undefined;
    }
    made.push(result.regex);
  }
  return made;
}

interface Search {
  readonly tests: readonly Regex[];
  readonly options: Options;
}

function* searchAll(process: Process, names: readonly string[], search: Search): Task {
  const { options } = search;
  const recursive = options.has('r') || options.has('R');
  const files = recursive
    ? (names.length > 0 ? names : ['.']).flatMap((name) => filesBelow(process, name, options))
    : names.length > 0
      ? names
      : ['-'];
  const labelled = !options.has('h') && (options.has('H') || recursive || files.length > 1);
  let found = false;
  let failed = false;
  for (const name of files) {
    const entry = name === '-' ? undefined : process.files.stat(process.path(name));
    const folder = entry?.ok === true && entry.value.kind === 'dir';
    const text = folder ? { errno: 'EISDIR' as const } : yield* readOperand(process, name);
    if (typeof text === 'string') {
      const hit = searchOne(
        process,
        { name, text },
        { search, label: labelled ? `${name === '-' ? '(standard input)' : name}:` : '' },
      );
      found ||= hit;
      if (found && options.has('q')) return 0;
    } else if (folder && process.flavor !== 'busybox') {
      process.complain(`${name}: Is a directory`);
      failed = true;
    } else {
      failed = true;
      if (options.has('s')) continue;
      if (process.flavor === 'busybox') process.complain(`${name}: ${folder ? 'Is a directory' : errorOf(text.errno)}`);
      else complainOpen(process, name, text.errno);
    }
  }
  return failed && !(found && options.has('q')) ? 2 : found ? 0 : 1;
}

function errorOf(errno: string): string {
  return errno === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
}

function filesBelow(process: Process, name: string, options: Options): string[] {
  const path = process.path(name);
  const include = options.values('include');
  const fits = (file: string): boolean =>
    include.length === 0 ||
    include.some((glob) => (glob.startsWith('*') ? file.endsWith(glob.slice(1)) : file.endsWith(`/${glob}`)));
  const made: string[] = [];
  let root: string | undefined;
  for (const [at, entry] of process.files.walk(path)) {
    root ??= at;
    const file = `${name.replace(/\/$/, '')}${at.slice(root.length)}`;
    if (entry.kind === 'file' && entry.content !== undefined && fits(file)) made.push(file);
  }
  return root === undefined ? [name] : made;
}

function searchOne(
  process: Process,
  file: { name: string; text: string },
  how: { search: Search; label: string },
): boolean {
  const { options, tests } = how.search;
  const limit = Number(options.value('m') ?? Number.POSITIVE_INFINITY);
  const lines = linesOf(file.text);
  const hits: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (hits.length >= limit) break;
    if (tests.some((test) => test.test(line)) !== options.has('v')) hits.push(at);
    if (hits.length > 0 && (options.has('q') || options.has('l'))) break;
  }
  if (options.has('q')) return hits.length > 0;
  if (options.has('L')) {
    if (hits.length === 0) process.out(`${file.name}\n`);
    return hits.length === 0;
  }
  if (options.has('l')) {
    if (hits.length > 0) process.out(`${file.name}\n`);
  } else if (options.has('c')) process.out(`${how.label}${hits.length}\n`);
  else if (options.has('o')) for (const at of hits) printMatches(process, lines[at] ?? '', { at, ...how });
  else printLines(process, lines, { hits, ...how });
  return hits.length > 0;
}

function printMatches(process: Process, line: string, how: { at: number; search: Search; label: string }): void {
  const number = how.search.options.has('n') ? `${how.at + 1}:` : '';
  for (let from = 0; from <= line.length;) {
    const matches = how.search.tests.flatMap((test) => test.find(line, from) ?? []);
    const first = matches.toSorted((a, b) => a.start - b.start || b.end - a.end)[0];
    if (!first) return;
    if (first.end > first.start) process.out(`${how.label}${number}${line.slice(first.start, first.end)}\n`);
    from = Math.max(first.end, first.start + 1);
  }
}

function printLines(
  process: Process,
  lines: readonly string[],
  how: { hits: readonly number[]; search: Search; label: string },
): void {
  const { options } = how.search;
  const around = Number(options.value('C') ?? 0);
  const after = Number(options.value('A') ?? around);
  const before = Number(options.value('B') ?? around);
  const hits = new Set(how.hits);
  let last = -1;
  for (const hit of how.hits) {
    const from = Math.max(last + 1, hit - before);
    if (last >= 0 && from > last + 1 && (after > 0 || before > 0)) process.out('--\n');
    for (let at = from; at <= Math.min(lines.length - 1, hit + after); at++) {
      const mark = hits.has(at) ? ':' : '-';
      const number = options.has('n') ? `${at + 1}${mark}` : '';
      process.out(`${how.label === '' ? '' : `${how.label.slice(0, -1)}${mark}`}${number}${lines[at] ?? ''}\n`);
      last = at;
    }
  }
}
