import type { Errno as FileErrno } from '../../files/tree.ts';
import { errorText } from '../../kernel/errno.ts';
import { gather } from '../../kernel/streams/gather.ts';
import { isStdin } from './operands.ts';
import { isBusybox, shortName } from './flavor.ts';
import { quoteGnu } from './printf/quote.ts';
import type { Process, Task } from '../../kernel/system.ts';

/** Why an operand cannot be read; `EBADF`: standard input is closed. */
export type Errno = FileErrno | 'EBADF';

/** Text that is read piece by piece: standard input as it comes, a file at once. */
export interface Source {
  /** As it was named; `-` for standard input. */
  readonly name: string;
  /** The next piece; undefined at the end. */
  read(): Task<string | undefined>;
  /** Who reads it: what is held of it is memory of that process. */
  readonly reader?: Pick<Process, 'hold' | 'freeMemory'>;
}

/** A line; the last one of a text may lack its line break. */
export interface Line {
  readonly text: string;
  readonly complete: boolean;
}

/** Lines that are read one by one. */
export interface Lines {
  /** The next line; undefined at the end. */
  next(): Task<Line | undefined>;
  /** Is there no line after the last one that was read? */
  ended(): Task<boolean>;
}

/** Opens one operand; the error number when it cannot be read. Files of which only the size is known are reported. */
export function sourceOf(process: Process, name: string): Source | { readonly errno: Errno } {
  if (isStdin(process, name))
    return process.hasInput === false ? { errno: 'EBADF' } : { name, read: () => process.read(), reader: process };
  const opened = process.open(name);
  if (opened) return { name, read: () => opened.read(), reader: process };
  const path = process.path(name);
  const read = process.files.read(path);
  if (!read.ok) return { errno: read.errno };
  if (read.value === undefined) process.notSimulated(`content of ${name}`);
  let text: string | undefined = read.value === '' ? undefined : read.value;
  return {
    name,
    read() {
      const piece = text;
      text = undefined;
      return once(piece);
    },
  };
}

// oxlint-disable-next-line require-yield -- a file never makes its reader wait
function* once(piece: string | undefined): Task<string | undefined> {
  return piece;
}

/** Opens one operand, or complains as the command does and answers undefined. */
export function openSource(process: Process, name: string): Source | undefined {
  const source = sourceOf(process, name);
  if (!('errno' in source)) return source;
  complainRead(process, name, source.errno);
  return undefined;
}

/** Says why an operand cannot be read: `cat: x: No such file or directory`, BusyBox `cat: can't open 'x': …`. */
export function complainRead(process: Process, name: string, errno: Errno): void {
  const text = errorText(errno);
  const command = shortName(process);
  const folder = errno === 'EISDIR' || errno === 'EBADF';
  if (errno === 'EBADF' && !isBusybox(process)) {
    // Once when it is read, once when it is closed at the end.
    process.complain(`${name}: ${text}`);
    process.complain(`closing standard input: ${text}`);
    return;
  }
  if (isBusybox(process)) {
    const opens = /^(?:cat|tail|uniq|(?:sha\d+|md5)sum|awk|xargs)$/.test(command);
    const plain = folder ? `read error: ${text}` : `can't open '${name}': ${text}`;
    const bare = !opens && !(folder && command === 'head');
    process.complain(bare ? `${name}: ${text}` : plain);
  } else if (command === 'head' || command === 'tail')
    process.complain(folder ? `error reading '${name}': ${text}` : `cannot open '${name}' for reading: ${text}`);
  else if (command === 'uniq' && folder) process.complain(`error reading '${name}': ${text}`);
  else process.complain(`${quoteGnu(name)}: ${text}`);
}

/**
 * Everything that a source still has. `factor`: bytes of memory that a command takes for each byte that it reads; 0 where it looks at one
 * block after the other. `line`: what each line takes beside that.
 */
export function* readSource(
  source: Source,
  { factor = 1, line = 0 }: { readonly factor?: number; readonly line?: number } = {},
): Task<string> {
  const { add, text } = gather({ reader: source.reader, factor, line });
  for (let piece = yield* source.read(); piece !== undefined; piece = yield* source.read())
    if (!add(piece)) yield { ready: () => false };
  return text();
}

/** The lines of a source; `separator` ends a line (`\0` for `-z`). A line that does not end is memory of the process. */
export function linesFrom(source: Source, separator = '\n'): Lines {
  let held = '';
  let at = 0;
  let over = false;
  /** Reads until a whole line is there, or all. */
  function* fill(): Task<number> {
    for (;;) {
      const end = held.indexOf(separator, at);
      if (end !== -1 || over) return end;
      held = held.slice(at) + (yield* piecesUpTo());
      at = 0;
    }
  }
  /** Pieces up to one that ends a line, joined at the end: a line may be very long. */
  function* piecesUpTo(): Task<string> {
    const { add, text } = gather({ reader: source.reader, factor: 1, before: held.length - at });
    for (;;) {
      const piece = yield* source.read();
      if (piece === undefined) over = true;
      else if (!add(piece)) yield { ready: () => false };
      if (over || piece?.includes(separator)) return text();
    }
  }
  return {
    *next() {
      const end = yield* fill();
      if (end === -1) {
        const text = held.slice(at);
        at = held.length;
        return text === '' ? undefined : { text, complete: false };
      }
      const text = held.slice(at, end);
      at = end + 1;
      return { text, complete: true };
    },
    *ended() {
      return (yield* fill()) === -1 && at >= held.length;
    },
  };
}
