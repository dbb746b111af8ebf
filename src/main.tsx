import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './pages/app.tsx';
import { BrowserRouter } from 'react-router';
import { preparePage } from './pages/routes.ts';
import { SiteProvider } from './pages/site.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/print.css';

async function start(): Promise<void> {
  const root = document.querySelector<HTMLElement>('#root');
  if (!root) return;
  const base = import.meta.env.BASE_URL;
  const path = location.pathname.startsWith(base) ? `/${location.pathname.slice(base.length)}` : '/';
  // what cannot be loaded is the business of the error boundary, which says so
  await preparePage(path).catch(() => undefined);
  const app = (
    <StrictMode>
      <SiteProvider value={{ site: location.origin, base }}>
        <BrowserRouter basename={base}>
          <App />
        </BrowserRouter>
      </SiteProvider>
    </StrictMode>
  );
  const prerendered = root.firstElementChild !== null && document.documentElement.dataset['fallback'] === undefined;
  if (prerendered) hydrateRoot(root, app);
  else createRoot(root).render(app);
}

void start();
