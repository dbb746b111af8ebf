import { useMemo, useSyncExternalStore } from 'react';
import type { Journal, JournalState } from '../../progress/journal.ts';
import { holdJournal } from '../../progress/journals.ts';

/** Opens the journal when React subscribes, that is after the first render, and gives it back afterwards. */
function slotOf(id: string) {
  let held: ReturnType<typeof holdJournal> | undefined;
  return {
    subscribe(listener: () => void): () => void {
      const mine = holdJournal(id);
      held = mine;
      const stop = mine.journal.store.subscribe(listener);
      return () => {
        stop();
        mine.release();
        if (held === mine) held = undefined;
      };
    },
    journal: (): Journal | undefined => held?.journal,
    state: (): JournalState | undefined => held?.journal.store.getState(),
  };
}

function nothing(): undefined {
  return undefined;
}

/** The journal of an exercise while the page shows it; undefined on the server and during the first render. */
export function useJournal(id: string): {
  readonly journal: Journal | undefined;
  readonly state: JournalState | undefined;
} {
  const slot = useMemo(() => slotOf(id), [id]);
  const state = useSyncExternalStore(slot.subscribe, slot.state, nothing);
  return { journal: state && slot.journal(), state };
}
