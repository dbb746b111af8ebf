import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Icon } from '../icon/icon.tsx';
import styles from './headline.module.css';

export type LeadState = 'fail' | 'pass' | 'error' | 'unsim';

interface LeadProps {
  state: LeadState;
  /** Two or three words above the title: "Fix first", "Solved". */
  kind: string;
  title: ReactNode;
  children?: ReactNode;
  /** Level of the title. */
  level?: 2 | 3;
  /** It has become so just now: the mark is drawn once. */
  fresh?: boolean;
}

/** The one thing that leads a pane: a rule at the left whose stroke tells the state, a title in plain words, then why. */
export function Lead({ state, kind, title, children, level = 2, fresh = false }: LeadProps) {
  const Title = level === 2 ? 'h2' : 'h3';
  return (
    <div className={classNames(styles.lead, styles[state], fresh && styles.fresh)}>
      <p className={styles.kind}>
        <Icon name={state} tone={state} />
        {kind}
      </p>
      <Title className={styles.title}>{title}</Title>
      {children}
    </div>
  );
}

/** Try – Why – Where: terms and their answers, in the order given; empty answers are left out. */
export function Answers({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  const given = of.filter(([, answer]) => answer !== undefined && answer !== null && answer !== '');
  if (given.length === 0) return null;
  return (
    <dl className={styles.answers}>
      {given.map(([term, answer]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{answer}</dd>
        </div>
      ))}
    </dl>
  );
}
