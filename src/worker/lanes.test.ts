import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLanes } from './lanes.ts';
import type { Connection, Job, Outcome } from './lanes.ts';

interface FakeApi {
  ping(): Promise<unknown>;
  answer(value: string): Promise<string>;
}
interface FakeWorker extends Connection<FakeApi> {
  ended: boolean;
  silent: boolean;
  asked: string[];
  die(): void;
  finish(value: string): void;
  refuse(value: string, error: Error): void;
}

function fakeWorker(ready: Promise<unknown> = Promise.resolve()): FakeWorker {
  const waiting = new Map<string, { resolve: (value: string) => void; reject: (error: Error) => void }>();
  let death: (() => void) | undefined;
  const worker: FakeWorker = {
    ended: false,
    silent: false,
    asked: [],
    ready,
    api: {
      ping: () => (worker.silent ? new Promise(() => undefined) : Promise.resolve()),
      answer(value) {
        worker.asked.push(value);
        return new Promise((resolve, reject) => waiting.set(value, { resolve, reject }));
      },
    },
    onDeath: (listener) => (death = listener),
    end: () => (worker.ended = true),
    die: () => death?.(),
    finish: (value) => waiting.get(value)?.resolve(`${value}!`),
    refuse: (value, error) => waiting.get(value)?.reject(error),
  };
  return worker;
}

const question = (value: string, replay = true): Job<FakeApi, string> => ({ run: (api) => api.answer(value), replay });

