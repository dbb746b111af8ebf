import { memo } from 'react';
import { classNames } from '../class-names.ts';
import { axisFor } from './axis.ts';
import styles from './timeline.module.css';

export interface TimelineBar {
  readonly id: string;
  readonly label: string;
  /** From the beginning, in ms. */
  readonly start: number;
  readonly end: number;
  readonly state: 'ran' | 'cached' | 'failed' | 'canceled';
  /** On the longest path: only shortening it shortens the whole. Drawn solid, others as an outline. */
  readonly critical: boolean;
  /** Behind the bar: "11.2 s", "cached". */
  readonly note: string;
  /** Behind the note where there is room: "4.2 s to spare". */
  readonly spare?: string;
}
export interface TimelineLane {
  readonly id: string;
  /** Heads the lane; left out when there is only one. */
  readonly title: string;
  readonly note?: string;
  readonly bars: readonly TimelineBar[];
}

interface TimelineProps {
  /** One sentence that says the same; the text twin beside the drawing says it in full. */
  label: string;
  lanes: readonly TimelineLane[];
  /** Milliseconds that the scale must hold. */
  ms: number;
}

/** Share of the scale behind which a bar leaves no room for more than its note on a phone. */
const ROOM = 0.6;

/** Bars on one time scale, a row each, in lanes. The stroke tells the state. It is a picture: what it says stands in a twin. */
export const Timeline = memo(function Timeline({ label, lanes, ms }: TimelineProps) {
  const axis = axisFor(ms / 1000);
  const hasRoom = ({ end }: TimelineBar) => end / 1000 / axis.end < ROOM;
  const share = (at: number) => `${(at / 10 / axis.end).toFixed(3)}%`;
  return (
    <div className={styles.box}>
      <div
        className={styles.timeline}
        role="img"
        aria-label={label}
        style={{ '--part': `${100 / (axis.ticks.length - 1)}%` } as React.CSSProperties}
      >
        {lanes.map((lane) => (
          <div key={lane.id} className={styles.lane}>
            {lanes.length > 1 && (
              <p className={styles.title}>
                {lane.title} {lane.note && <span>{lane.note}</span>}
              </p>
            )}
            {lane.bars.map((bar) => (
              <div key={bar.id} className={styles.row}>
                <code className={styles.label}>{bar.label}</code>
                <span
                  className={styles.track}
                  style={{ '--s': share(bar.start), '--w': share(bar.end - bar.start) } as React.CSSProperties}
                >
                  <span className={styles.plot}>
                    <i className={classNames(styles.bar, styles[bar.state], bar.critical && styles.critical)} />
                    <span className={styles.note}>
                      {bar.note}
                      {bar.spare && hasRoom(bar) && `, ${bar.spare}`}
                    </span>
                  </span>
                </span>
              </div>
            ))}
          </div>
        ))}
        <div className={styles.row}>
          <span className={styles.corner} />
          <span className={styles.axis}>
            <span className={styles.plot}>
              {axis.ticks.map((tick) => (
                <span key={tick} style={{ '--s': share(tick * 1000) } as React.CSSProperties}>
                  {tick}
                  {tick === 0 && '\u00a0s'}
                </span>
              ))}
            </span>
          </span>
        </div>
      </div>
    </div>
  );
});
