import { expect, it } from 'vitest';
import { directoryEntry, fileEntry } from '../../files/index.ts';
import { modeChange } from './mode.ts';

const file = (mode: number) => fileEntry({ mode });
const after = (text: string, mode: number) => modeChange(text)?.(file(mode)).toString(8);

it('reads octal and symbolic modes of --chmod', () => {
  expect([
    after('755', 0o644),
    after('0755', 0o600),
    after('4755', 0o644),
    after('u+x', 0o644),
    after('+x', 0o644),
    after('go-rwx', 0o755),
    after('u=rw,go=r', 0o777),
    after('a+rX', 0o600),
    after('a+rX', 0o700),
    after('g=u', 0o640),
    after('u+s', 0o755),
    modeChange('a+rX')?.(directoryEntry(0o700)).toString(8),
  ]).toEqual(['755', '755', '4755', '744', '755', '700', '644', '644', '755', '660', '4755', '755']);
});

it('does not read anything else', () => {
  expect(['abc', '888', 'u', 'x+u', ''].map(modeChange)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
