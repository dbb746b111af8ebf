// @vitest-environment happy-dom
import { act, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Tabs } from './tabs.tsx';

function Example() {
  const [selected, select] = useState('a');
  const tabs = ['a', 'b', 'c'].map((id) => ({ id, label: id }));
  return <Tabs label="Example" prefix="x" tabs={tabs} selected={selected} onSelect={select} />;
}

let host: HTMLElement;
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  act(() => createRoot(host).render(<Example />));
});
afterEach(() => {
  host.remove();
  vi.unstubAllGlobals();
});

function press(key: string): string {
  const tab = host.querySelector<HTMLElement>('[role=tab][aria-selected=true]');
  act(() => void tab?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
  return `${host.querySelector('[aria-selected=true]')?.textContent} ${document.activeElement?.textContent}`;
}

test('arrow keys move, select and take the focus along; they go round', () => {
  expect([press('ArrowRight'), press('ArrowRight'), press('ArrowRight'), press('ArrowLeft')]).toEqual([
    'b b',
    'c c',
    'a a',
    'c c',
  ]);
});

test('Home and End jump', () => {
  expect([press('End'), press('Home')]).toEqual(['c c', 'a a']);
});

test('only the selected tab is in the order of Tab', () => {
  expect([...host.querySelectorAll<HTMLElement>('[role=tab]')].map((tab) => tab.tabIndex)).toEqual([0, -1, -1]);
});
