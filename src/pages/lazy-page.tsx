import { use, type ComponentType } from 'react';

/** What the router gives a page: the parts of the address that its pattern names. */
export interface PageProps {
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** What a page's module exports for the router. */
export interface PageModule {
  readonly Page: ComponentType<PageProps>;
  /** Loads what the page reads while it renders; called before hydration and before prerendering. */
  prepare?(props: PageProps): Promise<unknown>;
}

export interface LazyPage {
  readonly Page: ComponentType<PageProps>;
  /** Loads the page's chunk and what it needs; afterwards `Page` renders without waiting. */
  prepare(props: PageProps): Promise<void>;
}

/** A page in the chunk that every page loads. */
export function eagerPage({ Page, prepare }: PageModule): LazyPage {
  return {
    Page,
    async prepare(props) {
      await prepare?.(props);
    },
  };
}

/**
 * A page in a chunk of its own. `React.lazy` waits once even when its chunk is there, which would leave a prerendered page
 * without its content during hydration; this renders at once when prepared.
 */
export function lazyPage(load: () => Promise<PageModule>): LazyPage {
  let loaded: PageModule | undefined;
  let pending: Promise<PageModule> | undefined;
  // A failed load stays failed until the page is reloaded: another try while rendering would be a loop without end.
  const fetchModule = () => (pending ??= load().then((module) => (loaded = module)));
  function Page(props: PageProps) {
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
