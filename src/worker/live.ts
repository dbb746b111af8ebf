import type { Outcome } from './lanes.ts';

/** What a page shows of a question that is asked again whenever its input changes. */
export interface LiveState<I, A> {
  /** `working`: the answer belongs to an older input, or there is none yet. */
  readonly status: 'idle' | 'working' | 'current' | 'failed';
  /** The last good answer; kept while a newer one is worked out and after a failure. */
  readonly answer: A | undefined;
  /** The input that `answer` belongs to. */
  readonly input: I | undefined;
  /** Why there is no current answer. */
  readonly message: string | undefined;
}

export interface Live<I, A> {
  /** Asks about `input` after the delay; a newer call restarts the delay. */
  submit(input: I): void;
  /** Asks at once about the last input given, and resolves with the state after the answer. */
  now(): Promise<LiveState<I, A>>;
  subscribe(listener: () => void): () => void;
  snapshot(): LiveState<I, A>;
  /** Drops the question that waits and the answer to the one under way. A later `submit` works as before. */
  rest(): void;
}

const IDLE: LiveState<never, never> = { status: 'idle', answer: undefined, input: undefined, message: undefined };

/** Asks `ask` about the newest input, `delay` milliseconds after the last change; older answers never reach the state. */
export function createLive<I, A>(ask: (input: I) => Promise<Outcome<A>>, delay = 150): Live<I, A> {
  const listeners = new Set<() => void>();
  let state: LiveState<I, A> = IDLE;
  let newest: { readonly input: I } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  function show(next: LiveState<I, A>): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function run(): Promise<LiveState<I, A>> {
    clearTimeout(timer);
    timer = undefined;
    if (!newest) return state;
    const number = ++asked;
    const { input } = newest;
    if (state.status === 'failed') show({ ...state, status: 'working' });
    const outcome = await ask(input);
    // While a newer input waits for its delay, this answer's offsets belong to a text that is gone.
    if (number !== asked || timer !== undefined || outcome.status === 'superseded') return state;
    if (outcome.status === 'answered') show({ status: 'current', answer: outcome.value, input, message: undefined });
    else show({ ...state, status: 'failed', message: outcome.message });
    return state;
  }

  return {
    submit(input) {
      newest = { input };
      clearTimeout(timer);
      timer = setTimeout(() => void run(), state.status === 'idle' ? 0 : delay);
      if (state.status !== 'working') show({ ...state, status: 'working' });
    },
    now: run,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => state,
    rest() {
      clearTimeout(timer);
      timer = undefined;
      asked++;
    },
  };
}
