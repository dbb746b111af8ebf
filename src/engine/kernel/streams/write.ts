import type { Stream } from './stream.ts';
import type { Task } from '../system.ts';
import type { Kernel } from '../kernel.ts';
import { forever, type Proc } from '../processes/proc.ts';
import { PIPE, XFSZ } from '../processes/deliver-signal.ts';

/** Writes to a descriptor of a process. What a full pipe does not take is held until `drain`. */
export function put(proc: Proc, stream: Stream | undefined, text: string): void {
  if (text === '') return;
  if (!stream?.write) {
    proc.writeError ??= 'EBADF';
    return;
  }
  const { pipe } = stream;
  if (!pipe) {
    const errno = stream.write(text);
    if (stream.rate !== undefined) pace(proc, text.length, stream.rate);
    if (errno === 'EFBIG') proc.oversize = true;
    else if (errno !== undefined) proc.writeError ??= errno;
    return;
  }
  if (proc.held.length === 0 && pipe.room() >= text.length && pipe.hasReaders()) stream.write(text);
  else {
    const last = proc.held.at(-1);
    if (last?.stream === stream) last.text += text;
    else proc.held.push({ stream, text });
  }
}

/** Characters that are printed at one moment: what programs usually print takes no time, and its order in the log is that of its lines. */
const AT_ONCE = 65_536;

/** Printing takes time where it is much. */
function pace(proc: Proc, length: number, rate: number): void {
  proc.printed += length;
  if (proc.printed < AT_ONCE) return;
  proc.owed += proc.printed / rate;
  proc.printed = 0;
}

/** Writes a message: that it cannot be written is no failure. */
export function putError(proc: Proc, stream: Stream | undefined, text: string): void {
  const before = proc.writeError;
  put(proc, stream, text);
  proc.writeError = before;
}

/** Whether nothing has to be waited for before the process may go on. */
export function isSettled(proc: Proc): boolean {
  return proc.held.length === 0 && proc.owed === 0 && !proc.oversize;
}

/** Waits until pipes have taken what is held (SIGPIPE when nobody reads any more), and for time that work took. */
export function* settle(kernel: Kernel, proc: Proc): Task<void> {
  if (proc.oversize) {
    proc.oversize = false;
    kernel.deliver(proc, XFSZ, 'kernel');
    if (proc.state === 'zombie') yield* forever();
  }
  while (proc.held.length > 0) {
    const [first] = proc.held;
    const pipe = first?.stream.pipe;
    if (!first || !pipe) break;
    if (!pipe.hasReaders()) {
      proc.held.length = 0;
      kernel.deliver(proc, PIPE, 'kernel');
      if (proc.state === 'zombie') yield* forever();
      proc.writeError ??= 'EPIPE';
      break;
    }
    const room = pipe.room();
    if (room > 0) {
      first.stream.write?.(first.text.slice(0, room));
      first.text = first.text.slice(room);
      if (first.text === '') proc.held.shift();
    } else yield { ready: () => pipe.room() > 0 || !pipe.hasReaders() };
  }
  while (proc.owed > 0) {
    const end = kernel.now + proc.owed;
    proc.owed = 0;
    while (kernel.now < end) yield { until: end };
  }
}
