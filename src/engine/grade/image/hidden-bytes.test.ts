import { expect, it } from 'vitest';
import { plainLayer } from '../../files/index.ts';
import { hiddenBytes } from './hidden-bytes.ts';

const layers = (...all: readonly Parameters<typeof plainLayer>[0][]) => all.map(plainLayer);

it('counts nothing for layers that add to each other', () => {
  expect(hiddenBytes(layers({ '/a': 'xx' }, { '/b': 'yy' }))).toEqual([0, 0]);
});

it('counts a file that a later layer writes again, once', () => {
  expect(hiddenBytes(layers({ '/a': 'xx' }, { '/a': 'yyy' }, { '/a': 'z' }))).toEqual([2, 3, 0]);
});

it('counts what a whiteout takes away, folders with all they hold', () => {
  expect(hiddenBytes(layers({ '/d/a': 'xx', '/d/e/b': 'yyy', '/dd': 'z' }, { '/d': null }))).toEqual([5, 0]);
});

it('counts a folder that stands for many files', () => {
  const bulk = { bulk: { files: 9, size: 70 } };
  expect(hiddenBytes(layers({ '/m': bulk }, { '/m': null }))).toEqual([70, 0]);
  expect(hiddenBytes(layers({ '/m': bulk }, { '/m/x': 'a' }))).toEqual([0, 0]);
});

it('counts what a file in place of a folder hides', () => {
  expect(hiddenBytes(layers({ '/d/a': 'xx' }, { '/d': 'y' }))).toEqual([2, 0]);
});
