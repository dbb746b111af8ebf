import { Suspense, useEffect } from 'react';
import { Route, Routes, useParams } from 'react-router';
import { Boundary } from './failure/boundary.tsx';
import { Broken } from './failure/broken.tsx';
import { ROUTES, type Route as Entry } from './routes.ts';
import { Shell } from './shell/shell.tsx';

/** The whole app inside a router. */
export function App() {
  return (
    <Boundary fallback={Broken}>
      <Shell>
        <Suspense fallback={null}>
          <Routes>
            {ROUTES.map((entry) => (
              <Route key={entry.pattern} path={entry.pattern} element={<Element entry={entry} />} />
            ))}
          </Routes>
        </Suspense>
      </Shell>
    </Boundary>
  );
}

function Element({ entry }: { entry: Entry }) {
  const params = useParams();
  // from here on the page answers; `npm run bench -- page` reads it
  useEffect(() => void performance.mark('drydock:hydrated'), []);
  return <entry.page.Page params={params} />;
}
