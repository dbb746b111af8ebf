import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router';
import { useStore } from 'zustand';
import { hydrate, settings } from '../../progress/device.ts';
import { ToastArea } from '../../ui/toast/toast.tsx';
import { OverlayContext, type Overlay } from './overlay.ts';
import styles from './shell.module.css';

const Search = lazy(() => import('../search/search.tsx').then(({ Search: component }) => ({ default: component })));
const Shortcuts = lazy(() =>
  import('../shortcuts/shortcuts.tsx').then(({ Shortcuts: component }) => ({ default: component })),
);

/** What surrounds every page: skip link, theme, keys, search and the list of keys, and where focus goes after a click. */
export function Shell({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>();
  const close = useCallback(() => setOverlay(undefined), []);
  useEffect(hydrate, []);
  useTheme();
  useArrival();
  useKeys(setOverlay);
  const content = useMemo(() => <OverlayContext value={setOverlay}>{children}</OverlayContext>, [children]);
  return (
    <ToastArea>
      <a className={styles.skip} href="#main">
        Skip to the text
      </a>
      {content}
      <Suspense fallback={null}>
        {overlay === 'search' && <Search onClose={close} />}
        {overlay === 'shortcuts' && <Shortcuts onClose={close} />}
      </Suspense>
    </ToastArea>
  );
}

/** Writes the chosen theme on the document. `?theme=` of an embedding page wins; the script in the head did it first. */
function useTheme(): void {
  const theme = useStore(settings, (state) => state.theme);
  useEffect(() => {
    const asked = new URLSearchParams(location.search).get('theme');
    const chosen = asked === 'light' || asked === 'dark' ? asked : theme;
    document.documentElement.style.colorScheme = chosen === 'system' ? '' : chosen;
  }, [theme]);
}

/** After a click on a link: focus and scroll to the top of the new page, or to the place its fragment names. */
function useArrival(): void {
  const location = useLocation();
  const type = useNavigationType();
  const navigate = useNavigate();
  const [first] = useState(location);
  useEffect(() => {
    const { pathname, search, hash } = location;
    // files are x/index.html: without the slash, links inside the page and the precache would miss
    if (!pathname.endsWith('/'))
      void navigate({ pathname: `${pathname}/`, search, hash }, { replace: true, state: location.state });
  }, [location, navigate]);
  useEffect(() => {
    if (location === first) return;
    const target = /^#[\w-]+$/.test(location.hash) ? document.querySelector(location.hash) : null;
    if (target) {
      // no result of it may be returned: newer browsers give a promise, which React would call as the clean-up
      target.scrollIntoView();
      return;
    }
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
    if (type !== 'POP') window.scrollTo(0, 0);
  }, [first, location, type]);
}

/** `/` opens search and `?` the list of keys, except while something is being typed. */
function useKeys(open: (overlay: Overlay) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const overlay = event.key === '/' ? 'search' : event.key === '?' ? 'shortcuts' : undefined;
      const typing =
        event.target instanceof HTMLElement &&
        (event.target.isContentEditable ||
          event.target.closest('input, textarea, select, dialog, [role=textbox], .monaco-editor') !== null);
      if (!overlay || typing || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      open(overlay);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);
}
