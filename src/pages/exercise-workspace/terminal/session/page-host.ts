import { useEffect, useState } from 'react';
import type { TerminalSession } from './session.ts';
import type { TerminalDesk } from '../terminal-dock.tsx';

/** Something on the host that is looked at. `id`: whole id; of a volume its name. */
export interface Selection {
  readonly kind: 'container' | 'image' | 'network' | 'volume';
  readonly id: string;
}

/** A session, with a number that grows when another one takes its place. */
export interface MadeSession {
  readonly session: TerminalSession;
  readonly number: number;
}

/**
 * The one host of a page, which terminals and the machine view share. The page has it before any of their code is loaded: the first that
 * needs a session says how one is made.
 */
export interface HostPlace {
  /** The desk as it is now. */
  readonly desk: TerminalDesk;
  /** The log that the session itself recorded last; another one came from outside. */
  log: TerminalDesk['attempt']['log'];
  /** The session of the page, made by `make` when there is none. */
  session(make: (place: HostPlace) => TerminalSession): MadeSession;
  subscribe(listener: () => void): () => void;
  /** What the machine view shows, kept while it is not in view. */
  readonly view: MachineChoice;
  choose(change: Partial<MachineChoice>): void;
  hold(desk: TerminalDesk): void;
}

export interface MachineChoice {
  /** Id of the view; empty: the first. */
  readonly view: string;
  readonly selected: Selection | undefined;
}

function createPlace(first: TerminalDesk): HostPlace {
  const listeners = new Set<() => void>();
  let desk = first;
  let made: MadeSession | undefined;
  let again: ((place: HostPlace) => TerminalSession) | undefined;
  let view: MachineChoice = { view: '', selected: undefined };
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const place: HostPlace = {
    get desk() {
      return desk;
    },
    log: first.attempt.log,
    session(make) {
      again = make;
      if (!made) {
        place.log = desk.attempt.log;
        made = { session: make(place), number: 0 };
      }
      return made;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get view() {
      return view;
    },
    choose(change) {
      view = { ...view, ...change };
      tell();
    },
    hold(next) {
      desk = next;
      const { log } = next.attempt;
      if (!made || !again || log === place.log || JSON.stringify(log) === JSON.stringify(place.log)) return;
      place.log = log;
      made = { session: again(place), number: made.number + 1 };
      tell();
    },
  };
  return place;
}

/** The host of a page over the desk's files and log; its session is another one when the log was replaced from outside (reset, a link, another tab). */
export function useHostPlace(desk: TerminalDesk): HostPlace {
  const [place] = useState(() => createPlace(desk));
  useEffect(() => place.hold(desk));
  return place;
}
