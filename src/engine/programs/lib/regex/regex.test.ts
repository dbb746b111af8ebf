import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from './index.ts';

function find(text: string, subject: string, extended = true): string | undefined {
  const made = compileRegex(text, { extended });
  return made.ok ? made.regex.find(subject)?.groups.join('|') : `error: ${made.error}`;
}

describe('regular expressions', () => {
  it('find the leftmost longest match', () => {
    expect(find('a|ab', 'xabc')).toBe('ab');
    expect(find('b*', 'abb')).toBe('');
    expect(find('(a+)(b?)', 'caab')).toBe('aab|aa|b');
    expect(find('^$', '')).toBe('');
    expect(find('x{2,3}', 'axxxx')).toBe('xxx');
  });
  it('read basic expressions with backslashed operators', () => {
    expect(find(String.raw`\(a\)\{2\}`, 'aa', false)).toBe('aa|a');
    expect(find('a+', 'aa+', false)).toBe('a+');
    expect(find(String.raw`a\+`, 'aa', false)).toBe('aa');
    expect(find('*a', '*a', false)).toBe('*a');
  });
  it('know sets, classes and words', () => {
    expect(find('[^a-c]+', 'abxyz')).toBe('xyz');
    expect(find('[[:digit:]]+', 'ab12')).toBe('12');
    expect(find(String.raw`\bfoo\b`, 'a foo b')).toBe('foo');
    expect(find('[]x]+', 'a]x')).toBe(']x');
  });
  it('say what is wrong in GNU words', () => {
    expect(find('(a', 'a')).toBe('error: Unmatched ( or \\(');
    expect(find('[a', 'a')).toBe('error: Unmatched [, [^, [:, [., or [=');
  });
  it('find plain text as they find the same text in brackets', () => {
    const pieces = fc.array(fc.constantFrom('a', 'b', 'ab', 'é', '🐳', ' ', '-', '/'), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, pieces, fc.nat(20), (wanted, around, from) => {
        const text = wanted.slice(0, 3).join('');
        const subject = around.join('');
        const sets = text.replaceAll('-', '[-]').replaceAll('b', '[b]').replaceAll('a', '[a]').replaceAll(' ', '[ ]');
        const [plain, other] = [text, sets].map((one) => {
          const made = compileRegex(one);
          return made.ok ? [made.regex.find(subject, from), made.regex.test(subject)] : made.error;
        });
        expect(plain).toEqual(other);
      }),
    );
  });
  it('take linear time on patterns that make others backtrack', () => {
    expect(find(`${'(a*)*'.repeat(3)}b`, 'a'.repeat(2000))).toBeUndefined();
    expect(find(`(${'a?'.repeat(30)})${'a'.repeat(30)}`, 'a'.repeat(30))?.length).toBeGreaterThan(0);
  });
});
