import { describe, expect, it } from 'vitest';
import { plainLayer, stack } from '../../files/index.ts';
import { hasWildcards, matchWildcards, segmentMatcher } from './wildcard.ts';

describe('wildcards of COPY', () => {
  it.each([
    ['*.go', 'main.go', true],
    ['*.go', 'main.gox', false],
    ['*', '', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['[^a-c]x', 'dx', true],
    ['arr[[]0].txt', 'arr[0].txt', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a*b*c', 'a1b2b3c', true],
    ['[', '[', false],
    ['[a', 'a', false],
    ['[]a]', ']', false],
  ])('%s against %s: %s', (pattern, name, expected) => {
    expect(segmentMatcher(pattern)(name)).toBe(expected);
  });

  it('are told from escaped characters', () => {
    expect(['a*', 'a\\*', 'a?', '[x]', 'plain'].map(hasWildcards)).toEqual([true, false, true, true, false]);
  });

  it('stay within one folder and list matches in order', () => {
    const tree = stack([
      plainLayer({ '/a.md': '', '/b.md': '', '/docs/c.md': '', '/docs/deep/d.md': '', '/x.txt': '' }),
    ]);
    expect([matchWildcards(tree, '*.md'), matchWildcards(tree, 'd*/*.md'), matchWildcards(tree, '*.none')]).toEqual([
      ['/a.md', '/b.md'],
      ['/docs/c.md'],
      [],
    ]);
  });

  it('answers a pattern made to backtrack at once', () => {
    const matches = segmentMatcher(`${'a*'.repeat(40)}b`);
    expect(matches('a'.repeat(2000))).toBe(false);
  });
});
