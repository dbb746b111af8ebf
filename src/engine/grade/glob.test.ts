import { describe, expect, it } from 'vitest';
import { anyGlob, glob } from './glob.ts';

describe('a glob', () => {
  it.each([
    ['/usr/local/go/**', '/usr/local/go/bin/go'],
    ['/**/*.ts', '/app/src/main.ts'],
    ['/**/*.ts', '/main.ts'],
    ['**/.env', '.env'],
    ['**/.env', 'a/b/.env'],
    ['/app/{src,test}/**', '/app/test/a.js'],
    ['/a?c', '/abc'],
    ['/a.b+c', '/a.b+c'],
    ['/x/{a', '/x/a'],
  ])('%s matches %s', (pattern, path) => {
    expect(glob(pattern)(path)).toBe(true);
  });

  it.each([
    ['/usr/local/go/**', '/usr/local/go'],
    ['/usr/local/go/**', '/usr/local/gopher'],
    ['/*.ts', '/src/main.ts'],
    ['/a?c', '/a/c'],
    ['/a.b', '/axb'],
    ['**/.env', '.env.local'],
  ])('%s does not match %s', (pattern, path) => {
    expect(glob(pattern)(path)).toBe(false);
  });

  it('matches as one of several', () => {
    const any = anyGlob(['/a', '/b']);
    expect(['/a', '/b', '/c'].map(any)).toEqual([true, true, false]);
  });
});
