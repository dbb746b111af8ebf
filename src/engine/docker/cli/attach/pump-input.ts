import type { Process, Task } from '../../../kernel/index.ts';

/** Reads a client's standard input while the client does other things too. */
export interface Pump {
  /** There is something to read, or the end. */
  ready(): boolean;
  step(): void;
}

/** Hands what a process reads on to `sink`, a step at a time. */
export function pump(process: Process, sink: { push(text: string): void; end(): void }): Pump {
  function* read(): Task<undefined> {
    for (let text = yield* process.read(); text !== undefined; text = yield* process.read()) sink.push(text);
    sink.end();
    return undefined;
  }
  const task = read();
  let wait = task.next();
  return {
    ready: () => !wait.done && (wait.value.ready?.() ?? true),
    step() {
      wait = task.next();
    },
  };
}
