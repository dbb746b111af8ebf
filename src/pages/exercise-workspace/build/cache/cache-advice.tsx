import { useMemo } from 'react';
import type { Files } from '../../../../engine/grade/check.ts';
import { engine, useLive, type Subject } from '../../../../worker/client.ts';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import styles from './cache-advice.module.css';

/** Two builds of which the later one is explained. */
export interface Explained {
  readonly subject: Subject;
  readonly before: Files;
}

interface Asked extends Explained {
  readonly step: string;
}

function ask(question: Asked) {
  return engine().explain(question);
}

/** What would have kept a step in the cache, where an edit is known that does. */
export function Keep({ of: { subject, before }, step }: { of: Explained; step: string }) {
  const question = useMemo(() => ({ subject, before, step }), [subject, before, step]);
  const { answer, status } = useLive(ask, question, 0);
  if (!answer)
    return <p className={styles.keep}>{status === 'failed' ? 'This could not be worked out.' : 'Trying edits…'}</p>;
  if (!answer.keep) return <p className={styles.keep}>No small edit is known that would have kept it in the cache.</p>;
  return (
    <p className={styles.keep}>
      <b>It would have stayed cached:</b> <Words text={answer.keep} />
    </p>
  );
}
