import { expect, test } from 'vitest';
import { wasteRows, type WastedFile } from './waste.ts';

const file = (path: string, wasted: number, more: Partial<WastedFile> = {}): WastedFile => ({
  path,
  size: 2 * wasted,
  wasted,
  copies: 2,
  layers: [1, 3],
  deleted: false,
  sameBytes: true,
  ...more,
});

test('files that are stored again for one reason are one row with the folder that holds them', () => {
  const copied = ['a.js', 'lib/b.js', 'lib/c.js', 'd.js'].map((name) => file(`/app/${name}`, 10));
  const rows = wasteRows([file('/cache.gz', 100, { deleted: true, copies: 1, layers: [2] }), ...copied]);
  expect(rows).toEqual([
    { path: '/cache.gz', files: 1, wasted: 100, why: 'deleted later; layer 3' },
    { path: '/app/', files: 4, wasted: 40, why: 'stored again with another owner or mode; layers 2, 4' },
  ]);
});

test('a few files, or files from everywhere, stand alone', () => {
  expect(wasteRows([file('/app/a', 2), file('/app/b', 1)]).map(({ path }) => path)).toEqual(['/app/a', '/app/b']);
  const far = ['/etc/a', '/app/b', '/usr/c', '/var/d'].map((path) => file(path, 1));
  expect(wasteRows(far)).toHaveLength(4);
});

test('files from everywhere are told apart by their folders', () => {
  const bin = ['ar', 'as', 'cc', 'ld'].map((name) => file(`/usr/bin/${name}`, 10));
  const rows = wasteRows([...bin, file('/usr/lib/gcc', 100), file('/var/lib/dpkg/status', 1)]);
  expect(rows.map(({ path, files, wasted }) => [path, files, wasted])).toEqual([
    ['/usr/lib/gcc', 1, 100],
    ['/usr/bin/', 4, 40],
    ['/var/lib/dpkg/status', 1, 1],
  ]);
});

test('a folder whose name another begins with is not taken for it', () => {
  const paths = ['/app/a', '/app/b', '/apple/c', '/app/d'].map((path) => file(path, 1));
  expect(wasteRows(paths)).toHaveLength(4);
});
