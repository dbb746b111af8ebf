import { digestOf } from '../../base/digest.ts';
import { mayWrite } from '../../files/index.ts';
import type { Credentials, Errno, Result, WritableTree } from '../../files/tree.ts';
import type { Pipe } from './pipe.ts';
import { forever, type Proc } from '../processes/proc.ts';
import type { Machine } from '../machine.ts';
import { holder, room } from '../memory/memory.ts';
import type { Task } from '../system.ts';
import type { Terminal } from './terminal.ts';

/** Where text can be read from. */
export interface Input {
  /** What can be read now: empty when it has to be waited for, undefined at the end. */
  peek(): string | undefined;
  take(count: number): void;
}

/** What a file descriptor is connected to. Two descriptors of one open file share the object, and so the offset. */
export interface Stream {
  readonly input?: Input;
  /** Takes text; answers why it cannot. Undefined on a stream that is open for reading only. */
  readonly write?: (text: string) => Errno | 'EFBIG' | undefined;
  /**
   * Writes what is held back into the tree. `lazily`: nobody of this machine looks; answers false where it is put off, because the
   * file is large and has grown little.
   */
  readonly flush?: (lazily?: boolean) => boolean;
  /** Bytes of a file that is open for reading and of which only their number is known. */
  readonly size?: number;
  /** Bytes that it takes in a virtual ms; undefined: any number at once. */
  readonly rate?: number;
  /** Set on both ends of a pipe. */
  readonly pipe?: Pipe;
  /** Set when a keyboard stands behind it. */
  readonly terminal?: Terminal;
}

const EMPTY: Input = { peek: () => undefined, take: () => undefined };

/** A stream that swallows everything and is always at its end (`/dev/null`). */
export const NULL: Stream = { input: EMPTY, write: () => undefined };

const BLOCK = '\0'.repeat(4096);
const ZEROS: Input = { peek: () => BLOCK, take: () => undefined };

/** `/dev/full` */
export const FULL: Stream = { input: ZEROS, write: () => 'ENOSPC' };

/** `/dev/zero` */
export const ZERO: Stream = { input: ZEROS, write: () => undefined };

/** `/dev/urandom`: without end and, as everything here, the same each time; it repeats itself after 64 kB. */
export function random(): Stream {
  let at = 0;
  return {
    input: {
      peek: () => noise().slice(at, at + 4096),
      take(count) {
        at = (at + count) % 65_536;
      },
    },
    write: () => undefined,
  };
}

let made: string | undefined;

function noise(): string {
  if (made !== undefined) return made;
  const codes: number[] = [];
  for (let seed = 1; codes.length < 65_536; codes.push(seed >>> 24))
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  made = '';
  for (let from = 0; from < codes.length; from += 8192) made += String.fromCharCode(...codes.slice(from, from + 8192));
  return made;
}

/** A stream to read `text` from. */
export function textInput(text: string): Stream {
  let at = 0;
  return {
    input: {
      peek: () => (at < text.length ? (at === 0 ? text : text.slice(at)) : undefined),
      take(count) {
        at += count;
      },
    },
  };
}

/** A file of which only the size is known: whoever reads it is told so by `report`. */
export function sizeInput(size: number, report: () => void): Stream {
  const peek = (): undefined => {
    report();
  };
  return { input: { peek, take: () => undefined }, size };
}

/** Lines and bytes that a step of work goes through: about 15 ns a line, as `uniq` takes for short ones. */
const LINES = 32;
const BYTES = 8192;

/** How many line breaks a text has. */
export function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The next text of a stream, whatever is there; undefined at its end. Streams without end meet the limits here. */
export function* nextText(machine: Machine, stream: Stream | undefined): Task<string | undefined> {
  const input = stream?.input;
  for (;;) {
    machine.work(1);
    if (machine.tired) yield {};
    const text = input?.peek();
    if (machine.halted) yield* forever();
    if (!input || text === undefined) return undefined;
    if (text !== '') {
      input.take(text.length);
      machine.work(linesIn(text) / LINES + text.length / BYTES);
      return text;
    }
    yield { ready: () => input.peek() !== '' };
  }
}

