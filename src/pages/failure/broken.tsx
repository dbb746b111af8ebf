import { Button } from '../../ui/button/button.tsx';
import styles from './failure.module.css';

/** What to say of an error: a part that could not be fetched, or a mistake of ours. */
export function sayOf(error: unknown): { readonly message: string; readonly title: string; readonly advice: string } {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  if (/dynamically imported module|module script failed|preload CSS/i.test(message))
    return {
      message,
      title: 'A part of the page could not be loaded',
      advice: 'Reload when the connection is back. After an update of the site, reloading fetches the new parts.',
    };
  return {
    message,
    title: 'This page stopped working',
    advice: 'Reload the page. Progress on this device is untouched: texts are saved as they are typed.',
  };
}

/** The error page for everything but exercises, which keep their text in view. It uses no router: that may be what broke. */
export function Broken({ error }: { error: unknown }) {
  const { message, title, advice } = sayOf(error);
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <title>Something broke · Drydock</title>
      <h1>{title}</h1>
      <p>{advice}</p>
      <p>
        <code>{message}</code>
      </p>
      <Button look="primary" onClick={() => location.reload()}>
        Reload
      </Button>
    </main>
  );
}
