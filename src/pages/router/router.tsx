/**
 * Addresses of the app: what is shown follows the path, links and `useNavigate` change it without a reload. Left out: nested
 * routes, loaders, relative links; a page is one entry in routes.ts and paths begin with a slash.
 */
import {
  createContext,
  startTransition,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type AnchorHTMLAttributes,
  type MouseEvent,
  type ReactNode,
} from 'react';

/** Where the app is. `pathname` is inside the app: without the base path. */
export interface Location {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  /** What was handed over with the navigation; survives a reload. */
  readonly state: unknown;
}

/** How this place was reached: a link, a replaced entry, or the browser's own buttons (and the first load). */
export type NavigationType = 'PUSH' | 'REPLACE' | 'POP';

export type Navigate = (
  to: string | Partial<Pick<Location, 'pathname' | 'search' | 'hash'>>,
  options?: { readonly replace?: boolean; readonly state?: unknown },
) => void;

interface Place {
  readonly location: Location;
  readonly type: NavigationType;
}

interface Routing extends Place {
  readonly base: string;
  readonly navigate: Navigate;
}

const RoutingContext = createContext<Routing | undefined>(undefined);

function useRouting(): Routing {
  const routing = use(RoutingContext);
  if (!routing) throw new Error('used outside of a router');
  return routing;
}

/** `/drydock/` → `/drydock`; `/` → nothing. */
function prefix(base: string): string {
  return base.replace(/\/$/, '');
}

function locationOf(base: string, { pathname, search, hash }: URL | globalThis.Location, state: unknown): Location {
  const inside = pathname.startsWith(base) ? pathname.slice(prefix(base).length) : pathname;
  return { pathname: inside || '/', search, hash, state };
}

function placeNow(base: string, type: NavigationType): Place {
  const held: unknown = history.state;
  const state = typeof held === 'object' && held !== null && 'usr' in held ? held.usr : null;
  return { location: locationOf(base, globalThis.location, state), type };
}

/** The router of a page in the browser. `base` begins and ends with a slash. */
export function BrowserRouter({ base, children }: { base: string; children: ReactNode }) {
  const [place, setPlace] = useState(() => placeNow(base, 'POP'));
  const show = useCallback(
    // a transition: the page before stays until the next one has what it needs
    (type: NavigationType) => startTransition(() => setPlace(placeNow(base, type))),
    [base],
  );
  useLayoutEffect(() => {
    const onPop = () => show('POP');
    globalThis.addEventListener('popstate', onPop);
    return () => globalThis.removeEventListener('popstate', onPop);
  }, [show]);
  const navigate = useCallback<Navigate>(
    (to, { replace = false, state = null } = {}) => {
      const address = prefix(base) + (typeof to === 'string' ? to : pathOf(to));
      history[replace ? 'replaceState' : 'pushState']({ usr: state }, '', address);
      show(replace ? 'REPLACE' : 'PUSH');
    },
    [base, show],
  );
  const routing = useMemo(() => ({ ...place, base, navigate }), [place, base, navigate]);
  return <RoutingContext value={routing}>{children}</RoutingContext>;
}

function pathOf({ pathname = '', search = '', hash = '' }: Partial<Location>): string {
  return pathname + search + hash;
}

/** The router of a page that is rendered once, at `path` inside the app. */
export function StaticRouter({ base, path, children }: { base: string; path: string; children: ReactNode }) {
  const routing = useMemo(
    (): Routing => ({
      location: locationOf('/', new URL(path, 'http://localhost'), null),
      type: 'POP',
      base,
      navigate: () => undefined,
    }),
    [base, path],
  );
  return <RoutingContext value={routing}>{children}</RoutingContext>;
}

export function useLocation(): Location {
  return useRouting().location;
}

export function useNavigationType(): NavigationType {
  return useRouting().type;
}

/** Goes to a path of the app; the function stays the same while the page is shown. */
export function useNavigate(): Navigate {
  return useRouting().navigate;
}

/** True for a click that the browser should leave to the page: no other button, no key that opens elsewhere. */
export function isPlainClick(event: MouseEvent): boolean {
  const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
  return !event.defaultPrevented && button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);
}

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** Path inside the app. */
  readonly to: string;
}

const NewTabs = createContext(false);

/** Below it, links to other pages open in a tab of their own and say so: the page is a part of another one. */
export function LinksInNewTabs({ children }: { children: ReactNode }) {
  return <NewTabs value>{children}</NewTabs>;
}

/** True where a link to another page must not take the place of this one. */
export function useNewTabs(): boolean {
  return use(NewTabs);
}

/** A link inside the app. */
export function Link({ to, onClick, children, ...rest }: LinkProps) {
  const { base, location, navigate } = useRouting();
  if (use(NewTabs))
    return (
      <a {...rest} href={prefix(base) + to} target="_blank" onClick={onClick}>
        {children} <span aria-hidden="true">↗</span>
        <span className="sr"> (opens in a new tab)</span>
      </a>
    );
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (!isPlainClick(event) || (rest.target !== undefined && rest.target !== '_self')) return;
    event.preventDefault();
    // the way back should not lead to the page it begins at
    navigate(to, { replace: pathOf(location) === to });
  };
  return (
    <a {...rest} href={prefix(base) + to} onClick={follow}>
      {children}
    </a>
  );
}

/** Goes on to another path in place of this one. */
export function Redirect({ to }: { to: string }) {
  const navigate = useNavigate();
  useEffect(() => navigate(to, { replace: true }), [navigate, to]);
  return null;
}
