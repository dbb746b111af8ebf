import { newFifo } from './pipe.ts';
import type { Proc } from '../processes/proc.ts';
import type { Machine } from '../machine.ts';
import { FULL, nextText, NULL, random, ZERO, type Stream } from './stream.ts';
import type { Reading } from '../system.ts';

/** Devices that stand for a descriptor of the process, reached directly or through links (`access.log -> /dev/stdout`). */
export function deviceOf(
  machine: Machine,
  fds: ReadonlyMap<number, Stream>,
  path: string,
): Stream | 'none' | undefined {
  if (!path.includes('/dev/') && !path.includes('/proc/') && !machine.system.tree.stat(path, { follow: false }).ok)
    return undefined;
  const real = machine.system.tree.resolve(path);
  const name = real.ok ? real.value : path;
  const number = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2 }[name];
  // The descriptors of another process: `> /proc/1/fd/1` reaches the log of the container.
  const [, pid, other] = /^\/proc\/(\d+)\/fd\/(\d+)$/.exec(path) ?? [];
  if (pid !== undefined) return machine.kernel.procs.get(Number(pid))?.fds.get(Number(other)) ?? 'none';
  const fd = number ?? descriptor(name);
  if (fd !== undefined) return fds.get(fd) ?? 'none';
  switch (name) {
    case '/dev/null':
      return NULL;
    case '/dev/zero':
      return ZERO;
    case '/dev/urandom':
    case '/dev/random':
      return random();
    case '/dev/full':
      return FULL;
    default:
      return undefined;
  }
}

function descriptor(name: string): number | undefined {
  const digits = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The end of a named pipe; undefined when `path` is none. */
export function fifoAt(machine: Machine, path: string, end: 'reader' | 'writer'): Stream | undefined {
  const entry = machine.system.tree.stat(path);
  if (!entry.ok || entry.value.kind !== 'fifo') return undefined;
  const real = machine.system.tree.resolve(path);
  const name = real.ok ? real.value : path;
  const ends = machine.fifos.get(name) ?? newFifo(machine.kernel);
  machine.fifos.set(name, ends);
  ends.opened?.(end);
  return ends[end];
}

/** Opens what is no plain file for reading: devices and named pipes. Undefined: it is a file like any other. */
export function openDevice(machine: Machine, proc: Proc, path: string): Reading | undefined {
  const fifo = fifoAt(machine, path, 'reader');
  if (fifo) {
    let number = 100;
    while (proc.fds.has(number)) number++;
    proc.fds = new Map(proc.fds).set(number, fifo);
    machine.kernel.epoch++;
    return { read: () => nextText(machine, fifo) };
  }
  const stream = deviceOf(machine, proc.fds, path);
  if (stream === undefined || stream === 'none') return undefined;
  const { size } = stream;
  return { read: () => nextText(machine, stream), ...(size === undefined ? {} : { size }) };
}
