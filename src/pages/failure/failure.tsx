import type { Attempt } from '../../engine/grade/check.ts';
import { Button } from '../../ui/button/button.tsx';
import { CopyButton } from '../../ui/copy-button/copy-button.tsx';
import { Answers, Lead } from '../../ui/headline/headline.tsx';
import { saveAsFile } from '../save-as-file.ts';
import { sayOf } from './broken.tsx';
import styles from './failure.module.css';

/** The error page of an exercise: what happened, what is safe, what to do, and the text to copy or save. */
export function Failure({ error, attempt }: { error: unknown; attempt: Attempt | undefined }) {
  const { message, title, advice } = sayOf(error);
  const report = () => JSON.stringify({ error: message, attempt: attempt ?? null }, undefined, 1);
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <title>Something broke · Drydock</title>
      <h1 className="sr">Something broke</h1>
      <Lead state="error" kind="An error of Drydock" title={title}>
        <Answers
          of={[
            ['Try', advice],
            ['Why', <code key="why">{message}</code>],
            ['Safe', attempt && 'The text below is what was typed last.'],
          ]}
        />
        <div className="actions">
          <Button look="primary" onClick={() => location.reload()}>
            Reload
          </Button>
          <Button onClick={() => saveAsFile('drydock-report.json', report())}>Save a report</Button>
        </div>
      </Lead>
      {attempt &&
        Object.entries(attempt.files).map(([path, file]) => (
          <section key={path} className={styles.file}>
            <header>
              <h2 className="mono">{path}</h2>
              <CopyButton text={() => file.text} />
              <Button
                look="quiet"
                onClick={() => saveAsFile(path.split('/').at(-1) ?? 'file', file.text, 'text/plain')}
              >
                Save as a file
              </Button>
            </header>
            <pre>{file.text}</pre>
          </section>
        ))}
    </main>
  );
}
