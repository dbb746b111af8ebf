import { eagerPage, lazyPage, type LazyPage, type PageProps } from './lazy-page.tsx';
import * as lesson from './lesson/lesson.tsx';
import { matchPath } from 'react-router';

export interface Route {
  readonly pattern: string;
  readonly page: LazyPage;
  /** Its module as the build's manifest names it, for preload links. */
  readonly source: string;
}

/** A page is a folder and one line here. Lessons are read most: their page lies in the first chunk. */
export const ROUTES: readonly Route[] = [
  { pattern: '/', page: lazyPage(() => import('./home/home.tsx')), source: 'src/pages/home/home.tsx' },
  {
    pattern: '/lessons/:lesson/',
    page: eagerPage(lesson),
    source: 'src/pages/lesson/lesson.tsx',
  },
  {
    pattern: '/lessons/:lesson/:exercise/',
    page: lazyPage(() => import('./exercise/exercise.tsx')),
    source: 'src/pages/exercise/exercise.tsx',
  },
  {
    pattern: '/playground/',
    page: lazyPage(() => import('./playground/playground.tsx')),
    source: 'src/pages/playground/playground.tsx',
  },
  { pattern: '/rules/', page: lazyPage(() => import('./rules/rules.tsx')), source: 'src/pages/rules/rules.tsx' },
  { pattern: '/rules/:rule/', page: lazyPage(() => import('./rules/rule.tsx')), source: 'src/pages/rules/rule.tsx' },
  {
    pattern: '/fidelity/',
    page: lazyPage(() => import('./fidelity/fidelity.tsx')),
    source: 'src/pages/fidelity/fidelity.tsx',
  },
  {
    pattern: '/progress/',
    page: lazyPage(() => import('./progress/progress.tsx')),
    source: 'src/pages/progress/progress.tsx',
  },
  {
    pattern: '/settings/',
    page: lazyPage(() => import('./settings/settings.tsx')),
    source: 'src/pages/settings/settings.tsx',
  },
  {
    pattern: '/embed/:lesson/:exercise/',
    page: lazyPage(() => import('./embed/embed.tsx')),
    source: 'src/pages/embed/embed.tsx',
  },
  {
    pattern: '*',
    page: lazyPage(() => import('./not-found/not-found.tsx')),
    source: 'src/pages/not-found/not-found.tsx',
  },
];

/** The route of a path inside the app (without base) and its parameters. */
export function routeOf(path: string): { readonly route: Route; readonly params: PageProps['params'] } | undefined {
  for (const route of ROUTES) {
    const match = matchPath(route.pattern, path);
    if (match) return { route, params: match.params };
  }
  return undefined;
}

/** Loads everything that the page at `path` reads, so that it renders without waiting. */
export async function preparePage(path: string): Promise<void> {
  const found = routeOf(path);
  await found?.route.page.prepare({ params: found.params });
}
