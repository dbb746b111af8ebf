import { useMemo } from 'react';
import type { Files } from '../../../engine/grade/check.ts';
import { engine, useLive, type RebuildAnswer, type Subject } from '../../../worker/client.ts';

interface Asked {
  readonly subject: Subject;
  readonly before: Files;
}

function ask(question: Asked) {
  return engine().rebuild(question);
}

/** The incremental build of `subject` after that of `before`; undefined until it is known. A newer question keeps the older answer until its own is there. */
export function useRebuild(subject: Subject, before: Files | undefined): Rebuilt {
  const question = useMemo(() => before && { subject, before }, [subject, before]);
  const { answer, input, status } = useLive(ask, question, 0);
  const fits = input !== undefined && input.before === before;
  return { answer: fits ? answer : undefined, current: fits && status === 'current', failed: status === 'failed' };
}

export interface Rebuilt {
  readonly answer: RebuildAnswer | undefined;
  /** False while the answer belongs to an earlier text. */
  readonly current: boolean;
  readonly failed: boolean;
}
