// @vitest-environment happy-dom
import { act, useEffect, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  BrowserRouter,
  Link,
  LinksInNewTabs,
  Redirect,
  StaticRouter,
  useLocation,
  useNavigate,
  useNavigationType,
} from './router.tsx';

let host: HTMLElement;
let navigate: ReturnType<typeof useNavigate>;

function Shown() {
  const { pathname, search, hash, state } = useLocation();
  const go = useNavigate();
  useEffect(() => {
    navigate = go;
  }, [go]);
  return <p>{`${useNavigationType()} ${pathname}${search}${hash} ${JSON.stringify(state)}`}</p>;
}

const shown = () => host.querySelector('p')?.textContent;

function open(address: string, more?: ReactNode): void {
  history.replaceState(null, '', address);
  act(() =>
    createRoot(host).render(
      <BrowserRouter base="/drydock/">
        <Shown />
        {more}
      </BrowserRouter>,
    ),
  );
}

const click = (options: MouseEventInit = {}) =>
  act(() => {
    host.querySelector('a')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...options }));
  });

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => vi.unstubAllGlobals());

test('paths of the app begin behind the base', () => {
  open('/drydock/lessons/a/?theme=dark#b');
  expect(shown()).toBe('POP /lessons/a/?theme=dark#b null');
});

test('a link changes address and page without a reload', () => {
  open('/drydock/', <Link to="/rules/#x">Rules</Link>);
  expect(host.querySelector('a')?.getAttribute('href')).toBe('/drydock/rules/#x');
  click();
  expect([shown(), location.pathname + location.hash]).toEqual(['PUSH /rules/#x null', '/drydock/rules/#x']);
});

test('a link to the page itself adds no entry to the history', () => {
  open('/drydock/rules/', <Link to="/rules/">Rules</Link>);
  const { length } = history;
  click();
  expect([shown(), history.length]).toEqual(['REPLACE /rules/ null', length]);
});

test.each([
  ['a key that opens it elsewhere', { ctrlKey: true }],
  ['another button', { button: 1 }],
])('a click with %s is left to the browser', (_, options) => {
  open('/drydock/', <Link to="/rules/">Rules</Link>);
  click(options);
  expect(shown()).toBe('POP / null');
});

test('what is handed over comes along and stays in the history', () => {
  open('/drydock/');
  act(() => navigate('/playground/', { state: { files: 1 } }));
  expect([shown(), history.state]).toEqual(['PUSH /playground/ {"files":1}', { usr: { files: 1 } }]);
});

test('the browser’s own buttons are followed', () => {
  open('/drydock/');
  act(() => navigate({ pathname: '/rules/', search: '?a', hash: '#b' }, { replace: true }));
  history.replaceState({ usr: 2 }, '', '/drydock/settings/');
  act(() => void dispatchEvent(new PopStateEvent('popstate')));
  expect(shown()).toBe('POP /settings/ 2');
});

test('a redirect takes the place of the entry it stands at', () => {
  open('/drydock/old/', <Redirect to="/new/" />);
  expect(shown()).toBe('REPLACE /new/ null');
});

test('inside another page, a link opens a tab of its own and says so', () => {
  open(
    '/drydock/embed/',
    <LinksInNewTabs>
      <Link to="/rules/">Rules</Link>
    </LinksInNewTabs>,
  );
  const link = host.querySelector('a');
  expect([link?.target, link?.textContent]).toEqual(['_blank', 'Rules ↗ (opens in a new tab)']);
  click();
  expect(shown()).toBe('POP /embed/ null');
});

test('a page rendered once knows its path and its links', () => {
  const html = renderToString(
    <StaticRouter base="/drydock/" path="/lessons/a/">
      <Shown />
      <Link to="/">Home</Link>
    </StaticRouter>,
  );
  expect(html).toBe('<p>POP /lessons/a/ null</p><a href="/drydock/">Home</a>');
});
