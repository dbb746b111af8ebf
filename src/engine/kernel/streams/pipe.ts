import type { Stream } from './stream.ts';
import type { Kernel } from '../kernel.ts';
import type { Proc } from '../processes/proc.ts';

/** Bytes (here: UTF-16 units) that a pipe holds before its writer waits. Source: pipe(7). */
export const CAPACITY = 65_536;

/** What both ends of a pipe share. */
export interface Pipe {
  /** Whether any process still has the end open. */
  readonly hasReaders: () => boolean;
  readonly hasWriters: () => boolean;
  /** How much it takes now. */
  readonly room: () => number;
}

export interface Ends {
  readonly pipe: Pipe;
  readonly reader: Stream;
  readonly writer: Stream;
  /** Takes everything that was written. */
  readonly drain: () => string;
  /** Of a named pipe: remembers that an end was opened. */
  readonly opened?: (end: 'reader' | 'writer') => void;
}

/** The two ends of a new pipe. Nobody counts who has them open: the table of processes says so. */
export function newPipe(kernel: Kernel): Ends {
  let text = '';
  const pipe: Pipe = {
    hasReaders: opener(kernel, () => reader),
    hasWriters: opener(kernel, () => writer),
    room: () => CAPACITY - text.length,
  };
  const reader: Stream = {
    pipe,
    input: {
      peek: () => (text === '' && !pipe.hasWriters() ? undefined : text),
      take(count) {
        text = text.slice(count);
      },
    },
  };
  const writer: Stream = {
    pipe,
    write(more) {
      text += more;
      return undefined;
    },
  };
  const drain = (): string => {
    const all = text;
    text = '';
    return all;
  };
  return { pipe, reader, writer, drain };
}

/**
 * A named pipe: nobody meets its end before the other side was opened once. Real shells wait in open(2); here the first
 * read or write does.
 */
export function newFifo(kernel: Kernel): Ends {
  const ends = newPipe(kernel);
  const seen = { reader: false, writer: false };
  const { pipe: inner } = ends;
  const pipe: Pipe = {
    hasReaders: () => !seen.reader || inner.hasReaders(),
    hasWriters: () => !seen.writer || inner.hasWriters(),
    room: () => (seen.reader ? inner.room() : 0),
  };
  const { input } = ends.reader;
  Object.assign(ends.reader, {
    pipe,
    input: {
      peek(): string | undefined {
        const text = input?.peek();
        return text === undefined && pipe.hasWriters() ? '' : text;
      },
      take: (count: number) => input?.take(count),
    },
  });
  Object.assign(ends.writer, { pipe });
  return { ...ends, pipe, opened: (end) => void (seen[end] = true) };
}

/**
 * A pipe that `owner` reads to its end before it goes on (command substitution): it takes everything, as nobody can see
 * how much is on its way. `wrote` is told how much came; false: it is counted only, and not kept.
 */
export function newCollector(kernel: Kernel, owner: Proc, wrote: (count: number) => boolean | void): Ends {
  const parts: string[] = [];
  const pipe: Pipe = {
    hasReaders: () => owner.state !== 'zombie',
    hasWriters: opener(kernel, () => writer),
    room: () => Number.POSITIVE_INFINITY,
  };
  const writer: Stream = {
    pipe,
    write(text) {
      if (wrote(text.length) !== false) parts.push(text);
      return undefined;
    },
  };
  return { pipe, reader: {}, writer, drain: () => parts.join('') };
}

/** Asks whether a process that has not ended holds a stream; remembered until some descriptor changes. */
function opener(kernel: Kernel, stream: () => Stream): () => boolean {
  let epoch = -1;
  let open = false;
  return () => {
    if (epoch === kernel.epoch) return open;
    epoch = kernel.epoch;
    open = holds(kernel, stream());
    return open;
  };
}

function holds(kernel: Kernel, stream: Stream): boolean {
  for (const proc of kernel.procs.values()) {
    if (proc.state === 'zombie') continue;
    for (const one of proc.fds.values()) if (one === stream) return true;
    for (const fds of proc.aside) for (const one of fds.values()) if (one === stream) return true;
  }
  return false;
}
