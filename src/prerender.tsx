/** Every page as HTML at build time: called by scripts/build.mjs, bundled for Node. */
import { prerender } from 'react-dom/static';
import { exercises } from './content/exercises.ts';
import { lessons } from './content/index.ts';
import { rules } from './content/rules.ts';
import { App } from './pages/app.tsx';
import { StaticRouter } from 'react-router';
import { preparePage, routeOf } from './pages/routes.ts';
import { SiteProvider, type Site } from './pages/site.ts';

export interface PrerenderedRoute {
  readonly path: string;
  /** Modules whose chunks the page needs, as the build's manifest names them. */
  readonly chunks: readonly string[];
}

/** All addresses that are prerendered. */
export function routes(): readonly PrerenderedRoute[] {
  const paths = [
    '/',
    ...lessons.map((lesson) => `/lessons/${lesson.slug}/`),
    ...exercises.flatMap((exercise) => [`/lessons/${exercise.id}/`, `/embed/${exercise.id}/`]),
    '/playground/',
    '/rules/',
    ...rules.map((rule) => `/rules/${rule.id}/`),
    '/fidelity/',
    '/progress/',
    '/settings/',
  ];
  return paths.map((path) => ({ path, chunks: [routeOf(path)?.route.source ?? ''] }));
}

/** The page at `path` (inside the app, with a trailing slash): tags for the head, and the content of #root. */
export async function render(path: string, site: Site): Promise<{ head: string; html: string }> {
  await preparePage(path);
  const failures: unknown[] = [];
  const { prelude } = await prerender(
    <SiteProvider value={site}>
      <StaticRouter basename={site.base} location={site.base + path.slice(1)}>
        <App />
      </StaticRouter>
    </SiteProvider>,
    // one chunk: content that React streams later would be hidden without JavaScript
    { progressiveChunkSize: Infinity, onError: (error) => void failures.push(error) },
  );
  const text = await new Response(prelude).text();
  if (failures.length) throw failures[0];
  // React puts title and meta first
  const head = /^(?:<title>[^<]*<\/title>|<(?:meta|link)[^>]*>)*/.exec(text)?.[0] ?? '';
  return { head, html: text.slice(head.length) };
}
