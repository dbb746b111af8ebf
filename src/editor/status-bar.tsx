import { useSyncExternalStore } from 'react';
import styles from './code-editor.module.css';
import { languageName, languageOf } from './languages/language-of.ts';
import type { Status } from './session.ts';

interface StatusBarProps {
  readonly id: string;
  readonly state: 'loading' | 'ready' | 'plain';
  readonly status: Status | undefined;
  readonly file: string;
  readonly problems: number;
  readonly readOnly: boolean;
}

/** The line under the editor: place, language, problems, and how Tab leaves the editor. */
export function StatusBar({ id, state, status, file, problems, readOnly }: StatusBarProps) {
  const mac = useSyncExternalStore(nothing, isMac, () => false);
  return (
    <div className={styles.status} id={id}>
      {status && (
        <span className={styles.number}>
          Ln {status.line}, Col {status.column}
        </span>
      )}
      <span className={styles.wide}>{languageName(languageOf(file))}</span>
      {readOnly && <span>Read only</span>}
      {problems > 0 && (
        <span className={styles.problems}>
          {problems} {problems === 1 ? 'problem' : 'problems'}
        </span>
      )}
      {state === 'plain' && <span>Plain editor: the full one could not be loaded</span>}
      {state === 'ready' && (
        <span className={styles.wide}>
          <kbd>Ctrl</kbd> {mac && <kbd>Shift</kbd>} <kbd>M</kbd>{' '}
          {status?.tabLeaves ? 'makes Tab indent again' : 'lets Tab leave the editor'}
        </span>
      )}
    </div>
  );
}

function nothing(): () => void {
  return () => {};
}

function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}
