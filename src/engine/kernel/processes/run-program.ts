import { errorText } from '../errno.ts';
import { forever, type Proc } from './proc.ts';
import { isSettled, settle } from '../streams/write.ts';
import type { Machine, Part, Request } from '../machine.ts';
import { newProcess } from './process-handle.ts';
import type { Process, Task } from '../system.ts';

/** Plays a command in a process of its own, to its end. */
export function* perform(machine: Machine, proc: Proc, what: { request: Request; part: Part }): Task {
  const { part, request } = what;
  const process = newProcess(machine, proc, what);
  const outcome = part.command.run(process, request.argv.slice(1));
  const status = typeof outcome === 'number' ? outcome : yield* pumped(machine, proc, outcome);
  if (!isSettled(proc)) yield* settle(machine.kernel, proc);
  if (proc.running && status === 0) yield* forever();
  return complete(proc, process, status);
}

/** Runs a command that is built into a shell, in the process of the shell: at once, unless it has to wait. */
export function performInside(machine: Machine, proc: Proc, what: { request: Request; part: Part }): number | Task {
  const process = newProcess(machine, proc, what);
  const outcome = what.part.command.run(process, what.request.argv.slice(1));
  if (typeof outcome === 'number' && isSettled(proc)) return complete(proc, process, outcome);
  return inside(machine, proc, { process, outcome });
}

function* inside(machine: Machine, proc: Proc, what: { process: Process; outcome: number | Task }): Task {
  const { outcome, process } = what;
  const status = typeof outcome === 'number' ? outcome : yield* pumped(machine, proc, outcome);
  if (!isSettled(proc)) yield* settle(machine.kernel, proc);
  return complete(proc, process, status);
}

/** Passes on what a task waits for, after what it has written so far. */
function* pumped(machine: Machine, proc: Proc, task: Task): Task {
  for (;;) {
    const step = task.next();
    if (!isSettled(proc)) yield* settle(machine.kernel, proc);
    if (step.done === true) return step.value;
    // Nobody takes what it writes: it ends, as programs do.
    if (proc.writeError !== undefined) return 1;
    yield step.value;
  }
}

/** What could not be written is complained about at the end, as buffered output is. */
function complete(proc: Proc, process: Process, status: number): number {
  const { writeError } = proc;
  if (writeError === undefined) return status & 255;
  proc.writeError = undefined;
  const text = errorText(writeError);
  const name = process.name.slice(process.name.lastIndexOf('/') + 1);
  if (process.flavor === 'dash') process.complain(`${name}: I/O error`);
  else process.complain(`write error: ${text}`);
  return name === 'tee' || status === 0 ? 1 : status & 255;
}
