import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainLayer, stack } from '../../files/index.ts';
import type { PlainEntry, Tree } from '../../files/index.ts';
import { glob } from '../glob.ts';
import { found } from './image-search.ts';

const FILES: Readonly<Record<string, PlainEntry>> = {
  '/app/main.js': 'x',
  '/app/node_modules': { bulk: { files: 9, size: 90 } },
  '/app-old/main.js': 'y',
  '/bin': { link: 'usr/bin' },
  '/usr/bin/node': 'n',
};
const paths = (tree: Tree, pattern: string): string[] => found(tree, pattern).map(({ path }) => path);

it('finds what a glob matches, folder by folder, and counts a folder of many files as its contents', () => {
  const tree = stack([plainLayer(FILES)]);
  expect(paths(tree, '/app*/**')).toEqual(['/app/main.js', '/app/node_modules', '/app-old/main.js']);
  expect(paths(tree, '/app/node_modules/*')).toEqual(['/app/node_modules']);
  expect(paths(tree, '/bin/*')).toEqual([]);
  expect(paths(tree, '/bin/node')).toEqual(['/bin/node']);
});

it('does not find what a later layer took away, replaced or put behind a link', () => {
  const base = plainLayer(FILES);
  expect(paths(stack([base, plainLayer({ '/app': null })]), '/app*/*.js')).toEqual(['/app-old/main.js']);
  expect(paths(stack([base, plainLayer({ '/app': 'a file' })]), '/app/**')).toEqual([]);
  expect(paths(stack([base, plainLayer({ '/app': { link: 'app-old' } })]), '/app/*.js')).toEqual([]);
});

const NAMES = ['a', 'b', 'a-b'];
const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const entry = fc.constantFrom<PlainEntry>('text', null, { dir: true }, { link: '/a' }, { bulk: { files: 2, size: 2 } });
const layer = fc.dictionary(path, entry, { maxKeys: 5 }).map(plainLayer);
const pattern = fc.constantFrom('/**', '/a/*', '**/b', '/*/a/**', '/{a,a-b}/*', '/*-b', '/a/b/*');

it('finds the same as a walk through the whole tree', () => {
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 4 }), pattern, (layers, wanted) => {
      const tree = stack(layers);
      const matches = glob(wanted);
      const walked = [...tree.walk('/')].filter(
        ([at, { bulk }]) => matches(at) || (bulk !== undefined && matches(`${at}/x`)),
      );
      expect(found(tree, wanted)).toEqual(walked.map(([at, value]) => ({ path: at, entry: value })));
    }),
    { numRuns: 2000 },
  );
});
