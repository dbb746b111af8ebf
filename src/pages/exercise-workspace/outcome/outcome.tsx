import { Suspense, useId, type ReactNode } from 'react';
import { Scroll } from '../../../ui/scroll/scroll.tsx';
import { Tabs, tabId, type Tab } from '../../../ui/tabs/tabs.tsx';
import styles from './outcome.module.css';

export interface OutcomeTab extends Tab {
  readonly content: ReactNode;
}

interface OutcomeProps {
  tabs: readonly OutcomeTab[];
  selected: string;
  onSelect(id: string): void;
}

/** The tabs of the outcome pane and the content of the selected one. */
export function Outcome({ tabs, selected, onSelect }: OutcomeProps) {
  const prefix = useId();
  const tab = tabs.find((other) => other.id === selected) ?? tabs[0];
  if (!tab) return null;
  return (
    <>
      <Tabs label="Outcome" tabs={tabs} selected={tab.id} onSelect={onSelect} prefix={prefix} />
      <Scroll
        key={tab.id}
        className={styles.scroll}
        role="tabpanel"
        id={`${prefix}-panel`}
        aria-labelledby={tabId(prefix, tabs, tab.id)}
        data-entry
      >
        <Suspense fallback={<p className="q">Loading…</p>}>{tab.content}</Suspense>
      </Scroll>
    </>
  );
}
