import type { Attempt } from '../../engine/grade/check.ts';
import { Button } from '../../ui/button/button.tsx';
import { CopyButton } from '../../ui/copy-button/copy-button.tsx';
import { Answers, Lead } from '../../ui/lead/lead.tsx';
import { saveAsFile } from '../save-as-file.ts';
import styles from './failure.module.css';

/** The page for an error of ours: what happened, what is safe, what to do. It uses no router: that may be what broke. */
export function Failure({ error, attempt }: { error: unknown; attempt: Attempt | undefined }) {
  const message = error instanceof Error ? error.message : String(error);
  const offline = /dynamically imported module|Importing a module script failed/i.test(message);
  const report = () => JSON.stringify({ error: message, attempt: attempt ?? null }, undefined, 1);
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <title>Something broke · Drydock</title>
      <h1 className="sr">Something broke</h1>
      <Lead
        state="error"
        kind="An error of Drydock"
        title={offline ? 'A part of the page could not be loaded' : 'This page stopped working'}
      >
        <Answers
          of={[
            [
              'Try',
              offline
                ? 'Reload when the connection is back. After an update of the site, reloading fetches the new parts.'
                : 'Reload the page. If it happens again, the report below helps to find the cause.',
            ],
            ['Why', <code key="why">{message.slice(0, 300)}</code>],
            [
              'Safe',
              attempt
                ? 'The text is still here, and was saved as it was typed.'
                : 'Progress on this device is untouched.',
            ],
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
              <Button look="quiet" onClick={() => saveAsFile(path.split('/').at(-1) ?? 'file', file.text)}>
                Save as a file
              </Button>
            </header>
            <pre>{file.text}</pre>
          </section>
        ))}
    </main>
  );
}
