import { expect, test } from 'vitest';
import type { Files } from '../../../engine/grade/check.ts';
import { NO_HISTORY, withBuild, type History } from './build-history.ts';

const files = (text: string): Files => ({ Dockerfile: { text, mode: 0o644 } });
const [A, B, C, D] = [files('a'), files('b'), files('c'), files('d')] as const;

function after(...builds: readonly (readonly [of: Files, at: number, good?: boolean])[]): History {
  return builds.reduce((history, [of, at, good = true]) => withBuild(history, { files: of, at, good }), NO_HISTORY);
}

test('the first build has none before it', () => {
  expect(after([A, 0]).before).toBeUndefined();
});

test('what follows the first build at once has it before it', () => {
  expect(after([A, 0], [B, 100]).before).toBe(A);
});

test('builds of words half typed are not the ones before the edit', () => {
  expect(after([A, 0], [B, 5000], [C, 5150], [D, 5300]).before).toBe(A);
});

test('a build that stood for a while is the one before the next edit', () => {
  expect(after([A, 0], [B, 5000], [C, 7000]).before).toBe(B);
  expect(after([A, 0], [B, 5000], [C, 6999]).before).toBe(A);
});

test('a failed build is never the one before', () => {
  expect(after([A, 0], [B, 5000, false], [C, 60_000]).before).toBe(A);
  expect(after([A, 0, false], [B, 5000]).before).toBeUndefined();
});

test('the same files again change nothing', () => {
  const history = after([A, 0], [B, 5000]);
  expect(withBuild(history, { files: B, at: 9000, good: true })).toBe(history);
});
