import { expect, test } from 'vitest';
import { modeText } from './tree-items.ts';

test('modes are written as ls writes them', () => {
  expect([
    modeText('dir', 0o755),
    modeText('file', 0o640),
    modeText('symlink', 0o777),
    modeText('file', 0o4755),
    modeText('dir', 0o1777),
    modeText('file', 0o2644),
    modeText('char', 0o666),
  ]).toEqual(['drwxr-xr-x', '-rw-r-----', 'lrwxrwxrwx', '-rwsr-xr-x', 'drwxrwxrwt', '-rw-r-Sr--', 'crw-rw-rw-']);
});
