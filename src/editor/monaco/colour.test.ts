import { describe, expect, it } from 'vitest';
import { hexOf, isDark } from './colour.ts';

describe('colours for Monaco', () => {
  it.each([
    ['oklch(1 0 0)', '#ffffff'],
    ['oklch(0 0 0)', '#000000'],
    ['oklch(0.627955 0.257683 29.234)', '#ff0000'],
    ['rgb(1, 2, 255)', '#0102ff'],
    ['rgba(0, 0, 0, 0.5)', '#00000080'],
    ['color(srgb 1 0.5 0)', '#ff8000'],
    ['oklch(100% 0 none)', '#ffffff'],
    ['#0b1c2d', '#0b1c2d'],
  ])('%s is %s', (text, hex) => {
    expect(hexOf(text)).toBe(hex);
  });

  it('answers nothing for other texts', () => {
    expect(hexOf('')).toBeUndefined();
    expect(hexOf('red')).toBeUndefined();
  });

  it('tells dark from light', () => {
    expect([isDark('#101418'), isDark('#fafbfc')]).toEqual([true, false]);
  });
});
