// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveRegion } from './live-region.tsx';

let host: HTMLElement;
let show: (text: string | undefined) => void;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  host = document.createElement('div');
  const root = createRoot(host);
  show = (text) => act(() => root.render(<LiveRegion text={text} />));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

test('the first verdict after load is silent; a change is spoken after a second of rest', () => {
  show(undefined);
  show('Fix first: A');
  pass(2000);
  expect(host.textContent).toBe('');
  show('Fix first: B');
  pass(900);
  expect(host.textContent).toBe('');
  pass(100);
  expect(host.textContent).toBe('Fix first: B');
});

test('verdicts that change while typing are not spoken one by one', () => {
  show('A');
  show('B');
  pass(500);
  show('C');
  pass(999);
  expect(host.textContent).toBe('');
  pass(1);
  expect(host.textContent).toBe('C');
});

test('going back to the first verdict is news once another one was spoken', () => {
  show('A');
  show('B');
  pass(1000);
  show('A');
  pass(1000);
  expect(host.textContent).toBe('A');
});
