// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FileTree } from './file-tree.tsx';
import type { TreeFolder, TreeItem } from './rows.ts';
import type { FolderWish, LoadFolders } from './use-folders.ts';

const item = (name: string, more: Partial<TreeItem> = {}): TreeItem => ({
  name,
  open: false,
  folder: false,
  size: '1 B',
  facts: [],
  ...more,
});
const many = Array.from({ length: 8000 }, (_, at) => item(`file-${at}`));

/** A tree of one folder with 8,000 files; remembers what it was asked. */
function loader(asked: FolderWish[][], extra: readonly TreeItem[] = []): LoadFolders {
  return async (wishes) => {
    asked.push([...wishes]);
    return wishes.map(({ path, most }): TreeFolder => {
      if (path === '/')
        return { items: [item('big', { folder: true, open: true }), ...extra], total: 1 + extra.length };
      return { items: many.slice(0, most), total: many.length };
    });
  };
}

let host: HTMLElement;
let root: ReturnType<typeof createRoot>;
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

const show = (load: LoadFolders) =>
  act(async () => root.render(<FileTree label="Files" load={load} empty="No files." />));
const tree = () => host.querySelector<HTMLElement>('[role=tree]');
const names = () => [...host.querySelectorAll('[role=treeitem]')].map((row) => row.textContent);
const press = (key: string) =>
  act(async () => void tree()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
const active = () => document.getElementById(tree()?.getAttribute('aria-activedescendant') ?? '')?.textContent;

test('a folder is loaded when it is opened, and only the rows in view are in the page', async () => {
  const asked: FolderWish[][] = [];
  await show(loader(asked));
  expect(names()).toEqual(['big/1 B']);
  expect(asked).toEqual([[{ path: '/', most: 500 }]]);
  await press('ArrowRight');
  expect(asked[1]).toEqual([{ path: '/big', most: 500 }]);
  expect(names().length).toBeLessThan(40);
  await press('ArrowDown');
  expect(active()).toBe('file-01 B');
});

test('the row that is pointed at is in the page, however far away', async () => {
  await show(loader([]));
  await press('ArrowRight');
  await press('End');
  expect(active()).toBe('7,500 more');
  await press('Enter');
  await press('End');
  expect(active()).toBe('6,000 more');
});

test('another tree keeps open folders open and asks for all of them', async () => {
  const asked: FolderWish[][] = [];
  await show(loader([]));
  await press('ArrowRight');
  await show(loader(asked, [item('new', { mark: 'added' })]));
  expect(asked).toEqual([
    [
      { path: '/', most: 500 },
      { path: '/big', most: 500 },
    ],
  ]);
  await press('End');
  expect(active()).toBe('+addednew1 B');
});

test('folders that are proposed stand open until they are closed', async () => {
  const load = loader([]);
  const opened = ['/big'];
  await act(async () => root.render(<FileTree label="Files" load={load} empty="" opened={opened} />));
  expect(names()[1]).toBe('file-01 B');
  await press('ArrowLeft');
  expect(names()).toEqual(['big/1 B']);
});

test('a tree that cannot be read says so and can be asked again', async () => {
  let broken = true;
  const good = loader([]);
  await show(async (wishes) => (broken ? undefined : good(wishes)));
  expect(host.textContent).toContain('could not be read');
  broken = false;
  await act(async () => host.querySelector('button')?.click());
  expect(names()).toEqual(['big/1 B']);
});

test('a tree without entries says so', async () => {
  await show(async (wishes) => wishes.map(() => ({ items: [], total: 0 })));
  expect(host.textContent).toBe('No files.');
});
