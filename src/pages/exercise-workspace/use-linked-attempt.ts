import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { Attempt } from '../../engine/grade/check.ts';
import { holdsAttempt, openFragment } from '../../progress/link.ts';

export interface Guest {
  /** An attempt that came with the address. It is shown instead of the learner's own, which is not touched. */
  readonly attempt: Attempt | undefined;
  /** Why the address could not be opened. */
  readonly problem: string | undefined;
  set(attempt: Attempt | undefined): void;
  /** Goes back to the learner's own work. */
  close(): void;
}

/** The attempt in the fragment of the address, if there is one. */
export function useGuest(): Guest {
  const { hash } = useLocation();
  const [guest, setGuest] = useState<{ attempt?: Attempt | undefined; problem?: string | undefined }>({});
  useEffect(() => {
    if (!holdsAttempt(hash)) return undefined;
    let ended = false;
    const open = async () => {
      const opened = await openFragment(hash);
      if (!ended) setGuest(opened.ok ? { attempt: opened.attempt } : { problem: opened.reason });
    };
    void open();
    return () => {
      ended = true;
    };
  }, [hash]);
  return {
    attempt: guest.attempt,
    problem: guest.problem,
    set: (attempt) => setGuest({ attempt }),
    close() {
      setGuest({});
      // the history entry stays, without the fragment: a reload must not open it again
      history.replaceState(history.state, '', location.pathname + location.search);
    },
  };
}
