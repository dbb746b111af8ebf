import { use } from 'react';

/** Things loaded by key, once. `read` gives what is there at once and suspends otherwise. */
export interface Resource<T> {
  load(key: string): Promise<T>;
  /** A hook: call it while rendering. */
  useRead(key: string): T;
  /** Puts in what is known without loading. */
  put(key: string, value: T): void;
}

export function resource<T>(fetchOne: (key: string) => Promise<T>): Resource<T> {
  const done = new Map<string, { readonly value: T }>();
  const pending = new Map<string, Promise<T>>();
  const load = (key: string): Promise<T> => {
    const known = pending.get(key);
    if (known) return known;
    // a failed load stays failed until the page is reloaded, so that rendering ends in the error page and not in a loop
    const promise = fetchOne(key).then((value) => {
      done.set(key, { value });
      return value;
    });
    pending.set(key, promise);
    return promise;
  };
  return {
    load,
    put(key, value) {
      done.set(key, { value });
      pending.set(key, Promise.resolve(value));
    },
    useRead(key) {
      const there = done.get(key);
      return there ? there.value : use(load(key));
    },
  };
}
