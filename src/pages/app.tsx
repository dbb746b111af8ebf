import { Suspense } from 'react';
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
  return <entry.page.Page params={params} />;
}
