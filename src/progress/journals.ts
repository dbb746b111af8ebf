/** The journals of this tab: one for each exercise that a page has open, written before the page goes away. */
import type { Attempt } from '../engine/grade/check.ts';
import { overview, shelf } from './device.ts';
import { openJournal, type Journal } from './journal.ts';
import { KEYS } from './text-storage.ts';

const tab = Math.random().toString(36).slice(2, 10);

interface Held {
  readonly journal: Journal;
  readonly release: () => void;
  users: number;
}
const held = new Map<string, Held>();

/** The journal of an exercise (or of `playground`) and how to give it back; users of one id share it. */
export function holdJournal(id: string): { readonly journal: Journal; release(): void } {
  const entry = held.get(id) ?? hold(id);
  held.set(id, entry);
  entry.users++;
  return {
    journal: entry.journal,
    release() {
      entry.users--;
      if (entry.users > 0) return;
      entry.release();
      if (held.get(id) === entry) held.delete(id);
    },
  };
}

function hold(id: string): Held {
  const journal = openJournal({
    shelf,
    id,
    tab,
    now: Date.now,
    changed: (record) => overview.note(id, record),
  });
  const onStorage = (event: StorageEvent) => {
    if (event.key === null || event.key === KEYS.exercise + id) journal.look();
  };
  const onLeave = () => journal.flush();
  const onVisible = () => (document.visibilityState === 'hidden' ? journal.flush() : journal.look());
  window.addEventListener('storage', onStorage);
  window.addEventListener('pagehide', onLeave);
  document.addEventListener('visibilitychange', onVisible);
  return {
    journal,
    users: 0,
    release() {
      journal.close();
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('pagehide', onLeave);
      document.removeEventListener('visibilitychange', onVisible);
    },
  };
}

/** The text of an open journal at this moment, for the error page. */
export function peekAttempt(id: string): Attempt | undefined {
  return held.get(id)?.journal.store.getState().record.attempt ?? undefined;
}
