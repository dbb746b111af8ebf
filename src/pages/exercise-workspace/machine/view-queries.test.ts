import { expect, test, vi } from 'vitest';
import type { TerminalSession } from '../terminal/session/session.ts';
import { createShelf, keyOf } from './view-queries.ts';

type Look = Awaited<ReturnType<TerminalSession['look']>>;

/** A session that answers looks one after the other, when it is told to. */
function bench(open = true) {
  const asked: string[] = [];
  const answers: ((outcome: Look) => void)[] = [];
  const listeners = new Set<() => void>();
  const state = { open, problem: undefined as string | undefined };
  const shelf = createShelf(
    {
      look: ((name: string) => {
        asked.push(name);
        return new Promise<Look>((resolve) => answers.push(resolve));
      }) as TerminalSession['look'],
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      snapshot: () => state as ReturnType<TerminalSession['snapshot']>,
    },
    () => Date.now(),
  );
  const end = shelf.begin();
  return {
    shelf,
    asked,
    state,
    end,
    change: () => listeners.forEach((listener) => listener()),
    async answer(outcome: unknown) {
      answers.shift()?.(outcome as Look);
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

const KEY = keyOf('map', {});
const answered = (value: unknown) => ({ status: 'answered', value });

test('one look for all who follow it, again after each change, four times a second at most', async () => {
  vi.useFakeTimers();
  const { shelf, asked, change, answer } = bench();
  const told: unknown[] = [];
  const stops = [shelf.follow('map', {}, () => told.push(shelf.state(KEY))), shelf.follow('map', {}, () => undefined)];
  expect(shelf.state(KEY)).toEqual({ status: 'waiting', answer: undefined, message: undefined });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(['map']);
  await answer(answered('one'));
  change();
  change();
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(60);
  expect(asked).toHaveLength(2);
  expect(shelf.state(KEY).answer).toBe('one');
  await answer(answered('two'));
  expect(told.at(-1)).toEqual({ status: 'current', answer: 'two', message: undefined });
  stops.forEach((stop) => stop());
  change();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(2);
  vi.useRealTimers();
});

test('what changed while a look was on its way is looked at afterwards', async () => {
  vi.useFakeTimers();
  const { shelf, asked, change, answer } = bench();
  shelf.follow('map', {}, () => undefined);
  await vi.advanceTimersByTimeAsync(0);
  change();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
  await answer(answered('old'));
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toHaveLength(2);
  vi.useRealTimers();
});

test('nothing is asked before the host is there; why it is not there is told', async () => {
  vi.useFakeTimers();
  const { shelf, asked, state, change } = bench(false);
  shelf.follow('map', {}, () => undefined);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([]);
  state.problem = 'It could not be loaded.';
  change();
  expect(shelf.state(KEY)).toEqual({ status: 'failed', answer: undefined, message: 'It could not be loaded.' });
  state.open = true;
  change();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(['map']);
  vi.useRealTimers();
});

test('a failure keeps the last answer; an answer to what was taken back changes nothing', async () => {
  vi.useFakeTimers();
  const { shelf, change, answer } = bench();
  shelf.follow('map', {}, () => undefined);
  await vi.advanceTimersByTimeAsync(0);
  await answer(answered('good'));
  change();
  await vi.advanceTimersByTimeAsync(300);
  await answer({ status: 'superseded' });
  expect(shelf.state(KEY)).toEqual({ status: 'current', answer: 'good', message: undefined });
  change();
  await vi.advanceTimersByTimeAsync(300);
  await answer({ status: 'failed', reason: 'offline', message: 'Not loaded.' });
  expect(shelf.state(KEY)).toEqual({ status: 'failed', answer: 'good', message: 'Not loaded.' });
  change();
  await vi.advanceTimersByTimeAsync(300);
  await answer({ status: 'failed', reason: 'timeout', message: 'The check took too long.' });
  expect(shelf.state(KEY).message).toMatch(/^The machine is shown as it was/);
  vi.useRealTimers();
});
