import { describe, expect, it } from 'vitest';
import { satisfies } from './range.ts';

// node-semver, README, "Advanced Range Syntax".
describe('ranges of npm', () => {
  it.each([
    ['1.2.3', '^1.2.0', true],
    ['2.0.0', '^1.2.0', false],
    ['0.2.4', '^0.2.3', true],
    ['0.3.0', '^0.2.3', false],
    ['0.0.4', '^0.0.3', false],
    ['1.2.9', '~1.2.3', true],
    ['1.3.0', '~1.2.3', false],
    ['1.3.0', '~1', true],
    ['1.9.0', '1.x', true],
    ['1.9.0', '1.8.*', false],
    ['5.3.0', '>=4 <6', true],
    ['6.0.0', '>= 4 < 6', false],
    ['4.1.0', '^3 || ^4', true],
    ['5.0.0', '3 || 4', false],
    ['1.0.0', '*', true],
    ['1.0.0', 'latest', true],
    ['1.0.0', 'next', undefined],
    ['1.0.0', '1.0.0 - 2.0.0', undefined],
  ])('%s in %s: %s', (version, range, answer) => {
    expect(satisfies(version, range)).toBe(answer);
  });
});
