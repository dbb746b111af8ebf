import type { Process, Task } from '../../docker/plugins.ts';

interface Waiting {
  readonly until?: number;
  readonly ready?: () => boolean;
}

/** Does several things side by side in virtual time; answers what each answers, in order. */
export function* parallel<T>(process: Process, tasks: readonly Task<T>[]): Task<T[]> {
  const answers: T[] = [];
  const running = tasks.map((task, at) => ({ task, at, wait: undefined as Waiting | undefined }));
  const left = new Set(running);
  const ready = (one: (typeof running)[number]): boolean =>
    !one.wait || (one.wait.ready?.() ?? false) || (one.wait.until !== undefined && process.now >= one.wait.until);
  while (left.size > 0) {
    const next = [...left].filter(ready);
    for (const one of next) {
      const step = one.task.next();
      if (step.done) {
        answers[one.at] = step.value;
        left.delete(one);
      } else one.wait = step.value;
    }
    if (next.length > 0) continue;
    const times = [...left].flatMap(({ wait }) => (wait?.until === undefined ? [] : [wait.until]));
    yield {
      ready: () => [...left].some(ready),
      ...(times.length > 0 ? { until: Math.min(...times) } : {}),
    };
  }
  return answers;
}
