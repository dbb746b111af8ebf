import type { ReactNode } from 'react';
import { Answers, Lead } from '../../../../ui/headline/headline.tsx';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import styles from './explain.module.css';

interface VerdictProps {
  /** `plain`: neither good nor bad. */
  tone: 'yes' | 'no' | 'plain';
  /** A word or two: "Reachable", "Not reachable". */
  kind: string;
  /** Words between backticks are code, here and below. */
  title: string;
  advice?: string | undefined;
  why?: string | undefined;
  children?: ReactNode;
}

/** The answer of an explainer in a sentence, what to do, and why. */
export function Verdict({ tone, kind, title, advice, why, children }: VerdictProps) {
  const answers = (
    <>
      <Answers
        of={[
          ['Try', advice && <Words key="try" text={advice} />],
          ['Why', why && <Words key="why" text={why} />],
        ]}
      />
      {children}
    </>
  );
  if (tone === 'plain')
    return (
      <div className={styles.plain}>
        <h3>
          <Words text={title} />
        </h3>
        {answers}
      </div>
    );
  return (
    <Lead state={tone === 'yes' ? 'pass' : 'fail'} kind={kind} title={<Words text={title} />} level={3}>
      {answers}
    </Lead>
  );
}
