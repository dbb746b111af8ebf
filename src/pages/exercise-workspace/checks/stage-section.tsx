import { useState } from 'react';
import { Button } from '../../../ui/button/button.tsx';
import { Graph } from '../../../ui/graph/graph.tsx';
import { drawingOf, wordsOf, type StagesView } from './stages.ts';
import styles from '../outcome/outcome.module.css';

/** More stages than this are listed, with the drawing behind a button. */
const DRAWN = 12;
/** More stages than this are not listed. */
const LISTED = 100;

/** The stage graph and its text twin; with `times`, what the steps of each stage took. */
export function StageSection({ view, times = false }: { view: StagesView; times?: boolean }) {
  const [asked, setAsked] = useState(false);
  if (view.stages.length === 0) return null;
  const skipped = view.stages.filter((stage) => stage.status === 'skipped').length;
  const many = view.stages.length > DRAWN;
  const words = wordsOf(view.stages.length > LISTED ? { ...view, stages: view.stages.slice(0, LISTED) } : view);
  const list = (
    <ol className={styles.twin}>
      {words.map(({ index, name, text }) => (
        <li key={index}>
          <b>{name}</b>: {text}
        </li>
      ))}
    </ol>
  );
  return (
    <section aria-labelledby="stages-title">
      <h3 className={styles.section} id="stages-title">
        Stages {skipped > 0 && <span>{skipped} skipped</span>}
      </h3>
      {many && !asked ? (
        view.stages.length <= LISTED && <Button onClick={() => setAsked(true)}>Draw {view.stages.length} stages</Button>
      ) : (
        <Graph
          label={`Stage graph: ${words.map(({ name, text }) => `${name}: ${text}`).join(' ')}`}
          {...drawingOf(view, times)}
        />
      )}
      {many ? (
        <>
          {list}
          {view.stages.length > LISTED && (
            <p className="cap">
              The first {LISTED} of {view.stages.length} stages.
            </p>
          )}
        </>
      ) : (
        <details className="twin">
          <summary>The same in words</summary>
          {list}
        </details>
      )}
    </section>
  );
}
