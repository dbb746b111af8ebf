import { errorText } from '../errno.ts';
import { readOperand } from '../operands.ts';
import { readOptions, type Options } from '../options.ts';
import { parseSed } from '../sed/parse.ts';
import { runSed } from '../sed/run.ts';
import { linesOf } from './sort.ts';
import type { Command, Process, Task } from '../system.ts';

const command: Command = {
  summary:
    'Edits lines: s y d p q a i c n = and { }, addresses and ranges; -n -i -E -e -f -s. Labels, N and files are left out.',
  example: `
$ echo hello | sed 's/l/L/g'
heLLo
$ seq 4 | sed -n '2,3p'
2
3
$ echo a > /tmp/x; sed -i 's/a/b/' /tmp/x; cat /tmp/x
b
`,
  *run(process, args) {
    const given = args.map((arg) => (/^-i./.test(arg) ? '-i' : arg));
    const options = readOptions(process, given, {
      flags: 'nirEszu',
      values: 'ef',
      long: {
        '--quiet': 'n',
        '--in-place': 'i',
        '--regexp-extended': 'E',
        '--expression=': 'e',
        '--file=': 'f',
        '--in-place=': 'i',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const scripts = [...options.values('e')];
    for (const file of options.values('f')) scripts.push(yield* textOf(process, file));
    const script = scripts.length > 0 ? scripts.join('\n') : options.rest[0];
    const names = scripts.length > 0 ? options.rest : options.rest.slice(1);
    if (script === undefined) {
      process.err('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n');
      return 1;
    }
    const parsed = parseSed(script, options.has('E') || options.has('r'));
    if (parsed.unsupported !== undefined) {
      process.notSimulated(parsed.unsupported);
      return 0;
    }
    if (parsed.error !== undefined) {
      process.complain(process.flavor === 'busybox' ? busyboxError(parsed.error) : `-e expression #1, ${parsed.error}`);
      return 1;
    }
    return yield* edit(process, names, { parsed, options });
  },
};
export default command;

function busyboxError(error: string): string {
  return error
    .replace(/^char \d+: /, '')
    .replace("unterminated `s' command", "unmatched '/'")
    .replace(/unknown command: .*/, 'unsupported command');
}

function* textOf(process: Process, file: string): Task<string> {
  const text = yield* readOperand(process, file);
  return typeof text === 'string' ? text.replace(/\n$/, '') : '';
}

interface Work {
  readonly parsed: ReturnType<typeof parseSed>;
  readonly options: Options;
}

function* edit(process: Process, names: readonly string[], work: Work): Task {
  const { parsed, options } = work;
  const inPlace = options.has('i');
  let status = 0;
  let all = '';
  let complete = true;
  for (const name of names.length > 0 ? names : ['-']) {
    const text = yield* readOperand(process, name);
    if (typeof text !== 'string') {
      process.complain(errorOf(process, name, text.errno));
      status = process.flavor === 'busybox' ? 1 : inPlace && text.errno !== 'ENOENT' ? 4 : 2;
    } else if (inPlace) {
      const result = runSed(parsed.edits, linesOf(text), options.has('n'));
      const written = process.files.write(process.path(name), {
        content: text === '' || text.endsWith('\n') ? result.text : result.text.replace(/\n$/, ''),
      });
      if (written.ok) continue;
      process.complain(
        process.flavor === 'busybox'
          ? `${name}: ${errorText(written.errno)}`
          : `couldn't open temporary file ${name.replace(/[^/]*$/, '') || './'}sedAAAAAA: ${errorText(written.errno)}`,
      );
      status = 4;
    } else {
      all += all === '' || all.endsWith('\n') ? text : `\n${text}`;
      complete = text === '' || text.endsWith('\n');
    }
  }
  if (inPlace) return status;
  const result = runSed(parsed.edits, linesOf(all), options.has('n'));
  process.out(complete ? result.text : result.text.replace(/\n$/, ''));
  return status || result.exit;
}

function errorOf(process: Process, name: string, errno: Parameters<typeof errorText>[0]): string {
  if (process.flavor === 'busybox') return `${name}: ${errorText(errno)}`;
  return errno === 'EISDIR' ? `couldn't edit ${name}: not a regular file` : `can't read ${name}: ${errorText(errno)}`;
}
