import { formatBytes } from '../format.ts';
import { classNames } from '../class-names.ts';
import styles from './size-bars.module.css';

export interface SizeBar {
  readonly label: string;
  /** Bytes. */
  readonly size: number;
  readonly assumed?: boolean;
  /** The bar under discussion. `met`: it keeps the goal. */
  readonly tone?: 'now' | 'met';
}

/** Bars on one scale with an optional goal line. The numbers stand beside them; the drawing adds nothing to read. */
export function SizeBars({ bars, goal }: { bars: readonly SizeBar[]; goal?: number | undefined }) {
  const longest = Math.max(1, goal ?? 0, ...bars.map((bar) => bar.size));
  const share = (bytes: number) => ({ '--w': `${(100 * bytes) / longest}%` }) as React.CSSProperties;
  return (
    <dl className={styles.bars}>
      {bars.map((bar) => (
        <div key={bar.label} className={bar.tone && styles.on}>
          <dt>{bar.label}</dt>
          <dd className={styles.track} aria-hidden="true">
            <i
              className={classNames(styles.bar, bar.tone === 'now' && styles.now, bar.tone === 'met' && styles.met)}
              style={share(bar.size)}
            />
            {goal !== undefined && <i className={styles.goal} style={share(goal)} />}
          </dd>
          <dd className={styles.value}>{formatBytes(bar.size, bar.assumed)}</dd>
        </div>
      ))}
    </dl>
  );
}
