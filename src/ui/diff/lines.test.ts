import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines, hunks, takeOver } from './lines.ts';

test('one changed line between common ones is one line out, one in', () => {
  expect(diffLines('FROM node\nCMD node a.js\n', 'FROM node\nCMD ["node"]\n')).toEqual([
    { kind: 'same', text: 'FROM node', before: 0, after: 0 },
    { kind: 'removed', text: 'CMD node a.js', before: 1 },
    { kind: 'added', text: 'CMD ["node"]', after: 1 },
  ]);
});

test('equal texts have no hunk', () => {
  expect(hunks(diffLines('a\nb\n', 'a\nb\n'))).toEqual([]);
});

test('the script rebuilds both texts, and its hunks turn one into the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const script = diffLines(before, after);
      const join = (drop: string) =>
        script
          .filter((line) => line.kind !== drop)
          .map((line) => `${line.text}\n`)
          .join('');
      expect(join('added')).toBe(before);
      expect(join('removed')).toBe(after);
      expect(hunks(script).toReversed().reduce(takeOver, before)).toBe(after);
    }),
  );
});

test('two large texts with nothing in common are compared at once', () => {
  const numbers = Array.from({ length: 20_000 }, (_, i) => i);
  expect(diffLines(numbers.join('a\n'), numbers.join('b\n'))).toHaveLength(39_999);
});
