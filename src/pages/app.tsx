import { Suspense, useEffect, useMemo } from 'react';
import { Boundary } from './failure/boundary.tsx';
import { Broken } from './failure/broken.tsx';
import { useLocation } from 'react-router';
import { routeOf } from './routes.ts';
import { Shell } from './shell/shell.tsx';

/** The whole app inside a router. */
export function App() {
  return (
    <Boundary fallback={Broken}>
      <Shell>
        <Suspense fallback={null}>
          <CurrentPage />
        </Suspense>
      </Shell>
    </Boundary>
  );
}

function CurrentPage() {
  const { pathname } = useLocation();
  const found = useMemo(() => routeOf(pathname), [pathname]);
  // from here on the page answers; `npm run bench -- page` reads it
  useEffect(() => void performance.mark('drydock:hydrated'), []);
  return found && <found.route.page.Page params={found.params} />;
}
