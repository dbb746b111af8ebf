import { clean, mountOf } from '../../files/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOperand } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { muslError } from '../lib/regex/index.ts';
import type { Parsed } from './sed/ast.ts';
import { parseSed } from './sed/parse.ts';
import { runSed, type Host } from './sed/run.ts';
import { linesFrom, sourceOf, type Line, type Lines, type Errno } from '../lib/text-source.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Edits lines: all commands but e, R, W; addresses, ranges, labels; -n -i -E -e -f -s -z.',
  gnu: {
    sed: 'nefilErsuz quiet silent debug expression file follow-symlinks in-place line-length posix regexp-extended separate sandbox unbuffered null-data',
  },
  example: `
$ echo hello | sed 's/l/L/g'
heLLo
$ seq 4 | sed -n '2,3p'
2
3
$ echo a > /tmp/x; sed -i 's/a/b/' /tmp/x; cat /tmp/x
b
$ seq 3 | sed ':a;N;$!ba;s/\\n/,/g'
1,2,3
$ echo 'one two' | sed -E 's/(\\w+) (\\w+)/\\2 \\u\\1/'
two One
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'nrEszu',
      values: 'efl',
      attached: 'i',
      busybox: 'inre:f:Ez',
      long: {
        '--quiet': 'n',
        '--silent': 'n',
        '--in-place[=': 'i',
        '--regexp-extended': 'E',
        '--expression=': 'e',
        '--file=': 'f',
        '--separate': 's',
        '--null-data': 'z',
        '--unbuffered': 'u',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const scripts = [...options.values('e')];
    for (const file of options.values('f')) {
      const text = yield* readOperand(process, file);
      if (typeof text !== 'string') return noScript(process, file, text.errno);
      scripts.push(text.replace(/\n$/, ''));
    }
    const names = scripts.length > 0 ? options.rest : options.rest.slice(1);
    const all = scripts.length > 0 ? scripts : options.rest.slice(0, 1);
    if (all.length === 0) {
      if (isBusybox(process)) return usage(process);
      process.err('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n');
      return 1;
    }
    const extended = options.has('E') || options.has('r');
    const parsed = parseSed(all.join('\n'), { extended, busybox: isBusybox(process) });
    if (parsed.unsupported !== undefined) {
      process.notSimulated(parsed.unsupported);
      return 0;
    }
    if (parsed.error) {
      complain(process, parsed.error, all);
      // GNU: a jump to nowhere is found last, when it is too late for a mere usage error.
      return parsed.error.bare && !isBusybox(process) ? 4 : 1;
    }
    return yield* edit(process, names, { parsed, options });
  },
};
export default command;

function noScript(process: Process, file: string, errno: Errno): number {
  const text = errorText(errno);
  process.complain(isBusybox(process) ? `${file}: ${text}` : `couldn't open file ${file}: ${text}`);
  return isBusybox(process) ? 1 : 4;
}

function complain(process: Process, error: Parsed['error'] & object, scripts: readonly string[]): void {
  if (isBusybox(process)) {
    process.complain(busyboxError(error.text));
    return;
  }
  if (error.bare) {
    process.complain(error.text);
    return;
  }
  let { at } = error;
  let number = 0;
  while (number < scripts.length - 1 && at > (scripts[number]?.length ?? 0)) at -= (scripts[number++]?.length ?? 0) + 1;
  process.complain(`-e expression #${number + 1}, char ${at}: ${error.text}`);
}

function busyboxError(error: string): string {
  const texts: Readonly<Record<string, string>> = {
    "unterminated `s' command": "unmatched '/'",
    "unterminated `y' command": "unmatched '/'",
    'unterminated address regex': "unmatched '/'",
    "unknown option to `s'": 'bad option in substitution expression',
    "unexpected `,'": 'no address after comma',
    'missing filename in r/R/w/W commands': 'empty filename',
  };
  const unknown = /^unknown command: `(.)'/.exec(error)?.[1];
  if (unknown !== undefined) return `unsupported command ${unknown}`;
  const regex = /^(bad regex '.*': )(.*)$/s.exec(error);
  return regex ? `${regex[1] ?? ''}${muslError(regex[2] ?? '')}` : (texts[error] ?? error);
}

interface Work {
  readonly parsed: Parsed;
  readonly options: Options;
}

function* edit(process: Process, names: readonly string[], work: Work): Task {
  const { options, parsed } = work;
  // The files of `w` are made when the script is read, whether a line gets there or not.
  const named = parsed.edits.flatMap((one) => one.file ?? (one.name === 'w' ? [one.text] : []));
  const files = new Map(named.filter((file) => !file.startsWith('/dev/std')).map((file) => [file, ''] as const));
  const state = { status: 0 };
  let exit = 0;
  if (options.has('i')) {
    for (const name of names) exit = Math.max(exit, yield* inPlace(process, name, { ...work, files, state }));
  } else exit = yield* runSed(parsed, host(process, names.length > 0 ? names : ['-'], { ...work, files, state }));
  for (const [file, text] of files) process.files.write(process.path(file), { content: text });
  return exit || state.status;
}

interface Running extends Work {
  /** What `w` wrote, by file. */
  readonly files: Map<string, string>;
  readonly state: { status: number };
  /** Takes the output of `-i`. */
  readonly out?: (text: string) => void;
}

function cannotRead(process: Process, name: string, errno: Errno): number {
  const text = errorText(errno);
  if (isBusybox(process)) process.complain(`${name}: ${text}`);
  else if (errno === 'EISDIR') process.complain(`couldn't edit ${name}: not a regular file`);
  else process.complain(`can't read ${name}: ${text}`);
  return isBusybox(process) ? 1 : errno === 'EISDIR' ? 4 : 2;
}

