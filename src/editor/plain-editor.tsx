import { useRef } from 'react';
import type { Ref } from 'react';
import styles from './code-editor.module.css';

interface PlainEditorProps {
  /** Path of the file: the accessible name. */
  readonly label: string;
  readonly text: string;
  readonly readOnly: boolean;
  readonly describedBy: string;
  onChange(text: string): void;
  readonly ref: Ref<HTMLTextAreaElement>;
}

/** Most line numbers drawn: beyond that the gutter stays empty instead of slow. */
const NUMBERED = 5000;

/** The text in a text area, laid out as Monaco lays it out, so that nothing jumps when Monaco takes over. */
export function PlainEditor({ label, text, readOnly, describedBy, onChange, ref }: PlainEditorProps) {
  const gutter = useRef<HTMLPreElement>(null);
  const lines = text.split('\n').length;
  const numbers = Array.from({ length: Math.min(lines, NUMBERED) }, (_, line) => line + 1).join('\n');
  return (
    <div className={styles.plain}>
      <pre className={styles.gutter} ref={gutter} aria-hidden="true">
        {numbers}
      </pre>
      <textarea
        ref={ref}
        className={styles.text}
        aria-label={label}
        aria-describedby={describedBy}
        value={text}
        readOnly={readOnly}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onCompositionStart={(event) => {
          event.currentTarget.dataset['composing'] = '';
        }}
        onCompositionEnd={(event) => {
          delete event.currentTarget.dataset['composing'];
        }}
      />
    </div>
  );
}
