import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { buildOptions, contextFacts, foldersIn, layOver, mergeFacts, readFiles, readOverlay } from './folders.ts';

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'drydock-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const file = (text: string) => ({ text, mode: 0o644 });

it('reads files below a folder, dotfiles included, sorted', () => {
  expect(readFiles(folder({ 'b/c.txt': '1', '.dockerignore': '2', Dockerfile: '3' }))).toEqual({
    '.dockerignore': { text: '2', mode: 0o644 },
    Dockerfile: { text: '3', mode: 0o644 },
    'b/c.txt': { text: '1', mode: 0o644 },
  });
});

it('reads nothing where there is no folder', () => {
  expect([readFiles('/nowhere'), foldersIn('/nowhere')]).toEqual([{}, []]);
});

it('refuses a file that is no text', () => {
  expect(() => readFiles(folder({ 'a.png': '\0PNG' }))).toThrow('declare it in context:');
});

it('lays files over files and removes what the overlay says', () => {
  const overlay = readOverlay(folder({ 'overlay.yaml': 'remove: [a, d/]', b: 'new' }), 'x');
  expect(layOver({ a: file('1'), b: file('2'), 'd/e': file('3'), f: file('4') }, overlay)).toEqual({
    b: file('new'),
    f: file('4'),
  });
});

it('reads sizes and modes of context facts', () => {
  expect(
    contextFacts({ 'node_modules/': { files: 8214, size: '61MB' }, 'a.sh': { mode: 755 }, b: { mode: '0600' } }),
  ).toEqual([
    { path: 'node_modules/', files: 8214, size: 61_000_000 },
    { path: 'a.sh', mode: 0o755 },
    { path: 'b', mode: 0o600 },
  ]);
});

it('merges facts of an overlay by path', () => {
  const overlay = readOverlay(folder({ 'overlay.yaml': 'remove: [.git/]\ncontext: { key: { size: 2kB } }' }), 'x');
  expect(mergeFacts(contextFacts({ '.git/': { files: 3 }, key: { size: '1kB' }, z: {} }), overlay)).toEqual([
    { path: 'z' },
    { path: 'key', size: 2000 },
  ]);
});

it('reads the named contexts of the build as facts, and its secrets by their text', () => {
  const front = {
    contexts: { geo: { 'a.csv': { content: 'x' }, 'tiles/': { files: 3, size: '1kB' } } },
    secrets: { npm: 'key' },
  };
  expect([
    buildOptions(front, { key: 'k3y' }),
    buildOptions({ target: 'app' }, {}),
    buildOptions(undefined, {}),
  ]).toEqual([
    {
      contexts: {
        geo: [
          { path: 'a.csv', content: 'x' },
          { path: 'tiles/', files: 3, size: 1000 },
        ],
      },
      secrets: { npm: 'k3y' },
    },
    { target: 'app' },
    {},
  ]);
});
