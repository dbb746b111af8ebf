import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Icon, type IconName } from '../icon/icon.tsx';
import { Words } from '../inline-code/text-with-code.tsx';
import styles from './check-list.module.css';

export interface CheckRow {
  readonly id: string;
  readonly title: ReactNode;
  /** `wait`: not judged yet. */
  readonly state: 'pass' | 'fail' | 'error' | 'unsim' | 'wait';
  /** The state in words. */
  readonly word: string;
  readonly why?: ReactNode;
}

/** Rows with a mark, what was checked, the verdict in words and its evidence. */
export function CheckList({ rows }: { rows: readonly CheckRow[] }) {
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Mark state={row.state} />
          <span>{wordsOf(row.title)}</span>
          <span className={classNames(styles.verdict, styles[row.state])}>{row.word}</span>
          {row.why && <span className={styles.why}>{wordsOf(row.why)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Text with `code` between backticks; anything else as it is. */
function wordsOf(node: ReactNode): ReactNode {
  return typeof node === 'string' ? <Words text={node} /> : node;
}

function Mark({ state }: { state: CheckRow['state'] }) {
  const name: IconName = state;
  return (
    <span className={styles.mark}>{state === 'wait' ? <Icon name="wait" /> : <Icon name={name} tone={state} />}</span>
  );
}

/** The same marks before goals, without verdicts beside them; the state is read aloud. */
export function GoalList({ rows }: { rows: readonly Pick<CheckRow, 'id' | 'title' | 'state' | 'word'>[] }) {
  return (
    <ul className={styles.goals}>
      {rows.map((row) => (
        <li key={row.id}>
          <Mark state={row.state} />
          <span>
            {wordsOf(row.title)}
            {row.state !== 'wait' && <span className="sr"> ({row.word})</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
