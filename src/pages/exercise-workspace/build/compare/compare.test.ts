import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairs } from './compare.ts';

const shown = (before: string, after: string) =>
  pairs([...before], [...after], (letter) => letter).map((pair) => `${pair.before ?? '-'}${pair.after ?? '-'}`);

test('what both have is paired, the rest stands where it came from', () => {
  expect(shown('abcd', 'abxd')).toEqual(['aa', 'bb', 'c-', '-x', 'dd']);
  expect(shown('ab', 'xaby')).toEqual(['-x', 'aa', 'bb', '-y']);
  expect(shown('', 'a')).toEqual(['-a']);
  expect(shown('a', '')).toEqual(['a-']);
});

test('whatever the lists: each item appears once, on its side, in its order', () => {
  const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const found = pairs(before, after, (letter) => letter);
      expect(found.flatMap((pair) => pair.before ?? [])).toEqual(before);
      expect(found.flatMap((pair) => pair.after ?? [])).toEqual(after);
      expect(found.every((pair) => !pair.before || !pair.after || pair.before === pair.after)).toBe(true);
    }),
  );
});

test('two long lists without anything in common are not compared letter by letter', () => {
  const [one, other] = ['a', 'b'].map((letter) => Array.from({ length: 2000 }, (_, at) => `${letter}${at}`));
  expect(pairs(one ?? [], other ?? [], (item) => item)).toHaveLength(4000);
});
