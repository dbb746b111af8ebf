/** Why a question stayed without an answer. */
export type Failure = 'timeout' | 'crashed' | 'unavailable' | 'too-large' | 'broken';

/**
 * What became of a question. `superseded`: a newer question of the same lane was asked, its answer is the one to show.
 */
export type Outcome<T> =
  | { readonly status: 'answered'; readonly value: T }
  | { readonly status: 'superseded' }
  | { readonly status: 'failed'; readonly reason: Failure; readonly message: string };

/** A running worker, or what a test puts in its place. */
export interface Connection<Api> {
  readonly api: Api;
  /** Settles when the worker has loaded its code; rejects when it cannot. */
  readonly ready: Promise<unknown>;
  /** Calls `listener` once the worker has died by itself. */
  onDeath(listener: () => void): void;
  end(): void;
}

/** One question. `prepare` may wait for the network; `run` computes, and silence during it means that it hangs. */
export interface Job<Api, T> {
  prepare?(api: Api): Promise<unknown>;
  run(api: Api): Promise<T>;
  /** True: asked once more after the worker was restarted. */
  readonly replay: boolean;
}

export interface LaneOptions<Api> {
  connect(): Connection<Api>;
  /** Milliseconds without any answer, while something is being computed, after which the worker is ended. */
  readonly silence: number;
  /** Milliseconds that loading (the worker's code, `prepare`) may take. */
  readonly loading: number;
}

export interface Lanes<Api> {
  /** Asks in `lane`. At most one question of a lane is under way and one waits; a newer one takes the waiting place. */
  ask<T>(lane: string, job: Job<Api, T>): Promise<Outcome<T>>;
  /** Ends the worker; the next question starts another. */
  end(): void;
}

interface Entry<Api> {
  readonly job: Job<Api, unknown>;
  readonly settle: (outcome: Outcome<unknown>) => void;
  settled: boolean;
  attempts: number;
}
interface Lane<Api> {
  current: Entry<Api> | undefined;
  next: Entry<Api> | undefined;
}

const MESSAGES: Readonly<Record<Failure, string>> = {
  timeout: 'The check took too long and was stopped twice. The text is safe; the next change is checked again.',
  crashed: 'The checker stopped twice on this text. The text is safe; the next change is checked again.',
  unavailable: 'The checker could not be loaded. The text is safe; reload the page when the connection is back.',
  'too-large': 'Text over 1 MB is not checked. Shorten the file to see results again.',
  broken: 'The checker failed on this text. The text is safe; the next change is checked again.',
};

/** A failed outcome with the sentence that the page shows for it. */
export function failure(reason: Failure, detail?: string): Outcome<never> {
  return { status: 'failed', reason, message: detail ? `${MESSAGES[reason]} (${detail})` : MESSAGES[reason] };
}

/**
 * Questions to a worker that may hang or die. The latest question of a lane wins and older answers are dropped; a worker
 * that is silent for `silence` milliseconds while it computes, or that dies, is replaced and the latest question of each
 * lane asked once more; the second time it fails with a reason instead of trying for ever.
 */
export function createLanes<Api>(options: LaneOptions<Api>): Lanes<Api> {
  const lanes = new Map<string, Lane<Api>>();
  let connection: Connection<Api> | undefined;
  let computing = 0;
  let watch: ReturnType<typeof setTimeout> | undefined;

  function heard(): void {
    clearTimeout(watch);
    watch = computing > 0 ? setTimeout(() => lose('timeout'), options.silence) : undefined;
  }

  function lose(reason: Failure): void {
    connection?.end();
    connection = undefined;
    computing = 0;
    heard();
    for (const lane of lanes.values()) {
      const entry = lane.current;
      if (!entry) continue;
      lane.current = undefined;
      const again = !entry.settled && entry.job.replay && entry.attempts < 2;
      if (!again) settle(entry, failure(reason));
      else if (!lane.next) lane.next = entry;
      advance(lane);
    }
  }

  function open(): Connection<Api> {
    const made = options.connect();
    made.onDeath(() => {
      if (connection === made) lose('crashed');
    });
    return made;
  }

  async function attempt(lane: Lane<Api>, entry: Entry<Api>): Promise<void> {
    entry.attempts++;
    const mine = (connection ??= open());
    const alive = () => connection === mine && lane.current === entry;
    try {
      await limited(mine.ready, options.loading);
    } catch {
      if (alive()) lose('unavailable');
      return;
    }
    let outcome: Outcome<unknown>;
    let counted = false;
    try {
      if (alive() && entry.job.prepare) await limited(entry.job.prepare(mine.api), options.loading).catch(() => undefined);
      if (!alive()) return;
      counted = true;
      computing++;
      if (computing === 1) heard();
      outcome = { status: 'answered', value: await entry.job.run(mine.api) };
    } catch (error) {
      outcome = failure('broken', error instanceof Error ? error.message : String(error));
    }
    if (connection !== mine) return;
    if (counted) computing--;
    heard();
    settle(entry, outcome);
    if (lane.current === entry) lane.current = undefined;
    advance(lane);
  }

  function advance(lane: Lane<Api>): void {
    if (lane.current || !lane.next) return;
    const entry = lane.next;
    lane.next = undefined;
    lane.current = entry;
    void attempt(lane, entry);
  }

  return {
    ask<T>(name: string, job: Job<Api, T>): Promise<Outcome<T>> {
      const lane = lanes.get(name) ?? { current: undefined, next: undefined };
      lanes.set(name, lane);
      return new Promise((resolve) => {
        if (lane.next) settle(lane.next, { status: 'superseded' });
        if (lane.current) settle(lane.current, { status: 'superseded' });
        lane.next = { job, settle: resolve as (outcome: Outcome<unknown>) => void, settled: false, attempts: 0 };
        advance(lane);
      });
    },
    end() {
      connection?.end();
      connection = undefined;
      computing = 0;
      heard();
      for (const lane of lanes.values()) {
        for (const entry of [lane.current, lane.next]) if (entry) settle(entry, { status: 'superseded' });
        lane.current = lane.next = undefined;
      }
    },
  };
}

function settle<Api>(entry: Entry<Api>, outcome: Outcome<unknown>): void {
  if (entry.settled) return;
  entry.settled = true;
  entry.settle(outcome);
}

/** The promise, or a rejection after `ms`. */
function limited<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