function harness(make: () => FakeWorker = fakeWorker) {
  const workers: FakeWorker[] = [];
  const lanes = createLanes<FakeApi>({
    connect: () => {
      const worker = make();
      workers.push(worker);
      return worker;
    },
    ping: (api) => api.ping(),
    silence: 2000,
    loading: 20_000,
  });
  const seen: Record<string, Outcome<string>> = {};
  const ask = (value: string, lane = 'examine', replay = true) =>
    void lanes.ask(lane, question(value, replay)).then((outcome) => (seen[value] = outcome));
  return { lanes, workers, seen, ask };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('lanes', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('starts one worker on the first question and answers it', async () => {
    const { workers, seen, ask } = harness();
    expect(workers.length).toBe(0);
    ask('a');
    await settle();
    workers[0]?.finish('a');
    await settle();
    ask('b');
    await settle();
    expect(workers.length).toBe(1);
    expect(seen).toEqual({ a: { status: 'answered', value: 'a!' } });
  });

  it('keeps one question under way and one waiting, however many are asked', async () => {
    const { workers, seen, ask } = harness();
    ask('a');
    await settle();
    for (const value of ['b', 'c', 'd']) ask(value);
    await settle();
    expect(workers[0]?.asked).toEqual(['a']);
    expect(seen).toEqual({ a: { status: 'superseded' }, b: { status: 'superseded' }, c: { status: 'superseded' } });
    workers[0]?.finish('a');
    await settle();
    expect(workers[0]?.asked).toEqual(['a', 'd']);
    workers[0]?.finish('d');
    await settle();
    expect(seen['d']).toEqual({ status: 'answered', value: 'd!' });
  });

  it('lets lanes run beside each other', async () => {
    const { workers, seen, ask } = harness();
    ask('a');
    ask('h', 'hover');
    await settle();
    workers[0]?.finish('h');
    await settle();
    expect(seen).toEqual({ h: { status: 'answered', value: 'h!' } });
  });

  it('ends a worker that is silent for two seconds, and asks once more in a new one', async () => {
    const { workers, seen, ask } = harness();
    ask('a');
    await vi.advanceTimersByTimeAsync(1999);
    expect(workers.map((worker) => worker.ended)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
    workers[1]?.finish('a');
    await settle();
    expect(seen['a']).toEqual({ status: 'answered', value: 'a!' });
  });

  it('gives up with a reason after the second silence, and serves the next question', async () => {
    const { workers, seen, ask } = harness();
    ask('a');
    await vi.advanceTimersByTimeAsync(4000);
    expect(seen['a']).toMatchObject({ status: 'failed', reason: 'timeout' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers.length).toBe(2);
    ask('b');
    await settle();
    workers[2]?.finish('b');
    await settle();
    expect(seen['b']).toEqual({ status: 'answered', value: 'b!' });
  });

  it('replaces a worker that dies, and replays only the newest question', async () => {
    const { workers, seen, ask } = harness();
    ask('a');
    await settle();
    ask('b');
    await settle();
    workers[0]?.die();
    await settle();
    expect(workers[1]?.asked).toEqual(['b']);
    workers[1]?.die();
    await settle();
    expect(workers[2]?.asked).toEqual(['b']);
    workers[2]?.die();
    await settle();
    expect(seen['b']).toMatchObject({ status: 'failed', reason: 'crashed' });
    expect(workers.length).toBe(3);
  });

  it('does not replay a hover', async () => {
    const { workers, seen, ask } = harness();
    ask('h', 'hover', false);
    await settle();
    workers[0]?.die();
    await settle();
    expect(seen['h']).toMatchObject({ status: 'failed', reason: 'crashed' });
    expect(workers.length).toBe(1);
  });

  it('does not count loading as silence, and any answer as a sign of life', async () => {
    let load: (() => void) | undefined;
    const { workers, seen, ask } = harness(() => fakeWorker(new Promise<void>((resolve) => (load = resolve))));
    ask('a');
    await vi.advanceTimersByTimeAsync(10_000);
    load?.();
    await settle();
    await vi.advanceTimersByTimeAsync(1500);
    ask('h', 'hover');
    await settle();
    workers[0]?.finish('h');
    await vi.advanceTimersByTimeAsync(1500);
    workers[0]?.finish('a');
    await settle();
    expect(workers.length).toBe(1);
    expect(seen['a']).toEqual({ status: 'answered', value: 'a!' });
  });

  it('says when the worker cannot be loaded', async () => {
    const { workers, seen, ask } = harness(() => fakeWorker(Promise.reject(new Error('blocked'))));
    ask('a');
    await settle();
    expect(seen['a']).toMatchObject({ status: 'failed', reason: 'unavailable' });
    expect(workers.length).toBe(2);
  });

  it('says so too when the worker dies before it has loaded', async () => {
    const { workers, seen, ask } = harness(() => fakeWorker(new Promise(() => undefined)));
    ask('a');
    await settle();
    workers[0]?.die();
    workers[1]?.die();
    await settle();
    expect(seen['a']).toMatchObject({ status: 'failed', reason: 'unavailable' });
    expect(workers.length).toBe(2);
  });

  it('keeps a worker whose function threw: the fault is in the answer, not in the worker', async () => {
    const { workers, seen, ask } = harness();
    ask('a');
    await settle();
    workers[0]?.refuse('a', new Error('undefined is not a stage'));
    await settle();
    expect(seen['a']).toMatchObject({ status: 'failed', reason: 'broken' });
    ask('b');
    await settle();
    workers[0]?.finish('b');
    await settle();
    expect(seen['b']).toEqual({ status: 'answered', value: 'b!' });
  });

  it('hands on what the worker says about a text that is too long', async () => {
    const { workers, seen, ask } = harness();
    ask('a');
    await settle();
    workers[0]?.refuse('a', Object.assign(new Error('Shorten the file.'), { name: 'LimitError' }));
    await settle();
    expect(seen['a']).toEqual({ status: 'failed', reason: 'too-large', message: 'Shorten the file.' });
  });

  it('waits for what a question needs before it computes', async () => {
    const { lanes, workers } = harness();
    const order: string[] = [];
    const outcome = lanes.ask('examine', {
      prepare: async () => void order.push('prepare'),
      run: (api) => {
        order.push('run');
        return api.answer('a');
      },
      replay: true,
    });
    await settle();
    workers[0]?.finish('a');
    expect(await outcome).toEqual({ status: 'answered', value: 'a!' });
    expect(order).toEqual(['prepare', 'run']);
  });

  it('does not take a worker that hangs for one that loads', async () => {
    const { lanes, workers } = harness();
    const ask = (value: string) => lanes.ask('examine', { ...question(value), prepare: () => Promise.resolve() });
    void ask('a');
    await settle();
    workers[0]?.finish('a');
    await settle();
    Object.assign(workers[0] ?? {}, { silent: true });
    const outcome = ask('b');
    await vi.advanceTimersByTimeAsync(2000);
    workers[1]?.finish('b');
    expect(await outcome).toEqual({ status: 'answered', value: 'b!' });
    expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
  });

  it('answers nothing without what a question needs, and keeps the worker', async () => {
    const { lanes, workers, seen, ask } = harness();
    const outcome = lanes.ask('examine', { ...question('a'), prepare: () => Promise.reject(new Error('offline')) });
    expect(await outcome).toMatchObject({ status: 'failed', reason: 'offline' });
    ask('b');
    await settle();
    expect(workers.map((worker) => worker.asked)).toEqual([['b']]);
    expect(seen).toEqual({});
  });

  it('does not compute a question that was superseded while it was loading', async () => {
    const { lanes, workers, ask } = harness();
    let loaded: (() => void) | undefined;
    const prepare = () => new Promise<void>((resolve) => (loaded = resolve));
    void lanes.ask('examine', { ...question('a'), prepare });
    await settle();
    ask('b');
    loaded?.();
    await settle();
    expect(workers[0]?.asked).toEqual(['b']);
  });

  it('ends quietly', async () => {
    const { lanes, workers, seen, ask } = harness();
    ask('a');
    await settle();
    lanes.end();
    await vi.advanceTimersByTimeAsync(5000);
    expect(workers.map((worker) => worker.ended)).toEqual([true]);
    expect(seen['a']).toEqual({ status: 'superseded' });
  });
});
