import { digestOf } from '../base/digest.ts';
import { mayWrite } from '../files/index.ts';
import type { Credentials, Errno, Result, WritableTree } from '../files/tree.ts';
import type { Machine } from './machine.ts';

/** What a file descriptor is connected to. Two descriptors of one open file share the object, and so the offset. */
export interface Stream {
  /** Text that can still be read. */
  readonly input?: { readonly text: string; at: number };
  /** Takes text; answers why it cannot. Undefined on a stream that is open for reading only. */
  readonly write?: (text: string) => Errno | undefined;
  /** Writes what is held back into the tree. */
  readonly flush?: () => void;
}

/** A stream that swallows everything and is always at its end (`/dev/null`). */
export const NULL: Stream = { input: { text: '', at: 0 }, write: () => undefined };

/** `/dev/full` */
export const FULL: Stream = { input: { text: '', at: 0 }, write: () => 'ENOSPC' };

/** A stream to read `text` from. */
export function textInput(text: string): Stream {
  return { input: { text, at: 0 } };
}

/** Everything that is left to read; the stream is at its end afterwards. */
export function readRest(stream: Stream | undefined): string {
  const input = stream?.input;
  if (!input) return '';
  const rest = input.at === 0 ? input.text : input.text.slice(input.at);
  input.at = input.text.length;
  return rest;
}

/** A stream that collects what is written (pipes, command substitution). */
export function collector(machine: Machine): { stream: Stream; text: () => string } {
  const parts: string[] = [];
  let length = 0;
  const stream: Stream = {
    write(text) {
      length += text.length;
      if (length > machine.limits.outputBytes) machine.halt('more output than the simulator keeps');
      else parts.push(text);
      return undefined;
    },
  };
  return { stream, text: () => parts.join('') };
}

export interface Opening {
  readonly append: boolean;
  readonly truncate: boolean;
  readonly read: boolean;
  /** `set -C`: an existing file is not overwritten. */
  readonly exclusive: boolean;
}

/**
 * Opens a file for writing. `files` is the tree as the process sees it, so permissions are tested here, once; later
 * writes go to the same file. Text is held back until the stream is flushed: appending stays linear.
 */
export function openFile(
  machine: Machine,
  where: { files: WritableTree; path: string; who: Credentials },
  how: Opening,
): Result<Stream> {
  machine.sync();
  const { files, path } = where;
  const old = files.stat(path);
  if (old.ok && old.value.kind === 'dir') return { ok: false, errno: 'EISDIR' };
  if (how.exclusive && old.ok && old.value.kind === 'file') return { ok: false, errno: 'EEXIST' };
  const opened = old.ok && !how.truncate ? reopen(machine, where) : files.write(path, { content: '' });
  if (!opened.ok) return opened;
  return { ok: true, value: fileStream(machine, path, how) };
}

/** Opening for writing copies the file into the layer, as overlayfs does, even when nothing is written. */
function reopen(machine: Machine, where: { path: string; who: Credentials }): Result<void> {
  const { tree } = machine.system;
  if (!mayWrite(tree, where.path, where.who)) return { ok: false, errno: 'EACCES' };
  const real = tree.resolve(where.path);
  const entry = tree.stat(where.path);
  return real.ok && entry.ok ? tree.put(real.value, entry.value) : { ok: false, errno: 'ENOENT' };
}

function fileStream(machine: Machine, path: string, how: Opening): Stream {
  const { tree } = machine.system;
  const real = tree.resolve(path);
  const target = real.ok ? real.value : path;
  let held: string[] = [];
  let position = 0;
  const flush = (): void => {
    if (held.length === 0) return;
    const text = held.join('');
    held = [];
    const old = tree.read(target);
    if (!old.ok) return;
    if (old.value === undefined) {
      const entry = tree.stat(target);
      const known = entry.ok ? entry.value : { size: 0, digest: '' };
      tree.write(target, { size: known.size + text.length, digest: digestOf(known.digest, text) });
      return;
    }
    const before = how.append ? old.value : old.value.slice(0, position).padEnd(position, '\0');
    const after = how.append ? '' : old.value.slice(position + text.length);
    machine.work(before.length / 2000);
    tree.write(target, { content: before + text + after });
    position = before.length + text.length;
  };
  const stream: Stream = {
    ...(how.read ? { input: { text: contentOf(tree, target), at: 0 } } : {}),
    write(text) {
      held.push(text);
      machine.dirty.add(stream);
      machine.wrote(text.length);
      return undefined;
    },
    flush,
  };
  return stream;
}

function contentOf(tree: WritableTree, path: string): string {
  const read = tree.read(path);
  return read.ok ? (read.value ?? '') : '';
}
