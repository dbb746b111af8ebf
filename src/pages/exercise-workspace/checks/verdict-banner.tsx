import { Icon } from '../../../ui/icon/icon.tsx';
import type { Verdict } from './verdict.ts';
import styles from '../workspace.module.css';

/** The leading verdict as one line above the pane switch of a phone; touching it opens the outcome. */
export function VerdictBanner({ verdict, count, onOpen }: { verdict: Verdict; count: string; onOpen(): void }) {
  // the playground has no checks: its build is fine or not, never solved
  const prefix = verdict.state === 'pass' && count !== '' ? 'Solved: ' : '';
  return (
    <button type="button" className={styles.banner} onClick={onOpen}>
      <Icon name={verdict.state} tone={verdict.state} />
      <span>
        {prefix}
        {verdict.title.replaceAll('`', '')}
      </span>
      <b>{count}</b>
    </button>
  );
}
