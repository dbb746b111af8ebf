import { createContext, use } from 'react';

/** Where the app is served: absolute address of the site without trailing slash (empty when not known) and base path. */
export interface Site {
  readonly site: string;
  readonly base: string;
}

const SiteContext = createContext<Site>({ site: '', base: '/' });
export const SiteProvider = SiteContext.Provider;

/** The absolute address of a path of the app, as far as the site's own address is known. */
export function useAddress(path: string): string {
  const { site, base } = use(SiteContext);
  return site + base.replace(/\/$/, '') + path;
}
