import type { ReactNode } from 'react';
import styles from './chain.module.css';

/** One link of a chain of reasoning. */
export interface Link {
  readonly text: ReactNode;
  readonly detail?: ReactNode;
  /** `on`: the next one follows; `stop`: it ends here, in vain; `end`: it ends here as asked. */
  readonly state: 'on' | 'stop' | 'end';
}

const SAID = { on: '', stop: 'Stops here: ', end: 'Ends here: ' } as const;

/** Steps from a question to its answer, as a numbered list with a line between them. The state of a step is its mark's shape, and said. */
export function Chain({ label, links }: { label: string; links: readonly Link[] }) {
  return (
    <ol className={styles.chain} aria-label={label}>
      {links.map(({ text, detail, state }, at) => (
        // steps have no names of their own; they are told anew as a whole
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at} data-state={state}>
          <div className={styles.text}>
            <span className="sr">{SAID[state]}</span>
            {text}
          </div>
          {detail && <div className={styles.detail}>{detail}</div>}
        </li>
      ))}
    </ol>
  );
}
