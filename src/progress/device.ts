/**
 * Progress on this device: what pages import. The stores are filled by `hydrate` after the first render, so that
 * prerendered pages and the first render agree. Left out: progress never leaves the device by itself.
 */
import { createOverview } from './overview.ts';
import { createSettings } from './settings.ts';
import { browserShelf, KEYS } from './text-storage.ts';

export const shelf = browserShelf();
export const overview = createOverview(shelf, Date.now);
export const settings = createSettings(shelf);

/** Reads what this device holds and follows other tabs; returns how to stop. Called once, by the shell, in an effect. */
export function hydrate(): () => void {
  overview.hydrate();
  void settings.persist.rehydrate();
  const onStorage = (event: StorageEvent) => {
    if (event.key === KEYS.settings) void settings.persist.rehydrate();
    else if (event.key === null || event.key.startsWith('drydock:')) overview.hydrate();
  };
  globalThis.addEventListener('storage', onStorage);
  return () => globalThis.removeEventListener('storage', onStorage);
}
