import { Icon } from '../../ui/icon/icon.tsx';
import type { Verdict } from './verdict.ts';
import styles from './workbench.module.css';

/** The leading verdict as one line above the pane switch of a phone; touching it opens the outcome. */
export function VerdictBanner({ verdict, count, onOpen }: { verdict: Verdict; count: string; onOpen(): void }) {
  return (
    <button type="button" className={styles.banner} onClick={onOpen}>
      <Icon name={verdict.state} tone={verdict.state} />
      <span>
        {verdict.state === 'pass' && 'Solved: '}
        {verdict.title}
      </span>
      <b>{count}</b>
    </button>
  );
}
