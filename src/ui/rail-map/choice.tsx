import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import type { Picked } from './rails.ts';
import styles from './rail-map.module.css';

/** How a part of a map is chosen; without `onSelect` it is only drawn. */
export interface ChoiceProps {
  name: string;
  on: boolean;
  /** Tab leads here. */
  entry: boolean;
  onSelect: (() => void) | undefined;
  onFocus(): void;
  /** Where a key leads. */
  onMove(key: string): Picked | undefined;
  /** Its mark in the page. */
  at: string;
}

/** A part of the map as a button, with one stop of Tab for all of them and arrow keys between them. */
export function Choice({
  choice,
  children,
  className,
}: {
  choice: ChoiceProps;
  children: ReactNode;
  className?: string | undefined;
}) {
  const { name, on, entry, onSelect, onFocus, onMove, at } = choice;
  if (!onSelect) return <g className={classNames(className, on && styles.on)}>{children}</g>;
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return onSelect();
    }
    const next = onMove(event.key);
    if (!next) return;
    event.preventDefault();
    const map = event.currentTarget.ownerSVGElement;
    map?.querySelector<SVGGElement>(`[data-at='${CSS.escape(`${next.kind} ${next.id}`)}']`)?.focus();
  };
  return (
    <g
      role="button"
      tabIndex={entry ? 0 : -1}
      aria-pressed={on}
      aria-label={name}
      data-at={at}
      className={classNames(className, styles.choice, on && styles.on)}
      onClick={onSelect}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      {children}
    </g>
  );
}
