import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { LIMITS, resized, usePaneKeys, within, type PaneSizes } from './use-panes.ts';
import styles from './panes.module.css';

export interface Pane {
  readonly id: string;
  /** Name of the pane on its switch and read aloud. */
  readonly label: string;
  readonly content: ReactNode;
  /** Lies on the working plane. */
  readonly surface?: boolean;
}

interface PanesProps {
  /** Three panes: beside each other; below 1200 px the first lies above the second; below 800 px one at a time. */
  panes: readonly [Pane, Pane, Pane];
  /** The pane that a phone shows. */
  shown: string;
  onShow(id: string): void;
  /** Puts the focus into a pane (F6). */
  onEnter(id: string): void;
  sizes: PaneSizes;
  onResize(sizes: PaneSizes): void;
  /** A line above the switch on a phone. */
  banner?: ReactNode;
}

const SEPARATORS = [
  { which: 'first', label: 'Width of the first pane' },
  { which: 'share', label: 'Height of the first pane' },
  { which: 'last', label: 'Width of the last pane' },
] as const;

/**
 * Three panes with draggable edges, the same elements in every layout, so that nothing inside is rebuilt when the window
 * changes. The layouts are CSS; only sizes are state.
 */
export function Panes({ panes, shown, onShow, onEnter, sizes, onResize, banner }: PanesProps) {
  const root = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<PaneSizes>();
  const current = dragged ?? sizes;
  const [ids] = useState(() => panes.map((pane) => pane.id));
  usePaneKeys(root, ids, (id) => {
    onShow(id);
    onEnter(id);
  });
  const style = {
    ...(current.first && { '--first': `${current.first}px` }),
    ...(current.last && { '--last': `${current.last}px` }),
    ...(current.share && { '--share': `${current.share}fr`, '--rest': `${100 - current.share}fr` }),
  } as React.CSSProperties;
  return (
    <div className={styles.root} data-shown={panes.findIndex((pane) => pane.id === shown)} style={style} ref={root}>
      {panes.map((pane) => (
        <section
          key={pane.id}
          data-pane={pane.id}
          aria-label={pane.label}
          className={classNames(styles.pane, pane.surface && styles.surface)}
        >
          {pane.content}
        </section>
      ))}
      {SEPARATORS.map((separator) => (
        <Separator
          key={separator.which}
          {...separator}
          root={root}
          sizes={current}
          onDrag={setDragged}
          onDone={(done) => {
            setDragged(undefined);
            onResize(done);
          }}
        />
      ))}
      {banner && <div className={styles.banner}>{banner}</div>}
      <div className={styles.switch} role="group" aria-label="Pane">
        {panes.map((pane) => (
          <button key={pane.id} type="button" aria-pressed={pane.id === shown} onClick={() => onShow(pane.id)}>
            {pane.label}
          </button>
        ))}
      </div>
    </div>
  );
}

interface SeparatorProps {
  which: keyof PaneSizes;
  label: string;
  root: React.RefObject<HTMLDivElement | null>;
  sizes: PaneSizes;
  onDrag(sizes: PaneSizes): void;
  onDone(sizes: PaneSizes): void;
}

function Separator({ which, label, root, sizes, onDrag, onDone }: SeparatorProps) {
  const limits = LIMITS[which];
  const value = sizes[which] ?? limits.usual;
  const at = (event: PointerEvent): PaneSizes => {
    const box = root.current?.getBoundingClientRect();
    if (!box) return sizes;
    if (which === 'first') return { ...sizes, first: within(which, event.clientX - box.left) };
    if (which === 'last') return { ...sizes, last: within(which, box.right - event.clientX) };
    return { ...sizes, share: within(which, (100 * (event.clientY - box.top)) / box.height) };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = resized(event.key, which, value);
    if (next === undefined) return;
    event.preventDefault();
    onDone({ ...sizes, [which]: next });
  };
  return (
    // A focusable separator with a value is a widget in ARIA; the rule knows only the static one.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={label}
      aria-orientation={which === 'share' ? 'horizontal' : 'vertical'}
      aria-valuenow={value}
      aria-valuemin={limits.min}
      aria-valuemax={limits.max}
      className={classNames(styles.separator, styles[which])}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onDone({ ...sizes, [which]: limits.usual })}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(at(event));
      }}
      onPointerUp={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onDone(at(event));
      }}
    />
  );
}
