import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../engine/base/diagnostic.ts';
import { countProblems } from './markers.ts';
import { themeFrom } from './monaco/theme.ts';

const found = (severity: Diagnostic['severity'], file?: string): Diagnostic => ({
  ...(file ? { file } : {}),
  severity,
  message: 'x',
  span: { start: 0, end: 1 },
  line: 1,
  endLine: 1,
});

describe('the count in the status bar', () => {
  it('counts errors and warnings of the file, not notes and not what is not simulated', () => {
    const problems = [found('error'), found('warning'), found('info'), found('not-simulated'), found('error', 'a.sh')];
    expect(countProblems(problems, 'Dockerfile')).toBe(2);
    expect(countProblems(problems, 'a.sh')).toBe(1);
    expect(countProblems(problems, '.dockerignore')).toBe(0);
  });
});

describe('the theme', () => {
  it('is built from the tokens alone, light or dark by the ground', () => {
    const light = themeFrom((token) => (token === 'surface' ? '#ffffff' : '#112233'));
    expect([light.base, light.colors['editor.background'], light.colors['scrollbarSlider.background']]).toEqual([
      'vs',
      '#ffffff',
      '#11223340',
    ]);
    expect(light.rules.find((rule) => rule.token === 'keyword')).toEqual({ token: 'keyword', foreground: '112233' });
    expect(themeFrom(() => '#101418').base).toBe('vs-dark');
  });
});
