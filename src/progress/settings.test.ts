import { expect, test } from 'vitest';
import { createSettings, DEFAULTS, readSettings } from './settings.ts';
import type { Shelf } from './text-storage.ts';

function shelfWith(stored: string | null): Shelf & { text: string | null } {
  return {
    text: stored,
    open: true,
    read() {
      return this.text;
    },
    write(_, text) {
      this.text = text;
      return 'written';
    },
    remove: () => undefined,
    keys: () => [],
  };
}

test('prerendered pages and the first render have the defaults; stored settings come when asked for', async () => {
  const store = createSettings(shelfWith(JSON.stringify({ state: { theme: 'dark', codeSize: 16 }, version: 1 })));
  expect(store.getState()).toEqual(DEFAULTS);
  await store.persist.rehydrate();
  expect(store.getState()).toEqual({ ...DEFAULTS, theme: 'dark', codeSize: 16 });
});

test.each([null, 'broken', '{}', '{"state":7}'])('stored %j gives the defaults', async (stored) => {
  const store = createSettings(shelfWith(stored));
  await store.persist.rehydrate();
  expect(store.getState()).toEqual(DEFAULTS);
});

test('values of a wrong form take their default one by one', () => {
  expect(readSettings({ theme: 'pink', codeSize: 1000, wrap: 1, panes: { first: 400, last: -1 } })).toEqual({
    ...DEFAULTS,
    panes: { first: 400 },
  });
});

test('a change is stored with its version', () => {
  const shelf = shelfWith(null);
  createSettings(shelf).setState({ theme: 'light' });
  expect(JSON.parse(shelf.text ?? '')).toEqual({ state: { ...DEFAULTS, theme: 'light' }, version: 1 });
});
