import type { KeptVersion } from '../../progress/exercise-record.ts';
import { Button } from '../../ui/button/button.tsx';
import styles from '../exercise-workspace/workspace.module.css';

const WHY: Readonly<Record<KeptVersion['why'], string>> = {
  passed: 'passed every check',
  reset: 'before a reset',
  'other-tab': 'from another tab',
  link: 'before a link was taken over',
  import: 'from an import',
  restored: 'before a version was restored',
};

interface VersionsTabProps {
  versions: readonly KeptVersion[];
  onLook(version: KeptVersion): void;
  onRestore(version: KeptVersion): void;
  onClose(): void;
}

/** The kept versions, newest first. */
export function VersionsTab({ versions, onLook, onRestore, onClose }: VersionsTabProps) {
  return (
    <>
      <section>
        <h2 className={styles.head}>Earlier versions</h2>
        <p className="q">Texts that passed, and texts that something else took the place of.</p>
      </section>
      <ol className={styles.versions}>
        {versions.map((version) => (
          <li key={`${version.at} ${version.why}`}>
            <span>
              {new Date(version.at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
              <br />
              <span className="q small">{WHY[version.why]}</span>
            </span>
            <Button onClick={() => onLook(version)}>Compare</Button>
            <Button look="quiet" onClick={() => onRestore(version)}>
              Restore
            </Button>
          </li>
        ))}
      </ol>
      <div className="actions">
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
    </>
  );
}
