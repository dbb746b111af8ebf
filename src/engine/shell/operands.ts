import type { Errno } from '../files/tree.ts';
import { errorText } from './errno.ts';
import { isBusybox } from './options.ts';
import type { Process } from './system.ts';

export interface Operand {
  readonly name: string;
  readonly text: string;
  readonly failed: boolean;
}

/** The text of each file named, of standard input for `-` and for none. What cannot be read is complained about. */
export function* readOperands(process: Process, names: readonly string[]): Generator<Operand> {
  for (const name of names.length > 0 ? names : ['-']) {
    const read = readOperand(process, name);
    if (typeof read === 'string') yield { name, text: read, failed: false };
    else {
      complainOpen(process, name, read.errno);
      yield { name, text: '', failed: true };
    }
  }
}

/** Text of one file; an error number when it cannot be read. Files of which only the size is known are reported. */
export function readOperand(process: Process, name: string): string | { errno: Errno } {
  if (name === '-') return process.stdin;
  const path = process.path(name);
  const special = /^\/(?:dev\/(?:stdin|fd\/0)|proc\/self\/fd\/0)$/.test(path);
  if (special) return process.stdin;
  const read = process.files.read(path);
  if (!read.ok) return { errno: read.errno };
  if (read.value === undefined) process.notSimulated(`content of ${name}`);
  return read.value ?? '';
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
