import type { Errno } from '../../files/tree.ts';
import { errorText } from '../../kernel/errno.ts';
import { gather } from '../../kernel/streams/gather.ts';
import { isBusybox } from './flavor.ts';
import type { Process, Reading, Task } from '../../kernel/system.ts';

export interface Operand {
  readonly name: string;
  readonly text: string;
  readonly failed: boolean;
}

/** The operands of a command that reads files: `-`, standard input, when none is named. */
export function operandNames(names: readonly string[]): readonly string[] {
  return names.length > 0 ? names : ['-'];
}

/** The whole text of one file, of standard input for `-`. What cannot be read is complained about. */
export function* openOperand(process: Process, name: string): Task<Operand> {
  const read = yield* readOperand(process, name);
  if (typeof read === 'string') return { name, text: read, failed: false };
  complainOpen(process, name, read.errno);
  return { name, text: '', failed: true };
}

/** Whether a name stands for the standard input of the process. */
export function isStdin(process: Process, name: string): boolean {
  return name === '-' || /^\/(?:dev\/(?:stdin|fd\/0)|proc\/self\/fd\/0)$/.test(process.path(name));
}

/** Text of one file; an error number when it cannot be read. Files of which only the size is known are reported. */
export function* readOperand(process: Process, name: string): Task<string | { errno: Errno }> {
  if (isStdin(process, name)) return yield* process.readAll();
  const opened = process.open(name);
  if (opened) return yield* allOf(process, opened);
  const read = process.files.read(process.path(name));
  if (!read.ok) return { errno: read.errno };
  if (read.value === undefined) process.notSimulated(`content of ${name}`);
  return read.value ?? '';
}

function* allOf(process: Process, opened: Reading): Task<string> {
  const { add, text } = gather({ reader: process, factor: 1 });
  for (let piece = yield* opened.read(); piece !== undefined; piece = yield* opened.read())
    if (!add(piece)) yield { ready: () => false };
  return text();
}

/** `cat: x: No such file or directory`, BusyBox: `cat: can't open 'x': …`. */
export function complainOpen(process: Process, name: string, errno: Errno): void {
  const text = errorText(errno);
  const command = process.name.slice(process.name.lastIndexOf('/') + 1);
  if (!isBusybox(process) && (command === 'head' || command === 'tail') && errno !== 'EISDIR') {
    process.complain(`cannot open '${name}' for reading: ${text}`);
    return;
  }
  if (isBusybox(process) && (command === 'head' || command === 'tail') && errno !== 'EISDIR') {
    process.complain(`${name}: ${text}`);
    return;
  }
  if (errno === 'EISDIR' && isBusybox(process)) process.complain(`read error: ${text}`);
  else process.complain(isBusybox(process) ? `can't open '${name}': ${text}` : `${name}: ${text}`);
}