/** Everything up to the end of a stream; where it is said who holds that, it counts as its memory. */
export function* readRest(machine: Machine, stream: Stream | undefined, owner?: Proc): Task<string> {
  const parts: string[] = [];
  let length = 0;
  const held = owner && holder(machine, owner, 2 * machine.limits.outputBytes);
  for (;;) {
    const text = yield* nextText(machine, stream);
    if (text === undefined) break;
    if (held) {
      if (held.takes(text.length)) parts.push(text);
      else yield* room(machine, owner);
      if (held.lost) break;
      continue;
    }
    parts.push(text);
    length += text.length;
    machine.wrote(text.length);
    if (length > 2 * machine.limits.outputBytes) machine.halt('more input than the simulator keeps');
  }
  held?.done();
  return parts.join('');
}

export interface Opening {
  readonly append: boolean;
  readonly truncate: boolean;
  readonly read: boolean;
  /** `set -C`: an existing file is not overwritten. */
  readonly exclusive: boolean;
  /** Bytes that the file may have (`ulimit -f`). */
  readonly largest?: number | undefined;
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

/** Characters of a file up to which every change is seen at once by other machines; a longer one grows by half first. */
const SMALL = 200_000;

/** Characters of a file whose text is kept; of a longer one only its size is known, as of files of images. */
const KEPT = 8_000_000;

/** Adds to a file of which only the size is known. */
function grow(tree: WritableTree, path: string, text: string): void {
  const entry = tree.stat(path);
  const known = entry.ok ? entry.value : { size: 0, digest: '' };
  const digest = digestOf(known.digest, text.slice(0, SMALL), String(text.length));
  tree.write(path, { size: known.size + text.length, digest });
}

function fileStream(machine: Machine, path: string, how: Opening): Stream {
  const { tree } = machine.system;
  const real = tree.resolve(path);
  const target = real.ok ? real.value : path;
  let held: string[] = [];
  let position = 0;
  const limited = tree.room(target) !== undefined;
  let waiting = 0;
  let sizeOnly = false;
  const flush = (lazily = false): boolean => {
    if (held.length === 0) return true;
    const old = tree.read(target);
    const length = old.ok ? (old.value?.length ?? 0) : 0;
    if (lazily && length > SMALL && waiting < length / 2) return false;
    const text = held.join('');
    held = [];
    waiting = 0;
    if (!old.ok) return true;
    if (old.value === undefined || length + text.length > KEPT) {
      grow(tree, target, text);
      sizeOnly = true;
      return true;
    }
    const before = how.append || position === length ? old.value : old.value.slice(0, position).padEnd(position, '\0');
    const after = how.append || position >= length ? '' : old.value.slice(position + text.length);
    machine.work(before.length / 500);
    tree.write(target, { content: before + text + after });
    position = before.length + text.length;
    return true;
  };
  /** A file that may not have so many bytes gets what fits. */
  const isTooLong = (text: string, largest: number): boolean => {
    flush();
    const stat = tree.stat(target);
    const left = largest - (how.append && stat.ok ? stat.value.size : position);
    if (text.length <= left) return false;
    held.push(text.slice(0, Math.max(0, left)));
    flush();
    return true;
  };
  const stream: Stream = {
    ...(how.read ? { input: textInput(contentOf(tree, target)).input ?? EMPTY } : {}),
    write(text) {
      if (how.largest !== undefined && isTooLong(text, how.largest)) return 'EFBIG';
      // who writes to a small file system is told at once when it is full, what is held back included
      const space = limited ? (tree.room(target) ?? Number.POSITIVE_INFINITY) - waiting : Number.POSITIVE_INFINITY;
      const taken = text.length > space ? text.slice(0, Math.max(0, space)) : text;
      held.push(taken);
      waiting += taken.length;
      machine.dirty.add(stream);
      // a page of memory takes a disk as long as a step of work: who only writes lets time go on
      machine.work(text.length / 4096);
      if (!sizeOnly || !machine.limits.largeFiles) machine.wrote(text.length);
      if (waiting > KEPT) flush();
      if (taken === text) return undefined;
      flush();
      return 'ENOSPC';
    },
    flush,
  };
  return stream;
}

function contentOf(tree: WritableTree, path: string): string {
  const read = tree.read(path);
  return read.ok ? (read.value ?? '') : '';
}
