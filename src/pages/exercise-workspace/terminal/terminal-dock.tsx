import { Suspense, lazy, useState } from 'react';
import type { Attempt, Files, LogEntry } from '../../../engine/grade/check.ts';
import { Button } from '../../../ui/button/button.tsx';
import type { Changes } from './session/changed-files.ts';
import type { HostPlace } from './session/page-host.ts';
import styles from './terminal.module.css';

export interface TerminalDesk {
  readonly attempt: Attempt;
  /** The workspace before the first entry of the log. */
  readonly start: Files;
  /** What the exercise did before, unseen. */
  readonly setup?: readonly LogEntry[] | undefined;
  /** The log, and files that commands changed. */
  record(log: readonly LogEntry[], changes: Changes): void;
  /** Opens a file of the workspace in the editor. */
  edit(path: string): void;
}

const Body = lazy(async () => ({ default: (await import('./host-terminals.tsx')).TerminalBody }));

interface TerminalDockProps {
  host: HostPlace;
  /** Pixels of its text. */
  size: number;
  open: boolean;
  onOpen(open: boolean): void;
}

/** The place of the terminal below the editor: a line until it is opened; nothing of it is loaded before that. */
export function TerminalDock({ host, size, open, onOpen }: TerminalDockProps) {
  const [asked, setAsked] = useState(false);
  if (!open)
    return (
      <div className={`${styles.closed} needs-script`}>
        <Button
          look="quiet"
          onClick={() => {
            setAsked(true);
            onOpen(true);
          }}
        >
          Open terminal
        </Button>
      </div>
    );
  return (
    <section className={styles.half} aria-label="Terminal">
      <Suspense fallback={<p className={styles.words}>Loading the terminal…</p>}>
        <Body host={host} size={size} focus={asked} onClose={() => onOpen(false)} />
      </Suspense>
    </section>
  );
}
