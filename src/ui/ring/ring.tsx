import styles from './ring.module.css';

export type RingFill = 'full' | 'half' | 'empty' | 'dotted';

/** A ring of 12 px whose filling tells how far something is; the word stands beside it or is read aloud. */
export function Ring({ fill }: { fill: RingFill }) {
  return (
    <svg className={styles.ring} viewBox="0 0 12 12" aria-hidden="true">
      <circle
        cx="6"
        cy="6"
        r="5"
        fill={fill === 'full' ? 'currentColor' : 'none'}
        strokeDasharray={fill === 'dotted' ? '2 1.6' : undefined}
      />
      {fill === 'half' && <path d="M6 1a5 5 0 0 0 0 10z" fill="currentColor" />}
      {fill === 'dotted' && <circle cx="6" cy="6" r="1.5" fill="currentColor" stroke="none" />}
    </svg>
  );
}