function host(process: Process, names: readonly string[], running: Running): Host {
  const { options, files, state, out } = running;
  const separator = options.has('z') ? '\0' : '\n';
  const separate = options.has('s');
  const waiting = [...names];
  let current: Lines | undefined;
  let name = '-';
  /** Opens files until one has a line. */
  function* ready(): Task<Lines | undefined> {
    for (;;) {
      if (current && !(yield* current.ended())) return current;
      const next = waiting.shift();
      if (next === undefined) return undefined;
      const source = sourceOf(process, next);
      if (!('errno' in source)) current = linesFrom(source, separator);
      else if (source.errno === 'EISDIR' && !out && !isBusybox(process)) {
        process.complain(`read error on ${next}: Is a directory`);
        state.status = 4;
      } else if (source.errno === 'EISDIR' && isBusybox(process)) state.status = 0;
      else state.status = cannotRead(process, next, source.errno);
      name = next;
    }
  }
  return {
    *next(): Task<(Line & { first?: boolean }) | undefined> {
      const before = current;
      const lines = yield* ready();
      const line = lines && (yield* lines.next());
      return line && separate && lines !== before ? { ...line, first: true } : line;
    },
    *ended() {
      if (separate && current) return yield* current.ended();
      return (yield* ready()) === undefined;
    },
    out: out ?? ((text) => process.out(text)),
    write(file, text) {
      if (file === '/dev/stdout') (out ?? process.out)(text);
      else if (file === '/dev/stderr') process.err(text);
      else files.set(file, (files.get(file) ?? '') + text);
    },
    read(file) {
      const text = process.files.read(process.path(file));
      return text.ok ? (text.value ?? '') : '';
    },
    name: () => name,
    notSimulated: (what) => process.notSimulated(what),
    quiet: options.has('n'),
    busybox: isBusybox(process),
    separator,
  };
}

function* inPlace(process: Process, name: string, running: Running): Task {
  const path = process.path(name);
  const entry = process.files.stat(path);
  if (!entry.ok) return cannotRead(process, name, entry.errno);
  if (entry.value.kind === 'dir') return cannotRead(process, name, 'EISDIR');
  const before = process.files.read(path);
  if (!before.ok) return cannotRead(process, name, before.errno);
  const parts: string[] = [];
  const exit = yield* runSed(
    running.parsed,
    host(process, [name], { ...running, out: (text) => void parts.push(text) }),
  );
  const suffix = running.options.value('i') ?? '';
  const folder = name.replace(/[^/]*$/, '');
  if (suffix !== '') {
    const backup = suffix.includes('*') ? suffix.replaceAll('*', name.slice(folder.length)) : `${name}${suffix}`;
    process.files.put(process.path(backup), entry.value);
  }
  const mount = mountOf(process.system.tree, path);
  if (mount && mount.path === clean(path)) return mountedFile(process, name, folder);
  const written = process.files.write(path, { content: parts.join('') });
  if (written.ok) return exit;
  const text = errorText(written.errno);
  if (isBusybox(process)) {
    process.complain(`can't create temp file '${name}XXXXXX': ${text}`);
    return 1;
  }
  process.complain(`couldn't open temporary file ${folder || './'}sedAAAAAA: ${text}`);
  return 4;
}

/** A file that is a mount of its own cannot be replaced by another one. Probed on Engine 26.1.5; the letters are random there. */
function mountedFile(process: Process, name: string, folder: string): number {
  const text = errorText('EBUSY');
  if (isBusybox(process)) {
    process.complain(`can't move '${name}XXXXXX' to '${name}': ${text}`);
    return 1;
  }
  process.complain(`cannot rename ${folder || './'}sedAAAAAA: ${text}`);
  return 4;
}
