import { readsContext, transferMs } from './context-paths.ts';
import { namedSources } from './named-contexts.ts';
import { cacheId, cachesOf } from './overlap.ts';
import type { Session } from './session.ts';
import { timeline, type Task } from './timeline.ts';

/** Key of the transfer of the context among the tasks. */
const CONTEXT = 'context';
const namedKey = (stage: number): string => `context of stage ${stage}`;

/** Gives each step of a session its times. Every vertex is a task, and so is each transfer; steps that are the same vertex share its times. */
export function setTimes(session: Session): void {
  const transfers: Task[] = [
    { key: CONTEXT, ms: transferMs(session), after: [] },
    ...session.evaluation.stages
      .filter(({ reachable, context }) => reachable && context !== undefined)
      .map(({ index }) => ({ key: namedKey(index), ms: transferMs(session, index), after: [] })),
  ];
  const tasks = session.done
    .filter(({ first }) => first)
    .map(({ result, vertex: { key, above, sources, outcome, cached } }) => ({
      key,
      after: [
        ...above,
        ...sources,
        ...(readsContext(result.plan) ? [CONTEXT] : []),
        ...namedSources(session, result.plan).map(namedKey),
      ],
      ms: cached ? 0 : outcome.ms,
      locks: cachesOf(result.plan).flatMap((mount) => (mount.sharing === 'locked' ? [cacheId(mount)] : [])),
      holds: cachesOf(result.plan).flatMap((mount) => (mount.sharing === 'locked' ? [] : [cacheId(mount)])),
    }));
  const times = timeline([...transfers, ...tasks], session.input.cores);
  for (const [index, done] of session.done.entries()) {
    const found = times.get(done.vertex.key);
    if (found) session.done[index] = { ...done, result: { ...done.result, ...found } };
  }
}
