// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Boundary, type FallbackProps } from './boundary.tsx';
import { Failure } from './failure.tsx';

const attempt = { files: { Dockerfile: { text: 'FROM typed\n', mode: 0o644 } }, log: [] };

function Fallback({ error, id }: FallbackProps) {
  return <Failure error={error} attempt={id === 'a/b' ? attempt : undefined} />;
}
function Broken(): never {
  throw new Error('a mistake of ours');
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('an error while rendering shows what was typed, with the reason and ways to keep it', () => {
  const host = document.createElement('div');
  const root = createRoot(host, { onCaughtError: () => undefined });
  act(() =>
    root.render(
      <Boundary id="a/b" fallback={Fallback}>
        <Broken />
      </Boundary>,
    ),
  );
  expect(host.querySelector('pre')?.textContent).toBe('FROM typed\n');
  expect(host.textContent).toContain('a mistake of ours');
  expect([...host.querySelectorAll('button')].map((button) => button.textContent)).toEqual([
    'Reload',
    'Save a report',
    'Copy',
    'Save as a file',
  ]);
});
