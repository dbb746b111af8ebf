import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate } from '../shell/arithmetic/evaluate.ts';
import { compile, matches, replace, trim } from './shell-pattern.ts';

const pattern = (text: string) => compile([{ text, quoted: false }]);

describe('patterns', () => {
  it('match stars, marks, sets and classes', () => {
    const cases: [string, string, boolean][] = [
      ['*.js', 'a.js', true],
      ['*.js', 'a.ts', false],
      ['?', '', false],
      ['[a-c]x', 'bx', true],
      ['[!a-c]x', 'bx', false],
      ['[[:digit:]]*', '1a', true],
      ['[]a]', ']', true],
      ['[a', '[a', true],
      ['a[', 'a[', true],
    ];
    expect(cases.map(([glob, text]) => matches(pattern(glob), text))).toEqual(cases.map(([, , answer]) => answer));
  });
  it('take quoted characters as they are', () => {
    expect(matches(compile([{ text: '*', quoted: true }]), 'a')).toBe(false);
  });
  it('cut the shortest and the longest match', () => {
    expect(['#', '##'].map((operator) => trim('a.b.c', pattern('*.'), operator))).toEqual(['b.c', 'c']);
    expect(['%', '%%'].map((operator) => trim('a.b.c', pattern('.*'), operator))).toEqual(['a.b', 'a']);
    expect(replace('aXbX', pattern('X'), { operator: '//', by: () => '-' })).toBe('a-b-');
  });
  it('take linear time on many stars', () => {
    expect(matches(pattern('*a'.repeat(30)), 'a'.repeat(2000) + 'b')).toBe(false);
  });
  it('agree with a regular expression', () => {
    const piece = fc.constantFrom('*', '?', 'a', 'b', '[ab]', '[!a]');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 }),
        (parts, text) => {
          const source = parts.map((part) => part.replace('*', '.*').replace('?', '.').replace('[!', '[^')).join('');
          expect(matches(pattern(parts.join('')), text)).toBe(new RegExp(`^${source}$`).test(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Calculates as dash does, with variables kept in a plain object. */
const value = (text: string, values: Record<string, string> = {}): string => {
  const made = calculate(text, {
    dialect: 'dash',
    get: (name) => values[name],
    set: (name, to) => {
      values[name] = to;
    },
    stopped: () => false,
  });
  return made.ok ? String(made.value) : `${made.fault.kind}: ${made.fault.rest}`;
};

describe('arithmetic', () => {
  it('follows the precedence of C in 64 bits', () => {
    expect(
      ['2+3*4', '(2+3)*4', '1<<3|1', '7/2', '-7%3', '!0', '1?2:3', '0x10', '010', '1&&0||1'].map((text) => value(text)),
    ).toEqual(['14', '20', '9', '3', '-1', '1', '2', '16', '8', '1']);
    expect(value('9223372036854775807+1')).toBe('-9223372036854775808');
  });
  it('assigns, and not in the part that does not count', () => {
    const values = { x: '1' };
    expect([value('x+=2', values), value('0 && (x=9)', values), values.x]).toEqual(['3', '0', '3']);
  });
  it('says what is wrong', () => {
    expect([value('1/0'), value('1+'), value('x', { x: 'a' })]).toEqual(['zero: 0', 'operand: +', 'number: a']);
  });
  it('bounds its depth', () => {
    expect(value('('.repeat(5000))).toMatch(/^limit: \(/);
  });
});
