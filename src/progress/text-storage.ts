/** Where texts lie under keys. Nothing here throws: storage may be blocked, full or gone at any time. */
export interface Shelf {
  /** Null: no such key, or storage cannot be read. */
  read(key: string): string | null;
  write(key: string, text: string): 'written' | 'full' | 'blocked';
  remove(key: string): void;
  keys(prefix: string): readonly string[];
  /** False: storage is blocked from the start. */
  readonly open: boolean;
}

export const KEYS = {
  exercise: 'drydock:exercise:',
  aside: 'drydock:aside:',
  settings: 'drydock:settings',
  place: 'drydock:place',
} as const;

/** The browser's storage of this origin; a shelf that takes nothing when it is blocked. */
export function browserShelf(): Shelf {
  let storage: Storage | undefined;
  try {
    storage = globalThis.localStorage;
    storage?.getItem(KEYS.settings);
  } catch {
    storage = undefined;
  }
  return storage ? shelfOver(storage) : BLOCKED;
}

const BLOCKED: Shelf = {
  open: false,
  read: () => null,
  write: () => 'blocked',
  remove: () => undefined,
  keys: () => [],
};

/** A shelf over anything that behaves like localStorage. */
export function shelfOver(storage: Storage): Shelf {
  return {
    open: true,
    read(key) {
      try {
        return storage.getItem(key);
      } catch {
        return null;
      }
    },
    write(key, text) {
      try {
        storage.setItem(key, text);
        return 'written';
      } catch (error) {
        return error instanceof Error && /quota/i.test(error.name) ? 'full' : 'blocked';
      }
    },
    remove(key) {
      try {
        storage.removeItem(key);
      } catch {
        // blocked in the meantime: then there is nothing to remove either
      }
    },
    keys(prefix) {
      try {
        const keys: string[] = [];
        for (let at = 0; at < storage.length; at++) {
          const key = storage.key(at);
          if (key?.startsWith(prefix)) keys.push(key);
        }
        return keys;
      } catch {
        return [];
      }
    },
  };
}
