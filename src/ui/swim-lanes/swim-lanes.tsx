import { memo } from 'react';
import { classNames } from '../class-names.ts';
import { axisFor } from '../timeline/axis.ts';
import { labelled } from './labels.ts';
import styles from './swim-lanes.module.css';

/** What a bar stands for, drawn by its stroke: it runs (solid), is awaited (dashed), has ended and is still there (dotted), or is frozen (hatched). */
export type BarKind = 'runs' | 'waits' | 'zombie' | 'frozen';
/** What became of something that arrived: taken (a dot), lost (a struck ring), or the end (a cross). */
export type MarkKind = 'caught' | 'lost' | 'ends';

/** One of several things that live at the same time. All times in ms from the beginning of the scale. */
export interface SwimLane {
  readonly id: string;
  readonly label: string;
  /** Behind the label; `failed` is set apart. */
  readonly note: string;
  readonly tone: 'failed' | 'plain';
  /** Behind the note. */
  readonly end: string;
  readonly bars: readonly { readonly from: number; readonly to: number; readonly kind: BarKind }[];
  readonly marks: readonly { readonly at: number; readonly kind: MarkKind; readonly text: string }[];
}

/** A moment that concerns all lanes. */
export interface SwimLine {
  readonly at: number;
  readonly kind: 'sent' | 'kill';
  readonly text: string;
}

interface SwimLanesProps {
  /** One sentence that says the same; the text twin beside the drawing says it in full. */
  label: string;
  lanes: readonly SwimLane[];
  lines: readonly SwimLine[];
  /** Milliseconds that the scale must hold: drawings with the same number can be compared. */
  ms: number;
}

/** Room behind the last event, so that its label finds place before it. */
const ROOM = 1.1;

/** Lanes on one time scale with lines through all of them. It is a picture: what it says stands in a twin. */
export const SwimLanes = memo(function SwimLanes({ label, lanes, lines, ms }: SwimLanesProps) {
  const axis = axisFor(Math.max(1, (ms * ROOM) / 1000));
  const share = (at: number) => `${(at / 10 / axis.end).toFixed(2)}%`;
  const { placed, rows } = labelled(lines, axis.end * 1000);
  return (
    <div
      className={styles.lanes}
      role="img"
      aria-label={label}
      style={{ '--rows': Math.max(1, rows) } as React.CSSProperties}
    >
      {placed.map(({ line, row, before }, at) => (
        <i
          key={at}
          className={classNames(styles.line, line.kind === 'kill' && styles.kill, before && styles.before)}
          style={{ '--s': share(line.at), '--row': row } as React.CSSProperties}
        >
          <span>{line.text}</span>
        </i>
      ))}
      {lanes.map((lane) => (
        <div key={lane.id} className={styles.lane}>
          <p className={styles.head}>
            <b>{lane.label}</b>
            <span>
              {lane.note && <span className={classNames(lane.tone === 'failed' && styles.failed)}>{lane.note}</span>}
              {lane.note && lane.end && ', '}
              {lane.end}
            </span>
          </p>
          <span className={styles.track}>
            {lane.bars.map((bar, at) => (
              <i
                key={at}
                className={classNames(styles.bar, styles[bar.kind])}
                style={{ '--s': share(bar.from), '--w': share(bar.to - bar.from) } as React.CSSProperties}
              />
            ))}
            {lane.marks.map((mark, at) => (
              <i
                key={at}
                className={classNames(styles.mark, styles[mark.kind])}
                style={{ '--s': share(mark.at) } as React.CSSProperties}
              />
            ))}
          </span>
        </div>
      ))}
      <span className={styles.axis}>
        {axis.ticks.map((tick) => (
          <span key={tick} style={{ '--s': share(tick * 1000) } as React.CSSProperties}>
            {tick}
            {tick === 0 && '\u00a0s'}
          </span>
        ))}
      </span>
    </div>
  );
});

const BARS: readonly (readonly [kind: BarKind, word: string])[] = [
  ['runs', 'runs'],
  ['waits', 'grace period'],
  ['frozen', 'frozen'],
  ['zombie', 'ended, still on the table'],
];
const MARKS: readonly (readonly [kind: MarkKind, word: string])[] = [
  ['caught', 'signal caught'],
  ['lost', 'signal without effect'],
  ['ends', 'signal that ends it'],
];

/** What the strokes and marks of drawings mean, as far as they are used. */
export function SwimKey({ lanes }: { lanes: readonly SwimLane[] }) {
  const bars = new Set(lanes.flatMap((lane) => lane.bars.map(({ kind }) => kind)));
  const marks = new Set(lanes.flatMap((lane) => lane.marks.map(({ kind }) => kind)));
  return (
    <ul className={styles.key} aria-label="Key">
      {BARS.filter(([kind]) => bars.has(kind)).map(([kind, word]) => (
        <li key={kind}>
          <i className={classNames(styles.sample, styles[kind])} aria-hidden="true" />
          {word}
        </li>
      ))}
      {MARKS.filter(([kind]) => marks.has(kind)).map(([kind, word]) => (
        <li key={kind}>
          <i className={classNames(styles.mark, styles.still, styles[kind])} aria-hidden="true" />
          {word}
        </li>
      ))}
    </ul>
  );
}
