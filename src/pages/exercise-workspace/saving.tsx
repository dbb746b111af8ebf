import type { Journal, JournalState } from '../../progress/journal.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import styles from './workspace.module.css';

/** Where the text stands, in the top bar. */
export function SavingWord({ state, guest }: { state: JournalState | undefined; guest: boolean }) {
  if (guest) return <span className={`${styles.saving} wide`}>Not saved</span>;
  if (!state?.record.attempt) return null;
  const kept = state.saving === 'saved' || state.saving === 'waiting';
  return <span className={`${styles.saving} wide`}>{kept ? 'Saved on this device' : 'Not saved on this device'}</span>;
}

const REASONS = {
  full: 'The browser’s storage is full. Work goes on in memory until this tab closes.',
  blocked: 'The browser blocks storage. Work goes on in memory until this tab closes.',
  future:
    'A newer Drydock saved this exercise. Its data is left untouched; work goes on in memory until this tab closes.',
} as const;

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

interface SavingNoticesProps {
  state: JournalState;
  journal: Journal;
  /** Saves the attempt as a file. */
  onExport(): void;
  onCompare(): void;
}

/** Everything unusual about saving: nothing kept, unreadable data, another tab. */
export function SavingNotices({ state, journal, onExport, onCompare }: SavingNoticesProps) {
  const { saving, aside, news, conflict } = state;
  const lost = saving === 'full' || saving === 'blocked' || saving === 'future' ? REASONS[saving] : undefined;
  return (
    <>
      {lost && <Notice actions={<Button onClick={onExport}>Export as a file</Button>}>{lost}</Notice>}
      {aside && (
        <Notice>
          The saved text of this exercise could not be read. It is kept as <code>{aside}</code> in this browser’s
          storage and goes along with an export.
        </Notice>
      )}
      {news !== undefined && (
        <Notice
          actions={
            <>
              <Button onClick={() => journal.choose('other')}>Show the other text</Button>
              <Button look="quiet" onClick={() => journal.choose('this')}>
                Keep this one
              </Button>
            </>
          }
        >
          This exercise was edited in another tab at {timeOf(news)}.
        </Notice>
      )}
      {conflict && <ConflictDialog other={conflict.at} journal={journal} onCompare={onCompare} />}
    </>
  );
}

function ConflictDialog({ other, journal, onCompare }: { other: number; journal: Journal; onCompare(): void }) {
  return (
    <Dialog
      title="Changed in another tab"
      onClose={() => journal.choose('this')}
      actions={
        <>
          <Button onClick={onCompare}>Compare</Button>
          <Button onClick={() => journal.choose('other')}>Use the other</Button>
          <Button look="primary" data-first onClick={() => journal.choose('this')}>
            Keep this one
          </Button>
        </>
      }
    >
      <p>
        This exercise was edited in a second tab at {timeOf(other)}. Both texts are kept: the one not chosen lies under
        “Earlier versions”.
      </p>
    </Dialog>
  );
}
