/** What the views of the machine share: the session, what is selected, and what they know of the host. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ComponentType } from 'react';
import type { LookAnswer, LookName, LookQuestion } from '../../../worker/client.ts';
import type { HostPlace, Selection } from '../terminal/session/page-host.ts';
import type { TerminalSession } from '../terminal/session/session.ts';
import { useHostSession, useWatched } from '../terminal/session/use-host-session.ts';
import { createShelf, keyOf, type LookState, type Shelf } from './view-queries.ts';

export type { Selection } from '../terminal/session/page-host.ts';
export type { LookState } from './view-queries.ts';

/** A view of the machine: the default export of `views/<name>-view.tsx`. */
export interface MachineViewPart {
  readonly id: string;
  /** On the choice of views. */
  readonly label: string;
  /** Views stand in this order. */
  readonly order: number;
  readonly View: ComponentType<{ machine: MachineDesk }>;
}

export interface MachineDesk {
  readonly session: TerminalSession;
  /** One thing on the host, shared by all views; it may be gone by now. */
  readonly selected: Selection | undefined;
  select(selection: Selection | undefined): void;
  /** Id of the view on display; views lead to each other with `show`. */
  readonly view: string;
  show(view: string): void;
  /** For `useLook`. */
  readonly shelf: Shelf;
}

/** The machine of a page's host. Its virtual time goes on while this is in view. */
export function useMachineDesk(host: HostPlace): MachineDesk {
  const { session } = useHostSession(host);
  useWatched(session);
  const choice = useSyncExternalStore(
    host.subscribe,
    () => host.view,
    () => host.view,
  );
  const shelf = useMemo(() => createShelf(session), [session]);
  useEffect(() => shelf.begin(), [shelf]);
  return useMemo(
    () => ({
      session,
      shelf,
      selected: choice.selected,
      select: (selected) => host.choose({ selected }),
      view: choice.view,
      show: (view) => host.choose({ view }),
    }),
    [host, session, shelf, choice],
  );
}

/**
 * What a look answers, asked again after each entry and at most four times a second while time goes on. The last answer stays while the
 * next is on its way. An undefined question asks nothing.
 */
export function useLook<N extends LookName>(
  { shelf }: Pick<MachineDesk, 'shelf'>,
  name: N,
  question: LookQuestion<N> | undefined,
): LookState<LookAnswer<N>> {
  const key = question === undefined ? undefined : keyOf(name, question);
  // the key says all that the question does; a new object with the same members is the same question
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const asked = useMemo(() => question, [key]);
  const subscribe = useCallback(
    (listener: () => void) => (asked === undefined ? () => undefined : shelf.follow(name, asked, listener)),
    [shelf, name, asked],
  );
  const read = () => shelf.state(key);
  const state = useSyncExternalStore(subscribe, read, read) as LookState<LookAnswer<N>>;
  // a new question shows the answer to the one before until its own is there
  const [last, keep] = useState(state);
  if (state.answer !== undefined && state !== last) keep(state);
  return state.answer === undefined && state.status === 'waiting' && question !== undefined && last.answer !== undefined
    ? { ...last, status: 'waiting' }
    : state;
}
