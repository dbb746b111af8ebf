import { expect, test } from 'vitest';
import { marked, unmarked } from './marked-example.ts';

test('what a rule reports is told from the rest', () => {
  expect(marked('FROM a\n[|CMD x|]\n')).toEqual([
    { at: 0, text: 'FROM a\n', found: false },
    { at: 7, text: 'CMD x', found: true },
    { at: 16, text: '\n', found: false },
  ]);
  expect(unmarked('[|a|]b[|c|]')).toBe('abc');
});
