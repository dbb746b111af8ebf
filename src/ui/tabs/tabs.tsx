import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import styles from './tabs.module.css';

export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  /** Shown behind the label where it decides whether to look. */
  readonly count?: string | undefined;
  /** A dot and the word "changed". */
  readonly changed?: boolean;
}

interface TabsProps {
  /** Name of the list, read aloud. */
  label: string;
  tabs: readonly Tab[];
  selected: string;
  onSelect(id: string): void;
  /** Prefix of the ids that connect tabs and panels: `<prefix>-tab-<n>`, `<prefix>-panel`. */
  prefix: string;
  /** File names are set in the monospace face. */
  mono?: boolean;
  end?: ReactNode;
}

/** The tab that a key moves to; undefined when the key means nothing here. */
export function moved(key: string, at: number, length: number): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % length;
  if (key === 'ArrowLeft') return (at - 1 + length) % length;
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  return undefined;
}

/** Scrolls the strip alone: scrollIntoView would move the page, and the page around an embedded exercise. */
function show(strip: HTMLElement, tab: HTMLElement): void {
  const start = tab.offsetLeft - strip.offsetLeft;
  if (start < strip.scrollLeft) strip.scrollLeft = start;
  else if (start + tab.offsetWidth > strip.scrollLeft + strip.clientWidth)
    strip.scrollLeft = start + tab.offsetWidth - strip.clientWidth;
}

/** A list of tabs: arrow keys move and select, Home and End jump. The panel carries `id={`${prefix}-panel`}`. */
export function Tabs({ label, tabs, selected, onSelect, prefix, mono, end }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const at = tabs.findIndex((tab) => tab.id === selected);
  useEffect(() => {
    const strip = list.current;
    const tab = strip?.querySelectorAll<HTMLElement>('[role=tab]')[at];
    if (!strip || !tab) return;
    show(strip, tab);
    if (typeof ResizeObserver === 'undefined') return;
    // a tab can be selected while its pane is hidden, as on a phone
    const observer = new ResizeObserver(() => show(strip, tab));
    observer.observe(strip);
    return () => observer.disconnect();
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event.key, at, tabs.length);
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onSelect(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next ?? 0]?.focus();
  };
  return (
    <div className={classNames(styles.strip, mono && styles.mono)}>
      <div className={styles.list} role="tablist" aria-label={label} ref={list}>
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${prefix}-tab-${index}`}
            aria-selected={tab.id === selected}
            aria-controls={`${prefix}-panel`}
            tabIndex={tab.id === selected ? 0 : -1}
            className={classNames(styles.tab, tab.changed && styles.changed)}
            onClick={() => onSelect(tab.id)}
            onKeyDown={onKeyDown}
          >
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
            {tab.changed && <span className="sr"> (changed)</span>}
          </button>
        ))}
      </div>
      {end && <div className={styles.end}>{end}</div>}
    </div>
  );
}

/** The id of the selected tab, for `aria-labelledby` of the panel. */
export function tabId(prefix: string, tabs: readonly Tab[], selected: string): string {
  return `${prefix}-tab-${tabs.findIndex((tab) => tab.id === selected)}`;
}
