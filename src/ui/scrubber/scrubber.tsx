import { Button } from '../button/button.tsx';
import styles from './scrubber.module.css';

interface ScrubberProps {
  /** Name of the slider. */
  label: string;
  /** What each position is called, in order; read aloud with its number. */
  positions: readonly string[];
  /** Index of the position shown. */
  at: number;
  onMove(at: number): void;
}

/** A slider over a row of positions with a button at each end. The slider is the browser's own: arrow keys, Home, End and Page keys move. */
export function Scrubber({ label, positions, at, onMove }: ScrubberProps) {
  const last = positions.length - 1;
  return (
    <div className={styles.scrubber}>
      <Button aria-label={`Previous ${label.toLowerCase()}`} disabled={at <= 0} onClick={() => onMove(at - 1)}>
        Previous
      </Button>
      <input
        type="range"
        className={styles.range}
        aria-label={label}
        aria-valuetext={`${label.toLowerCase()} ${at + 1} of ${positions.length}: ${positions[at] ?? ''}`}
        min={0}
        max={last}
        step={1}
        value={at}
        disabled={last < 1}
        onChange={(event) => onMove(event.target.valueAsNumber)}
      />
      <Button aria-label={`Next ${label.toLowerCase()}`} disabled={at >= last} onClick={() => onMove(at + 1)}>
        Next
      </Button>
    </div>
  );
}
