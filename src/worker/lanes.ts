import { PARTS, LIMIT } from './protocol.ts';

/** Why a question stayed without an answer. */
export type Failure = 'timeout' | 'crashed' | 'unavailable' | 'offline' | 'too-large' | 'broken' | 'parts';

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
  /** Asks for a sign of life: a worker that hangs must not be taken for one that loads. */
  ping(api: Api): Promise<unknown>;
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
  offline: 'Image data could not be loaded. The text is safe; the next change tries again.',
  'too-large': 'Text over 1 MB is not checked. Shorten the file to see results again.',
  parts: 'A part of the checker could not be loaded. The text is safe; the next change tries again.',
  broken: 'The checker failed on this text. The text is safe; the next change is checked again.',
};

/** A failed outcome with the sentence that the page shows for it. */
export function failure(reason: Failure, detail?: string): Outcome<never> {
  return { status: 'failed', reason, message: detail ? `${MESSAGES[reason]} (${detail})` : MESSAGES[reason] };
}

/** The one worker of the page: opened on demand, watched while it computes. */
interface Lifeline<Api> {
  /** The running worker, started when there is none. */
  open(): Connection<Api>;
  is(connection: Connection<Api>): boolean;
  /** Waits for something that is computed; silence of the worker meanwhile ends it. */
  watch<T>(connection: Connection<Api>, promise: Promise<T>): Promise<T>;
  end(): void;
}

function createLifeline<Api>(options: LaneOptions<Api>, lost: (reason: Failure) => void): Lifeline<Api> {
  let connection: Connection<Api> | undefined;
  let computing = 0;
  let watch: ReturnType<typeof setTimeout> | undefined;
  const listen = () => {
    clearTimeout(watch);
    watch = computing > 0 ? setTimeout(() => lost('timeout'), options.silence) : undefined;
  };
  return {
    open() {
      if (connection) return connection;
      const made = options.connect();
      let loaded = false;
      made.ready.then(
        () => (loaded = true),
        () => (loaded = false),
      );
      made.onDeath(() => {
        if (connection === made) lost(loaded ? 'crashed' : 'unavailable');
      });
      return (connection = made);
    },
    is: (other) => connection === other,
    async watch(made, promise) {
      computing++;
      if (computing === 1) listen();
      try {
        return await promise;
      } finally {
        if (connection === made) {
          computing--;
          listen();
        }
      }
    },
    end() {
      connection?.end();
      connection = undefined;
      computing = 0;
      listen();
    },
  };
}

/**
 * Questions to a worker that may hang or die. The latest question of a lane wins and older answers are dropped; a worker
 * that is silent for `silence` milliseconds while it computes, or that dies, is replaced and the latest question of each
 * lane asked once more; the second time it fails with a reason instead of trying for ever.
 */
export function createLanes<Api>(options: LaneOptions<Api>): Lanes<Api> {
  const lanes = new Map<string, Lane<Api>>();
  const lifeline = createLifeline(options, lose);

  function lose(reason: Failure): void {
    lifeline.end();
    for (const lane of lanes.values()) {
      const entry = lane.current;
      lane.current = undefined;
      if (!entry) continue;
      const again = !entry.settled && entry.job.replay && entry.attempts < 2;
      if (!again) settle(entry, failure(reason));
      else lane.next ??= entry;
      advance(lane);
    }
  }

  async function attempt(lane: Lane<Api>, entry: Entry<Api>): Promise<void> {
    entry.attempts++;
    const mine = lifeline.open();
    const alive = () => lifeline.is(mine) && lane.current === entry;
    const problem = await loading(entry.job, mine, {
      ms: options.loading,
      ping: () => lifeline.watch(mine, options.ping(mine.api)),
    });
    if (!alive()) return;
    if (problem === 'unavailable') return lose(problem);
    if (problem) return finish(lane, entry, failure(problem));
    // A newer question came while this one was loading: nobody waits for the answer any more.
    if (entry.settled) return finish(lane, entry, { status: 'superseded' });
    const outcome = await lifeline.watch(mine, answer(entry.job, mine.api));
    if (alive()) finish(lane, entry, outcome);
  }

  function finish(lane: Lane<Api>, entry: Entry<Api>, outcome: Outcome<unknown>): void {
    settle(entry, outcome);
    lane.current = undefined;
    advance(lane);
  }

  function advance(lane: Lane<Api>): void {
    if (lane.current || !lane.next) return;
    lane.current = lane.next;
    lane.next = undefined;
    void attempt(lane, lane.current);
  }

  function ask<T>(name: string, job: Job<Api, T>): Promise<Outcome<T>> {
    const lane = lanes.get(name) ?? { current: undefined, next: undefined };
    lanes.set(name, lane);
    return new Promise((resolve) => {
      supersede(lane);
      lane.next = { job, settle: resolve as (outcome: Outcome<unknown>) => void, settled: false, attempts: 0 };
      advance(lane);
    });
  }

  function end(): void {
    lifeline.end();
    for (const lane of lanes.values()) {
      supersede(lane);
      lane.current = lane.next = undefined;
    }
  }

  return { ask, end };
}

async function answer<Api>(job: Job<Api, unknown>, api: Api): Promise<Outcome<unknown>> {
  try {
    return { status: 'answered', value: await job.run(api) };
  } catch (error) {
    if (!(error instanceof Error)) return failure('broken', String(error));
    if (error.name === LIMIT) return { status: 'failed', reason: 'too-large', message: error.message };
    return error.name === PARTS ? failure('parts') : failure('broken', error.message);
  }
}

/** Waits for the worker's code and for what the job needs; answers with what could not be loaded. */
async function loading<Api>(
  job: Job<Api, unknown>,
  connection: Connection<Api>,
  { ms, ping }: { readonly ms: number; readonly ping: () => Promise<unknown> },
): Promise<'unavailable' | 'offline' | undefined> {
  try {
    await limited(connection.ready, ms);
  } catch {
    return 'unavailable';
  }
  if (!job.prepare) return undefined;
  try {
    await ping();
    await limited(job.prepare(connection.api), ms);
  } catch {
    return 'offline';
  }
  return undefined;
}

function supersede<Api>(lane: Lane<Api>): void {
  for (const entry of [lane.current, lane.next]) if (entry) settle(entry, { status: 'superseded' });
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
