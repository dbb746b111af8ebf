import { persist, type PersistStorage } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { json, object, whole } from './readers.ts';
import { KEYS, type Shelf } from './text-storage.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Choices of this device; none of them changes what is right. */
export interface Settings {
  readonly theme: Theme;
  /** Size of code in the editor, px. */
  readonly codeSize: number;
  /** Long lines of the editor continue below instead of to the right. */
  readonly wrap: boolean;
  /** Tab leaves the editor from the start, as Ctrl+M switches it. */
  readonly tabLeaves: boolean;
  /** Sizes of the panes: first and last in px, share in %. */
  readonly panes: { readonly first?: number; readonly last?: number; readonly share?: number };
}

export const DEFAULTS: Settings = { theme: 'system', codeSize: 13, wrap: false, tabLeaves: false, panes: {} };

export const CODE_SIZES = [12, 13, 14, 16, 18, 20] as const;

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Settings from any data; what is missing or wrong takes its default. */
export function readSettings(value: unknown): Settings {
  const members = object(value) ?? {};
  const panes = object(members['panes']) ?? {};
  const size = whole(members['codeSize']);
  const lengths = (['first', 'last', 'share'] as const).flatMap((key) => {
    const length = whole(panes[key]);
    return length === undefined ? [] : [[key, length] as const];
  });
  return {
    theme: THEMES.find((theme) => theme === members['theme']) ?? DEFAULTS.theme,
    codeSize: CODE_SIZES.find((known) => known === size) ?? DEFAULTS.codeSize,
    wrap: members['wrap'] === true,
    tabLeaves: members['tabLeaves'] === true,
    panes: Object.fromEntries(lengths),
  };
}

function storageOver(shelf: Shelf): PersistStorage<Settings> {
  return {
    getItem(name) {
      const stored = object(json(shelf.read(name) ?? ''));
      const version = whole(stored?.['version']);
      return stored ? { state: readSettings(stored['state']), ...(version === undefined ? {} : { version }) } : null;
    },
    setItem: (name, value) => void shelf.write(name, JSON.stringify(value)),
    removeItem: (name) => shelf.remove(name),
  };
}

/** The settings store. It starts with the defaults, as the prerendered pages have them, until `persist.rehydrate()`. */
export function createSettings(shelf: Shelf) {
  return createStore<Settings>()(
    persist(() => DEFAULTS, {
      name: KEYS.settings,
      version: 1,
      skipHydration: true,
      storage: storageOver(shelf),
      migrate: readSettings,
    }),
  );
}
