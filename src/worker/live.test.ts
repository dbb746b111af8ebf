import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLive } from './live.ts';
import type { Outcome } from './lanes.ts';

function harness() {
  const asked: string[] = [];
  const waiting: ((outcome: Outcome<string>) => void)[] = [];
  const live = createLive<string, string>((input) => {
    asked.push(input);
    return new Promise((resolve) => waiting.push(resolve));
  }, 150);
  const answer = async (at: number, value: string) => {
    waiting[at]?.({ status: 'answered', value });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { live, asked, waiting, answer };
}

describe('live', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('asks about the first input at once and about later ones after a rest', async () => {
    const { live, asked, answer } = harness();
    live.submit('a');
    await vi.advanceTimersByTimeAsync(0);
    await answer(0, 'A');
    expect(live.snapshot()).toEqual({ status: 'current', answer: 'A', input: 'a', message: undefined });
    live.submit('ab');
    live.submit('abc');
    await vi.advanceTimersByTimeAsync(149);
    expect(asked).toEqual(['a']);
    expect(live.snapshot()).toMatchObject({ status: 'working', answer: 'A' });
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual(['a', 'abc']);
  });

  it('never shows an answer to an older question', async () => {
    const { live, answer } = harness();
    live.submit('a');
    await vi.advanceTimersByTimeAsync(0);
    live.submit('b');
    await vi.advanceTimersByTimeAsync(150);
    await answer(1, 'B');
    await answer(0, 'A');
    expect(live.snapshot()).toMatchObject({ answer: 'B', input: 'b' });
  });

  it('keeps the last good answer when a question fails, with the reason', async () => {
    const { live, waiting, answer } = harness();
    live.submit('a');
    await vi.advanceTimersByTimeAsync(0);
    await answer(0, 'A');
    live.submit('b');
    await vi.advanceTimersByTimeAsync(150);
    waiting[1]?.({ status: 'failed', reason: 'timeout', message: 'Too slow.' });
    await vi.advanceTimersByTimeAsync(0);
    expect(live.snapshot()).toEqual({ status: 'failed', answer: 'A', input: 'a', message: 'Too slow.' });
    void live.now();
    expect(live.snapshot().status).toBe('working');
    await answer(2, 'B');
    expect(live.snapshot()).toEqual({ status: 'current', answer: 'B', input: 'b', message: undefined });
  });

  it('checks at once on request', async () => {
    const { live, asked, answer } = harness();
    live.submit('a');
    const checked = live.now();
    await answer(0, 'A');
    expect((await checked).answer).toBe('A');
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual(['a']);
  });

  it('tells its listeners, and stops when they leave or it rests', async () => {
    const { live, answer } = harness();
    const seen: string[] = [];
    const leave = live.subscribe(() => seen.push(live.snapshot().status));
    live.submit('a');
    await vi.advanceTimersByTimeAsync(0);
    await answer(0, 'A');
    expect(seen).toEqual(['working', 'current']);
    leave();
    live.submit('b');
    live.rest();
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen).toEqual(['working', 'current']);
  });
});
