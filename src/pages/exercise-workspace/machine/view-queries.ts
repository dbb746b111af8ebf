import type { LookName, LookQuestion } from '../../../worker/client.ts';
import type { TerminalSession } from '../terminal/session/session.ts';

/** What is known of one look. `waiting`: no answer yet; `failed`: the last answer there was, if any, and why there is no newer one. */
export interface LookState<A> {
  readonly status: 'waiting' | 'current' | 'failed';
  readonly answer: A | undefined;
  readonly message: string | undefined;
}

/** The looks of a session that somebody follows, each asked once for all. */
export interface Shelf {
  /** Follows the session until the answer is called. */
  begin(): () => void;
  follow<N extends LookName>(name: N, question: LookQuestion<N>, listener: () => void): () => void;
  state(key: string | undefined): LookState<unknown>;
}

interface Entry {
  readonly ask: () => ReturnType<TerminalSession['look']>;
  readonly listeners: Set<() => void>;
  state: LookState<unknown>;
  /** It is on its way; `again`: the host has changed meanwhile. */
  asking: boolean;
  again: boolean;
  /** Real ms at which it was asked last. */
  at: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

type Failed = Extract<Awaited<ReturnType<TerminalSession['look']>>, { status: 'failed' }>;

/** Least real ms between two looks of the same kind. */
const PAUSE = 250;
const NOTHING: LookState<never> = { status: 'waiting', answer: undefined, message: undefined };

function messageOf({ reason, message }: Failed): string {
  const slow = reason === 'timeout' || reason === 'crashed';
  return slow
    ? 'The machine is shown as it was: it was too busy to be looked at. The next command shows it anew.'
    : message;
}

/** Looks with the same key are one. */
export function keyOf(name: string, question: unknown): string {
  return `${name} ${JSON.stringify(question)}`;
}

/** No look is followed at first. `now`: real ms. */
export function createShelf(
  session: Pick<TerminalSession, 'look' | 'subscribe' | 'snapshot'>,
  now: () => number = () => performance.now(),
): Shelf {
  const entries = new Map<string, Entry>();

  function show(entry: Entry, state: LookState<unknown>): void {
    entry.state = state;
    for (const listener of entry.listeners) listener();
  }

  async function ask(entry: Entry): Promise<void> {
    clearTimeout(entry.timer);
    entry.timer = undefined;
    entry.asking = true;
    entry.again = false;
    entry.at = now();
    const outcome = await entry.ask();
    entry.asking = false;
    if (outcome.status === 'answered') show(entry, { status: 'current', answer: outcome.value, message: undefined });
    else if (outcome.status === 'failed')
      show(entry, { ...entry.state, status: 'failed', message: messageOf(outcome) });
    if (entry.again && entry.listeners.size > 0) soon(entry);
  }

  /** Asks at once, or as soon as the last time is long enough ago. */
  function soon(entry: Entry): void {
    if (entry.asking) entry.again = true;
    else entry.timer ??= setTimeout(() => void ask(entry), Math.max(0, entry.at + PAUSE - now()));
  }

  function look(): void {
    const { open, problem } = session.snapshot();
    for (const entry of entries.values()) {
      if (entry.listeners.size === 0) continue;
      if (open) soon(entry);
      else if (problem !== undefined) show(entry, { ...entry.state, status: 'failed', message: problem });
    }
  }

  return {
    begin: () => session.subscribe(look),
    follow(name, question, listener) {
      const key = keyOf(name, question);
      const entry = entries.get(key) ?? newEntry(() => session.look(name, question));
      entries.set(key, entry);
      entry.listeners.add(listener);
      if (session.snapshot().open) soon(entry);
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size > 0) return;
        clearTimeout(entry.timer);
        entry.timer = undefined;
      };
    },
    state: (key) => (key === undefined ? undefined : entries.get(key)?.state) ?? NOTHING,
  };
}

function newEntry(ask: Entry['ask']): Entry {
  return {
    ask,
    listeners: new Set(),
    state: NOTHING,
    asking: false,
    again: false,
    at: Number.NEGATIVE_INFINITY,
    timer: undefined,
  };
}
