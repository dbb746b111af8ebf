import type { EvidenceView } from '../../../engine/grade/view.ts';
import { CopyButton } from '../../../ui/copy-button/copy-button.tsx';
import { Scroll } from '../../../ui/scroll/scroll.tsx';
import styles from './outcome.module.css';

const SHOWN = 200_000;

/** The build log as `docker build --progress=plain` prints it. */
export function LogTab({ view }: { view: EvidenceView }) {
  return (
    <section>
      <div className={styles.bar}>
        <h2 className={styles.section}>
          <code>docker build --progress=plain</code>
        </h2>
        <CopyButton text={() => view.log} />
      </div>
      <Scroll className="scroll-x" aria-label="Build log">
        <pre className={styles.log}>{view.log.slice(0, SHOWN)}</pre>
      </Scroll>
      {view.log.length > SHOWN && <p className="cap">The log is longer; Copy takes all of it.</p>}
    </section>
  );
}
