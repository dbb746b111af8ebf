import type { ReactNode } from 'react';
import styles from './notice.module.css';

/** A line across a pane or page about something that is not as usual; it stays until the cause is gone. */
export function Notice({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className={styles.notice} role="status">
      <p>{children}</p>
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}
