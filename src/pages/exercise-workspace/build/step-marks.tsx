import { classNames } from '../../../ui/class-names.ts';
import type { Where } from '../checks/verdict.ts';
import styles from './build.module.css';

export type MarkState = 'ran' | 'critical' | 'slack' | 'cached' | 'failed' | 'canceled' | 'skipped' | 'base' | 'target';

/** The mark of a state, drawn by its stroke. It is decoration: the word stands beside it. */
export function Mark({ state }: { state: MarkState }) {
  return <i className={classNames(styles.mark, styles[state])} aria-hidden="true" />;
}

/** What the marks of a drawing mean. */
export function Key({ of }: { of: readonly (readonly [state: MarkState, word: string])[] }) {
  return (
    <ul className={styles.key} aria-label="Key">
      {of.map(([state, word]) => (
        <li key={state}>
          <Mark state={state} />
          {word}
        </li>
      ))}
    </ul>
  );
}

interface LineLinkProps {
  /** Lines of the Dockerfile, 1-based. */
  line: number;
  endLine?: number;
  dockerfile: string;
  onGo(where: Where): void;
}

/** Leads to the lines of an instruction in the editor. */
export function LineLink({ line, endLine = line, dockerfile, onGo }: LineLinkProps) {
  if (line < 1) return null;
  return (
    <a
      className="nowrap"
      href="#editor"
      onClick={(event) => {
        event.preventDefault();
        onGo({ file: 'Dockerfile', span: spanOf(dockerfile, line, endLine), line });
      }}
    >
      line {line}
    </a>
  );
}

/** The offsets of whole lines. */
function spanOf(text: string, line: number, endLine: number): { start: number; end: number } {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const length = lines.slice(line - 1, Math.max(line, endLine)).join('\n').length;
  return { start, end: start + length };
}
