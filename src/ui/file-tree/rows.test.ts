import { expect, test } from 'vitest';
import { shownRows, treeMove, treeRows, type TreeFolder, type TreeItem } from './rows.ts';

const file = (name: string): TreeItem => ({ name, open: false, folder: false, size: '1 B', facts: [] });
const folder = (name: string): TreeItem => ({ ...file(name), open: true, folder: true });
const FOLDERS: ReadonlyMap<string, TreeFolder> = new Map([
  ['/', { items: [folder('app'), folder('etc'), file('hello')], total: 3 }],
  ['/app', { items: [folder('lib'), file('main.js')], total: 900 }],
  ['/app/lib', { items: [file('a.js')], total: 1 }],
]);
const rows = (...opened: string[]) => treeRows(FOLDERS, new Set(opened), '/');
const move = (active: string, key: string, ...opened: string[]) => treeMove(rows(...opened), key, { active });

test('open folders are followed by what is known of them, and by a row that asks for the rest', () => {
  expect(
    rows('/app', '/app/lib').map(({ key, level, position, siblings, left }) => [key, level, position, siblings, left]),
  ).toEqual([
    ['/app', 1, 1, 3, 0],
    ['/app/lib', 2, 1, 3, 0],
    ['/app/lib/a.js', 3, 1, 1, 0],
    ['/app/main.js', 2, 2, 3, 0],
    ['/app\n', 2, 3, 3, 898],
    ['/etc', 1, 2, 3, 0],
    ['/hello', 1, 3, 3, 0],
  ]);
});

test('a folder that is open and not loaded shows nothing below it', () => {
  expect(rows('/etc').map((row) => row.key)).toEqual(['/app', '/etc', '/hello']);
});

test('a folder below one that is closed is not shown, open or not', () => {
  expect(rows('/app/lib').map((row) => row.key)).toEqual(['/app', '/etc', '/hello']);
});

test('up and down move by rows and stop at the ends', () => {
  expect(move('/app', 'ArrowDown')).toEqual({ to: '/etc' });
  expect(move('/app', 'ArrowUp')).toBeUndefined();
  expect(move('/hello', 'ArrowDown')).toBeUndefined();
  expect([move('/app', 'End'), move('/hello', 'Home')]).toEqual([{ to: '/hello' }, { to: '/app' }]);
});

test('right opens, then goes in; left closes, then goes out', () => {
  expect(move('/app', 'ArrowRight')).toEqual({ open: '/app' });
  expect(move('/app', 'ArrowRight', '/app')).toEqual({ to: '/app/lib' });
  expect(move('/app/lib', 'ArrowLeft', '/app')).toEqual({ to: '/app' });
  expect(move('/app', 'ArrowLeft', '/app')).toEqual({ close: '/app' });
  expect([move('/app', 'ArrowLeft'), move('/hello', 'ArrowRight')]).toEqual([undefined, undefined]);
});

test('right in an open folder that is still loading stays where it is', () => {
  expect(move('/etc', 'ArrowRight', '/etc')).toBeUndefined();
});

test('Enter opens and closes, and asks for more', () => {
  expect([move('/app', 'Enter'), move('/app', ' ', '/app')]).toEqual([{ open: '/app' }, { close: '/app' }]);
  expect(move('/app\n', 'Enter', '/app')).toEqual({ more: '/app' });
  expect(move('/hello', 'Enter')).toBeUndefined();
});

test('a letter goes to the next name that begins with it, round the end', () => {
  expect(move('/app', 'h')).toEqual({ to: '/hello' });
  expect(move('/hello', 'A')).toEqual({ to: '/app' });
  expect(move('/hello', 'x')).toBeUndefined();
});

test('a key on a row that is gone counts from the first row', () => {
  expect(move('/gone', 'ArrowDown')).toEqual({ to: '/etc' });
  expect(treeMove([], 'ArrowDown', { active: '/gone' })).toBeUndefined();
});

test('of many rows only those in view are drawn', () => {
  expect(shownRows(8000, { top: 28_000, height: 280, row: 28 })).toEqual([992, 1018]);
  expect(shownRows(3, { top: 0, height: 280, row: 28 })).toEqual([0, 3]);
  expect(shownRows(2, { top: 28_000, height: 280, row: 28 })).toEqual([1, 2]);
  expect(shownRows(0, { top: 0, height: 280, row: 28 })).toEqual([0, 0]);
});
