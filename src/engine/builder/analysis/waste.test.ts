import { describe, expect, it } from 'vitest';
import { layerOf, plainLayer } from '../../files/index.ts';
import { waste } from '../index.ts';

const file = (size: number, digest: string, mode = 0o644) => ({ size, digest, mode });

const paths = (layers: Parameters<typeof waste>[0]) => waste(layers).files.map(({ path, wasted }) => [path, wasted]);

describe('wasted bytes', () => {
  it('are those of copies that later copies hide, and of files that are gone', () => {
    expect(
      waste([
        plainLayer({ '/a': file(100, 'a'), '/b': file(50, 'b'), '/c': file(10, 'c') }),
        plainLayer({ '/a': file(100, 'a', 0o755), '/b': null }),
        plainLayer({ '/a': file(30, 'A') }),
      ]),
    ).toEqual({
      wasted: 250,
      // smallest copies 30 + 0 + 10 of all copies 230 + 50 + 10
      efficiency: 40 / 290,
      files: [
        { path: '/a', size: 230, wasted: 200, copies: 3, layers: [0, 1, 2], deleted: false, sameBytes: true },
        { path: '/b', size: 50, wasted: 50, copies: 1, layers: [0], deleted: true, sameBytes: false },
      ],
    });
  });

  it('are none where every path stands once', () => {
    expect([waste([]), waste([plainLayer({ '/a': 'a' }), plainLayer({ '/b': 'b' })])]).toEqual([
      { wasted: 0, efficiency: 1, files: [] },
      { wasted: 0, efficiency: 1, files: [] },
    ]);
  });

  it('of a deleted folder count, though dive gives it no lower figure', () => {
    expect(waste([plainLayer({ '/d/a': file(70, 'a'), '/d/b': file(30, 'b') }), layerOf([['/d', null]])])).toEqual({
      wasted: 100,
      efficiency: 1,
      files: [
        { path: '/d/a', size: 70, wasted: 70, copies: 1, layers: [0], deleted: true, sameBytes: false },
        { path: '/d/b', size: 30, wasted: 30, copies: 1, layers: [0], deleted: true, sameBytes: false },
      ],
    });
  });

  it('of folders that stand for many files, made anew or replaced by a file', () => {
    const many = { bulk: { files: 800, size: 1000 } };
    const other = { bulk: { files: 2, size: 20 }, digest: 'x' };
    expect([
      paths([plainLayer({ '/m': many }), plainLayer({ '/m': other })]),
      paths([plainLayer({ '/d/a': file(5, 'a') }), plainLayer({ '/d': file(9, 'd') })]),
      paths([
        plainLayer({ '/d/a': file(5, 'a') }),
        layerOf(plainLayer({ '/d/b': 'b' }).entries, { opaque: new Set(['/d']) }),
      ]),
    ]).toEqual([[['/m', 1000]], [['/d/a', 5]], [['/d/a', 5]]]);
  });
});
