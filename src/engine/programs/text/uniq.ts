import { errorText } from '../../kernel/errno.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { extraOperand, isBusybox } from '../lib/flavor.ts';
import { linesFrom, openSource } from '../lib/text-source.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Joins equal lines that follow each other: -c, -d, -D, -u, -i, -f, -s, -w, -z.',
  gnu: {
    uniq: 'cdDfisuzw count repeated all-repeated skip-fields group ignore-case skip-chars unique zero-terminated check-chars',
  },
  example: `
$ printf 'a\\na\\nb\\n' | uniq -c
      2 a
      1 b
$ printf '1 a\\n2 a\\n3 b\\n' | uniq -f 1
1 a
3 b
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'cdDuiz',
      values: 'fsw',
      busybox: 'cduf:s:w:iDz',
      long: {
        '--count': 'c',
        '--repeated': 'd',
        '--all-repeated[=': 'D',
        '--unique': 'u',
        '--ignore-case': 'i',
        '--skip-fields=': 'f',
        '--skip-chars=': 's',
        '--check-chars=': 'w',
        '--zero-terminated': 'z',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const [from = '-', to, extra] = options.rest;
    if (extra !== undefined) return extraOperand(process, extra);
    const source = openSource(process, from);
    if (!source) return 1;
    const separator = options.has('z') ? '\0' : '\n';
    const made: string[] = [];
    const print = (text: string): void => {
      if (to === undefined || to === '-') process.out(text);
      else made.push(text);
    };
    const lines = linesFrom(source, separator);
    let run: Run = { lines: [], count: 0 };
    let key: string | undefined;
    for (let line = yield* lines.next(); line; line = yield* lines.next()) {
      const own = keyOf(line.text, options);
      if (key !== own) print(shown(run, options, separator));
      if (key !== own) run = { lines: [], count: 0 };
      key = own;
      run.count++;
      // all of them are shown by -D only
      if (run.count === 1 || options.has('D')) run.lines.push(line.text);
    }
    print(shown(run, options, separator));
    return to === undefined || to === '-' ? 0 : write(process, to, made.join(''));
  },
};
export default command;

function write(process: Process, name: string, content: string): number {
  const written = process.files.write(process.path(name), { content });
  const text = written.ok ? '' : errorText(written.errno);
  if (!written.ok) process.complain(isBusybox(process) ? `can't open '${name}': ${text}` : `${name}: ${text}`);
  return written.ok ? 0 : 1;
}

/** The part of a line that is compared. */
function keyOf(line: string, options: Options): string {
  const fields = Number(options.value('f') ?? 0);
  const rest = fields > 0 ? line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${Math.min(fields, 1000)}}`), '') : line;
  const from = Number(options.value('s') ?? 0);
  const cut = rest.slice(from, from + Number(options.value('w') ?? rest.length));
  return options.has('i') ? cut.toLowerCase() : cut;
}

/** Equal lines in a row. */
interface Run {
  readonly lines: string[];
  count: number;
}

function shown({ lines, count }: Run, options: Options, separator: string): string {
  const [first] = lines;
  if (first === undefined) return '';
  if (options.has('D')) return count > 1 ? lines.map((line) => line + separator).join('') : '';
  if ((options.has('d') && count === 1) || (options.has('u') && count > 1)) return '';
  return (options.has('c') ? `${String(count).padStart(7)} ${first}` : first) + separator;
}
