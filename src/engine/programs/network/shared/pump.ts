import type { Endpoint } from '../../../kernel/network/network.ts';
import type { Process, Task, Wait } from '../../../kernel/system.ts';

/** Whether a task that waits could go on at virtual ms `now`. */
function ready(wait: Wait, now: number): boolean {
  if (wait.until !== undefined && wait.until <= now) return true;
  return wait.ready ? wait.ready() : wait.until === undefined;
}

/**
 * Carries standard input to a connection and what arrives to standard output, until the other side has finished. The end of
 * standard input is passed on; `until`: virtual ms after which a silent connection is given up.
 */
export function* pump(process: Process, end: Endpoint, idle?: number): Task<'finished' | 'idle'> {
  let input: Task<string | undefined> | undefined = process.read();
  let wait: Wait | undefined;
  let last = process.now;
  for (;;) {
    while (input && (!wait || ready(wait, process.now))) {
      const step: IteratorResult<Wait, string | undefined> = input.next();
      wait = undefined;
      if (!step.done) wait = step.value;
      else if (step.value === undefined) {
        end.finish();
        input = undefined;
      } else {
        end.send(step.value);
        last = process.now;
        input = process.read();
      }
    }
    const text = end.take();
    if (text !== '') {
      process.out(text);
      last = process.now;
    }
    if (end.finished) return 'finished';
    const until = idle === undefined ? undefined : last + idle;
    if (until !== undefined && process.now >= until) return 'idle';
    const waiting = wait;
    yield {
      ready: () => end.ready || (waiting !== undefined && ready(waiting, process.now)),
      ...(until === undefined ? {} : { until }),
    };
  }
}
