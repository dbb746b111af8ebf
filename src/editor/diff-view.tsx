import { useEffect, useRef, useState } from 'react';
import styles from './diff-view.module.css';
import type { Comparison } from './comparison.ts';

interface DiffViewProps {
  /** Path of the file, which decides the language. */
  readonly path: string;
  readonly original: string;
  readonly modified: string;
  /** What the two sides are, for people: "Current text", "Solution". */
  readonly labels: { readonly original: string; readonly modified: string };
}

/** Two texts side by side, read only; one above the other where there is little room or Monaco cannot be loaded. */
export function DiffView({ path, original, modified, labels }: DiffViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const comparison = useRef<Comparison>(undefined);
  const compared = useRef({ path, original, modified });
  const [loaded, setLoaded] = useState(false);
  const { original: before, modified: after } = labels;
  useEffect(() => {
    compared.current = { path, original, modified };
    comparison.current?.show(compared.current);
  }, [path, original, modified]);
  useEffect(() => {
    let ended = false;
    const load = async () => {
      const { createComparison } = await import('./comparison.ts');
      if (ended || !host.current) return;
      comparison.current = createComparison(host.current, { original: before, modified: after });
      comparison.current.show(compared.current);
      setLoaded(true);
    };
    // Without Monaco the two texts stay as they are.
    load().catch(() => undefined);
    return () => {
      ended = true;
      comparison.current?.end();
      comparison.current = undefined;
      setLoaded(false);
    };
  }, [before, after]);
  return (
    <div className={styles.frame}>
      <div className={styles.labels} aria-hidden="true">
        <span>{before}</span>
        <span>{after}</span>
      </div>
      <div className={styles.area}>
        <div className={styles.host} ref={host} />
        {!loaded && (
          <div className={styles.plain}>
            <textarea aria-label={before} readOnly wrap="off" value={original} />
            <textarea aria-label={after} readOnly wrap="off" value={modified} />
          </div>
        )}
      </div>
    </div>
  );
}
