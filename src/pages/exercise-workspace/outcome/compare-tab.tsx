import type { ReactNode } from 'react';
import type { Files, WorkFile } from '../../../engine/grade/check.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Diff } from '../../../ui/diff/diff.tsx';
import { takeOver, type Hunk } from '../../../ui/diff/lines.ts';
import styles from './outcome.module.css';

/** Another set of files to look at beside the learner's own. */
export interface Comparison {
  /** Name of its tab. */
  readonly label: string;
  /** "yours → solution". */
  readonly caption: string;
  readonly files: Files;
  readonly about?: ReactNode;
}

interface CompareTabProps {
  comparison: Comparison;
  files: Files;
  /** Writes one file; null deletes it. */
  onTake(path: string, file: WorkFile | null): void;
  onTakeAll?(): void;
  onClose(): void;
}

/** The files that differ, one comparison each. Nothing of the learner's is touched unless a change is taken over. */
export function CompareTab({ comparison, files, onTake, onTakeAll, onClose }: CompareTabProps) {
  const paths = [...new Set([...Object.keys(files), ...Object.keys(comparison.files)])].toSorted();
  const different = paths.filter((path) => files[path]?.text !== comparison.files[path]?.text);
  const take = (path: string) => (hunk: Hunk) => {
    const text = takeOver(files[path]?.text ?? '', hunk);
    const mode = files[path]?.mode ?? comparison.files[path]?.mode ?? 0o644;
    onTake(path, text === '' && !comparison.files[path] ? null : { text, mode });
  };
  return (
    <>
      <section>
        <div className={styles.bar}>
          <h2 className={styles.answer}>{comparison.label}</h2>
          <Button look="quiet" onClick={onClose}>
            Close
          </Button>
        </div>
        <p className="q">
          {different.length === 0 ? 'The files are the same.' : 'Beside the files here; nothing is overwritten.'}
        </p>
      </section>
      {different.map((path) => (
        <Diff
          key={path}
          name={path}
          caption={comparison.caption}
          before={files[path]?.text ?? ''}
          after={comparison.files[path]?.text ?? ''}
          onTake={take(path)}
        />
      ))}
      {onTakeAll && different.length > 0 && (
        <div className="actions">
          <Button onClick={onTakeAll}>Go on with this version</Button>
        </div>
      )}
      {comparison.about}
    </>
  );
}
