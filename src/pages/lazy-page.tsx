import { use, type ComponentType } from 'react';

/** What a page's module exports for the router. */
export interface PageModule<P> {
  readonly Page: ComponentType<P>;
  /** Loads what the page reads while it renders; called before hydration and before prerendering. */
  prepare?(props: P): Promise<unknown>;
}

export interface LazyPage<P> {
  readonly Page: ComponentType<P>;
  /** Loads the page's chunk and what it needs; afterwards `Page` renders without waiting. */
  prepare(props: P): Promise<void>;
}

/**
 * A page in a chunk of its own. `React.lazy` waits once even when its chunk is there, which would leave a prerendered page
 * without its content during hydration; this renders at once when prepared.
 */
export function lazyPage<P extends object>(load: () => Promise<PageModule<P>>): LazyPage<P> {
  let loaded: PageModule<P> | undefined;
  let pending: Promise<PageModule<P>> | undefined;
  const fetchModule = () =>
    (pending ??= load().then(
      (module) => (loaded = module),
      (error: unknown) => {
        pending = undefined; // the next visit tries again
        throw error;
      },
    ));
  function Page(props: P) {
    const module = loaded ?? use(fetchModule());
    return <module.Page {...props} />;
  }
  return {
    Page,
    async prepare(props) {
      const module = await fetchModule();
      await module.prepare?.(props);
    },
  };
}
