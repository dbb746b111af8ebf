import { useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import type { Diagnostic } from '../engine/base/diagnostic.ts';
import type { Span } from '../engine/base/span.ts';
import type { Files } from '../engine/grade/check.ts';
import type { LanguageClient } from '../worker/client.ts';
import styles from './code-editor.module.css';
import { USUAL_LOOK } from './monaco/options.ts';
import type { Look } from './monaco/options.ts';
import { PlainEditor } from './plain-editor.tsx';
import { countProblems } from './markers.ts';
import type { Lead } from './markers.ts';
import { StatusBar } from './status-bar.tsx';
import { useSaveKey } from './use-save-key.ts';
import { useSession } from './use-session.ts';

/** What a page may ask of the editor. */
export interface EditorHandle {
  /**
   * Moves the caret to `span` of `file` and the focus into the editor; Escape gives the focus back to the element that
   * had it. Where `file` is not the active one, the page makes it active too, and the editor waits for that.
   */
  reveal(file: string, span: Span): void;
  focus(): void;
}

export interface CodeEditorProps {
  /** The workspace. The page owns the text; the editor shows it and tells every change. */
  readonly files: Files;
  /** Path of the file that is shown. */
  readonly active: string;
  onChange(path: string, text: string): void;
  /** Answers questions about Dockerfiles: `engine()` of worker/client. */
  readonly language: LanguageClient;
  /** What is marked in the text, by file (`Dockerfile` when none is named) and offset. */
  readonly problems?: readonly Diagnostic[];
  /** The finding that leads the outcome pane, tinted and explained at its line. */
  readonly lead?: Lead | undefined;
  readonly readOnly?: boolean;
  /** Paths besides `files` that COPY may name: what the exercise's `context:` declares. */
  readonly paths?: readonly string[];
  /** Size, wrapping and keys as the reader chose them. */
  readonly look?: Look;
  /** Ctrl+S or Cmd+S: checks at once and returns the sentence to announce. */
  onSave?(): Promise<string> | string;
  readonly ref?: Ref<EditorHandle>;
}

const NONE: readonly never[] = [];

/**
 * The editor of a workspace with its status bar. Until Monaco has arrived, and where it cannot be loaded, a plain text
 * area with the same text does its work.
 */
export function CodeEditor(props: CodeEditorProps) {
  const {
    files,
    active,
    onChange,
    problems = NONE,
    lead,
    readOnly = false,
    paths = NONE,
    look = USUAL_LOOK,
    ref,
  } = props;
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const statusId = useId();
  const text = files[active]?.text ?? '';
  const { state, status, reveal, focus } = useSession({
    host,
    plain,
    client: props.language,
    shown: { files, active, problems, lead, readOnly, paths, look },
    onChange,
  });
  const [saved, onSave] = useSaved(props.onSave);
  useSaveKey(onSave);
  useImperativeHandle(ref, () => ({ reveal, focus }), [reveal, focus]);
  const loaded = state === 'ready';
  return (
    <div className={styles.frame}>
      <div className={styles.area}>
        <div className={styles.host} ref={host} hidden={!loaded} />
        {!loaded && (
          <PlainEditor
            ref={plain}
            label={active}
            text={text}
            readOnly={readOnly}
            describedBy={statusId}
            onChange={(value) => onChange(active, value)}
          />
        )}
      </div>
      <StatusBar
        id={statusId}
        state={state}
        status={status}
        file={active}
        problems={countProblems(problems, active)}
        readOnly={readOnly}
      />
      <p className="sr" role="status">
        {saved}
      </p>
    </div>
  );
}

/** The sentence announced after saving. A no-break space more each second time makes screen readers repeat it. */
function useSaved(onSave: CodeEditorProps['onSave']): [string, () => void] {
  const [saved, setSaved] = useState({ text: '', times: 0 });
  const latest = useRef(onSave);
  useEffect(() => {
    latest.current = onSave;
  }, [onSave]);
  const [save] = useState(() => async () => {
    const text = (await latest.current?.()) ?? 'Saved on this device.';
    setSaved(({ times }) => ({ text, times: times + 1 }));
  });
  return [saved.text + '\u00a0'.repeat(saved.times % 2), save];
}
