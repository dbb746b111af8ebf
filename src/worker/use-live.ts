import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Outcome } from './lanes.ts';
import { createLive } from './live.ts';
import type { Live, LiveState } from './live.ts';

/**
 * Asks `ask` about `input` whenever it changes (after `delay` ms of rest) and returns what is known so far. `input` is
 * compared by identity and `undefined` asks nothing; `ask` is read once, on the first render.
 */
export function useLive<I, A>(
  ask: (input: I) => Promise<Outcome<A>>,
  input: I | undefined,
  delay = 150,
): LiveState<I, A> & { now: Live<I, A>['now'] } {
  const [live] = useState(() => createLive(ask, delay));
  const state = useSyncExternalStore(live.subscribe, live.snapshot, live.snapshot);
  useEffect(() => {
    if (input !== undefined) live.submit(input);
  }, [live, input]);
  useEffect(() => () => live.rest(), [live]);
  return { ...state, now: live.now };
}
