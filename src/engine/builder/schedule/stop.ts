import type { BuildError } from '../result.ts';
import type { Done, Session } from '../session.ts';

export interface Failed {
  readonly id: string;
  readonly error: BuildError;
}

/**
 * Ends the build with a failure: what runs is canceled, what has not begun is not seen. What began with a failure at once runs to its
 * end (measured, golden/solve.jsonl `missing-late`).
 */
export function stopAt(session: Session, first: Done): Failed {
  const { end } = first.result;
  const early = first.vertex.early === true && first.vertex.sources.length === 0;
  const kept = session.done.flatMap((done) => {
    const { result } = done;
    if (done === first || result.end <= end || (early && result.start <= end)) return [done];
    if (result.start >= end) return [];
    const log = result.log.filter((chunk) => result.start + chunk.at < end);
    return [
      {
        ...done,
        result: {
          ...result,
          status: 'canceled' as const,
          layer: undefined,
          log,
          end,
          critical: false,
          ms: end - result.start,
        },
      },
    ];
  });
  session.done.splice(0, session.done.length, ...kept);
  const { result, vertex } = first;
  const { line, endLine } = result.plan;
  const { exit } = vertex.outcome;
  const error = { message: vertex.outcome.error ?? '', stepId: result.id, line, endLine };
  return { id: result.id, error: exit === undefined ? error : { ...error, exit } };
}
