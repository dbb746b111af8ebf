import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox } from '../lib/flavor.ts';
import { readSource, sourceOf } from '../lib/text-source.ts';
import { sizeOf } from '../lib/line-counts.ts';
import { linesOf } from '../lib/line-input.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Cuts a file into pieces: -l, -b, -a, -d, --additional-suffix.',
  example: `
$ cd /tmp; seq 5 | split -l 2; ls; cat xac
xaa
xab
xac
5
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'dxeu',
      values: 'lbaCnt',
      busybox: 'b:l:a:',
      long: {
        '--lines=': 'l',
        '--bytes=': 'b',
        '--suffix-length=': 'a',
        '--numeric-suffixes[=': 'd',
        '--additional-suffix=': 'more',
      },
    });
    if (options.refused !== undefined) return options.refused;
    for (const letter of 'Cnxt') if (options.has(letter)) process.notSimulated(`flag -${letter} of split`);
    const [name = '-', prefix = 'x'] = options.rest;
    const source = sourceOf(process, name);
    if ('errno' in source) {
      const text = errorText(source.errno);
      process.complain(isBusybox(process) ? `${name}: ${text}` : `cannot open '${name}' for reading: ${text}`);
      return 1;
    }
    const text = yield* readSource(source, { factor: 0 });
    const bytes = options.value('b');
    const size = bytes === undefined ? Number(options.value('l') ?? 1000) : sizeOf(bytes);
    if (!(size > 0)) {
      process.complain(
        `invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: '${bytes ?? options.value('l') ?? ''}'`,
      );
      return 1;
    }
    const pieces = bytes === undefined ? byLines(text, size) : byBytes(text, size);
    const width = Number(options.value('a') ?? 2);
    const good = pieces.map((piece, at) =>
      write(process, `${prefix}${suffix(at, width, options.has('d'))}${options.value('more') ?? ''}`, piece),
    );
    return good.every(Boolean) ? 0 : 1;
  },
};
export default command;

function byLines(text: string, size: number): string[] {
  const lines = linesOf(text);
  const made: string[] = [];
  for (let at = 0; at < lines.length; at += size)
    made.push(
      lines
        .slice(at, at + size)
        .map((line) => `${line}\n`)
        .join(''),
    );
  if (!text.endsWith('\n') && made.length > 0) made.push((made.pop() ?? '').slice(0, -1));
  return made;
}

function byBytes(text: string, size: number): string[] {
  const made: string[] = [];
  for (let at = 0; at < text.length; at += size) made.push(text.slice(at, at + size));
  return made;
}

/** `aa`, `ab`, … or `00`, `01`, …. */
function suffix(at: number, width: number, numeric: boolean): string {
  if (numeric) return String(at).padStart(width, '0');
  let made = '';
  for (let rest = at, left = width; left > 0; left--, rest = Math.floor(rest / 26))
    made = String.fromCharCode(97 + (rest % 26)) + made;
  return made;
}

function write(process: Process, name: string, content: string): boolean {
  const written = process.files.write(process.path(name), { content });
  if (!written.ok) process.complain(`${name}: ${errorText(written.errno)}`);
  return written.ok;
}
