// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Link, LinksInNewTabs } from './links.tsx';

let host: HTMLElement;

function open(address: string, shown: ReactNode): void {
  history.replaceState(null, '', address);
  act(() => createRoot(host).render(<BrowserRouter basename="/drydock/">{shown}</BrowserRouter>));
}

const click = () =>
  act(() => {
    host.querySelector('a')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  });

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => vi.unstubAllGlobals());

test('a link changes the address without a reload', () => {
  open('/drydock/', <Link to="/rules/#x">Rules</Link>);
  expect(host.querySelector('a')?.getAttribute('href')).toBe('/drydock/rules/#x');
  click();
  expect(location.pathname + location.hash).toBe('/drydock/rules/#x');
});

test('inside another page, a link opens a tab of its own and says so', () => {
  open(
    '/drydock/embed/',
    <LinksInNewTabs>
      <Link to="/rules/">Rules</Link>
    </LinksInNewTabs>,
  );
  const link = host.querySelector('a');
  expect([link?.getAttribute('href'), link?.target, link?.textContent]).toEqual([
    '/drydock/rules/',
    '_blank',
    'Rules ↗ (opens in a new tab)',
  ]);
  click();
  expect(location.pathname).toBe('/drydock/embed/');
});
