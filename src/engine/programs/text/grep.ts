import { errorText } from '../../kernel/errno.ts';
import { filesBelow } from './grep/files.ts';
import { searchOne, type Search } from './grep/search.ts';
import { readOperand } from '../lib/operands.ts';
import { sourceOf } from '../lib/text-source.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { busyboxBanner, isBusybox } from '../lib/flavor.ts';
import { compileRegex, muslError, type Regex } from '../lib/regex/index.ts';
import { linesOf } from '../lib/line-input.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Finds lines: -E -F -i -v -q -c -n -l -L -o -r -h -H -w -x -e -f -s -m, -b, -z, -A -B -C, --include, --exclude. -P counts as -E and is reported.',
  aliases: ['egrep', 'fgrep'],
  gnu: {
    grep: 'EFGPefiwxzsvVmbnHhoqaIdDrRLlcTZBACNUy extended-regexp fixed-strings basic-regexp perl-regexp regexp file ignore-case no-ignore-case word-regexp line-regexp null-data no-messages invert-match max-count byte-offset line-number line-buffered with-filename no-filename label only-matching quiet silent binary-files text directories devices recursive dereference-recursive include exclude exclude-from exclude-dir files-without-match files-with-matches count initial-tab null before-context after-context context group-separator no-group-separator color colour binary',
  },
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
    const options = optionsOf(process, args);
    if (options.refused !== undefined) return options.refused;
    const wrong = wrongNumber(process, options);
    if (wrong !== undefined) return wrong;
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

function optionsOf(process: Process, args: readonly string[]): Options {
  const given = args.map((arg) => (/^-\d+$/.test(arg) ? `-C${arg.slice(1)}` : arg));
  return readOptions(process, given, {
    flags: 'EFGPivqcnlLorRhHwxszaITbUZy',
    values: 'efmABCdD',
    busybox: 'EFHhnlLoqvsrRiwcxe:f:m:A:B:C:ay',
    status: 2,
    refusing: () => {
      if (!isBusybox(process)) process.err('Usage: grep [OPTION]... PATTERNS [FILE]...\n');
    },
    long: {
      '--ignore-case': 'i',
      '--invert-match': 'v',
      '--quiet': 'q',
      '--silent': 'q',
      '--count': 'c',
      '--line-number': 'n',
      '--recursive': 'r',
      '--dereference-recursive': 'R',
      '--extended-regexp': 'E',
      '--basic-regexp': 'G',
      '--fixed-strings': 'F',
      '--only-matching': 'o',
      '--files-with-matches': 'l',
      '--files-without-match': 'L',
      '--word-regexp': 'w',
      '--line-regexp': 'x',
      '--regexp=': 'e',
      '--file=': 'f',
      '--no-messages': 's',
      '--color[=': 'color',
      '--colour[=': 'color',
      '--include=': 'include',
      '--exclude=': 'exclude',
      '--exclude-dir=': 'exclude-dir',
      '--max-count=': 'm',
      '--after-context=': 'A',
      '--before-context=': 'B',
      '--context=': 'C',
      '--perl-regexp': 'P',
      '--text': 'a',
      '--byte-offset': 'b',
      '--no-filename': 'h',
      '--with-filename': 'H',
      '--null-data': 'z',
      '--null': 'Z',
      '--line-buffered': 'buffered',
      '--binary-files=': 'binary',
    },
  });
}

/** Counts that are none. */
function wrongNumber(process: Process, options: Options): number | undefined {
  const bad = ['A', 'B', 'C', 'm'].find((letter) => options.values(letter).some((text) => !/^-?\d+$/.test(text)));
  if (bad === undefined) return undefined;
  const text = options.value(bad) ?? '';
  const gnu = bad === 'm' ? 'invalid max count' : `${text}: invalid context length argument`;
  process.complain(isBusybox(process) ? `invalid number '${text}'` : gnu);
  return isBusybox(process) ? 1 : 2;
}

function usage(process: Process): number {
  if (process.flavor === 'busybox')
    process.err(
      `${busyboxBanner(process)}\n\nUsage: grep [-HhnlLoqvsrRiwFE] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n`,
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
    if (/^\[:[a-z]*:\]$/.test(pattern) && !fixed && !isBusybox(process)) {
      process.complain('character class syntax is [[:space:]], not [:space:]');
      return undefined;
    }
    if (extended && !fixed && pattern.startsWith('*') && !isBusybox(process))
      process.complain('warning: * at start of expression');
    const result = compileRegex(whole, { extended: useExtended, ignoreCase: options.has('i') });
    if (!result.ok) {
      const gnu = result.error.startsWith('Unmatched [') ? 'Invalid regular expression' : result.error;
      process.complain(isBusybox(process) ? `bad regex '${pattern}': ${muslError(result.error)}` : gnu);
      return undefined;
    }
    made.push(result.regex);
  }
  return made;
}

function* searchAll(process: Process, names: readonly string[], search: Search): Task {
  const { options } = search;
  const recursive = options.has('r') || options.has('R');
  const given = names.length > 0 ? names : [recursive ? (isBusybox(process) ? '.' : '') : '-'];
  const files = recursive
    ? given.flatMap((name) => (name === '-' ? ['-'] : filesBelow(process, name, options)))
    : given;
  const one = given.length < 2 && (!recursive || isFile(process, given[0] ?? ''));
  const labelled = !options.has('h') && (options.has('H') || !one);
  let found = false;
  let failed = false;
  for (const file of files) {
    const name = file === '-' ? '(standard input)' : file;
    const source = sourceOf(process, file);
    if ('errno' in source) {
      // BusyBox opens a directory and finds nothing in it.
      if (source.errno === 'EISDIR' && isBusybox(process)) continue;
      failed = true;
      if (!options.has('s')) process.complain(`${file}: ${errorText(source.errno)}`);
      continue;
    }
    const hit = yield* searchOne(process, { source, name, label: labelled ? name : undefined }, search);
    found ||= hit;
    if (found && options.has('q')) return 0;
  }
  return failed && !(found && options.has('q')) ? 2 : found ? 0 : 1;
}

function isFile(process: Process, name: string): boolean {
  const entry = name === '-' ? undefined : process.files.stat(process.path(name === '' ? '.' : name));
  return entry === undefined || (entry.ok && entry.value.kind !== 'dir');
}
