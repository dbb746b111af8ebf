import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import styles from './gauge.module.css';

interface GaugeProps {
  /** What is measured, as a name of its own: read aloud. */
  label: string;
  /** The same where it stands below a heading that says whose it is. */
  title?: string;
  now: number;
  /** Undefined: there is none; the scale is then dashed and empty. */
  limit?: number | undefined;
  /** The most so far: a mark on the scale. */
  peak?: number | undefined;
  /** The same in words: "212 MiB of 256 MiB". */
  value: string;
  /** The sentence below the scale. */
  children: ReactNode;
}

/** Use against a limit on a scale. The words beside it say the same; the mark is the most so far. */
export function Gauge({ label, title = label, now, limit, peak, value, children }: GaugeProps) {
  const share = (amount: number) =>
    ({
      '--w': `${limit === undefined || limit <= 0 ? 0 : Math.min(100, (100 * amount) / limit)}%`,
    }) as React.CSSProperties;
  return (
    <div className={styles.gauge}>
      <span className={styles.head}>
        <b>{title}</b>
        <span>{value}</span>
      </span>
      <span
        className={classNames(styles.track, limit === undefined && styles.none)}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={limit ?? Math.max(now, peak ?? 0, 1)}
        aria-valuenow={limit === undefined ? now : Math.min(now, limit)}
        aria-valuetext={value}
      >
        {limit !== undefined && (
          <i className={classNames(styles.bar, now >= limit && styles.full)} style={share(now)} />
        )}
        {limit !== undefined && peak !== undefined && <i className={styles.peak} style={share(peak)} />}
      </span>
      <p className={styles.words}>{children}</p>
    </div>
  );
}
