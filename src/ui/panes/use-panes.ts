import { useEffect, useRef, type RefObject } from 'react';

/** Sizes the reader chose: widths of the first and last pane in px, share of the first pane when panes are stacked. */
export interface PaneSizes {
  readonly first?: number;
  readonly last?: number;
  readonly share?: number;
}

export const LIMITS = {
  first: { min: 240, max: 640, usual: 336 },
  last: { min: 320, max: 900, usual: 456 },
  share: { min: 15, max: 80, usual: 40 },
} as const;

/** A size within its limits. */
export function within(key: keyof PaneSizes, value: number): number {
  return Math.round(Math.min(LIMITS[key].max, Math.max(LIMITS[key].min, value)));
}

/** What a key on a separator makes of a size; undefined when the key means nothing here. */
export function resized(key: string, which: keyof PaneSizes, value: number): number | undefined {
  const step = which === 'share' ? 5 : 16;
  const grow = which === 'last' ? ['ArrowLeft', 'ArrowUp'] : ['ArrowRight', 'ArrowDown'];
  const shrink = which === 'last' ? ['ArrowRight', 'ArrowDown'] : ['ArrowLeft', 'ArrowUp'];
  if (grow.includes(key)) return within(which, value + step);
  if (shrink.includes(key)) return within(which, value - step);
  if (key === 'Home') return LIMITS[which].min;
  if (key === 'End') return LIMITS[which].max;
  return undefined;
}

/** F6 moves to the next pane, Shift+F6 to the one before; `go` shows a pane and puts the focus into it. */
export function usePaneKeys(
  root: RefObject<HTMLElement | null>,
  ids: readonly string[],
  go: (id: string) => void,
): void {
  const latest = useRef(go);
  useEffect(() => {
    latest.current = go;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const inside = root.current?.querySelector('[data-pane]:focus-within')?.getAttribute('data-pane');
      const at = inside ? ids.indexOf(inside) : -1;
      const next = event.shiftKey ? (at <= 0 ? ids.length : at) - 1 : (at + 1) % ids.length;
      const id = ids[next];
      if (id) latest.current(id);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [root, ids]);
}
