import { expect, test } from 'vitest';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import { drawingOf, shortImage, wordsOf } from './stages.ts';

const stage = (index: number, name: string, more: Partial<EvidenceView['stages'][number]> = {}) => ({
  index,
  name,
  base: 'golang:1.26',
  status: 'built' as const,
  target: false,
  platform: 'linux/amd64',
  steps: 5,
  ms: 0,
  line: 1,
  ...more,
});
const VIEW = {
  stages: [
    stage(0, 'builder'),
    stage(1, 'lint', { base: 'builder', status: 'skipped', steps: 0 }),
    stage(2, 'stage-2', { base: 'gcr.io/distroless/static-debian13:nonroot', target: true, steps: 1 }),
  ],
  edges: [
    { from: 'golang:1.26', to: 0, kind: 'base', paths: [] },
    { from: 0, to: 1, kind: 'base', paths: [] },
    { from: 'gcr.io/distroless/static-debian13:nonroot', to: 2, kind: 'base', paths: [] },
    { from: 0, to: 2, kind: 'copy', paths: ['/out/server'], size: 8_500_000 },
  ],
  image: { size: 10_500_000, assumed: false },
} as unknown as EvidenceView;

test('built is solid, skipped dashed, the target double, and copies say what and how much', () => {
  const { nodes, edges } = drawingOf(VIEW);
  expect(nodes.map(({ title, note, line, stroke }) => [title, note, line, stroke])).toEqual([
    ['builder', undefined, 'golang:1.26 · 5\u00a0steps', 'solid'],
    ['lint', undefined, 'skipped, not needed', 'dashed'],
    ['stage-2', '· target, 10.5\u00a0MB', 'distroless/static-debian13', 'double'],
  ]);
  expect(edges).toEqual([
    { from: '0', to: '1', kind: 'across', dashed: true },
    { from: '0', to: '2', kind: 'down', dashed: false, label: '/out/server, 8.5\u00a0MB' },
  ]);
});

test('the twin says the same', () => {
  expect(wordsOf(VIEW).map(({ name, text }) => `${name}: ${text}`)).toEqual([
    'builder: from golang:1.26; built, 5\u00a0steps; needed by lint, stage-2.',
    'lint: from builder; skipped, nothing needs it.',
    'stage-2: from gcr.io/distroless/static-debian13:nonroot; copies /out/server, 8.5\u00a0MB from builder; built, 1\u00a0step; target, 10.5\u00a0MB.',
  ]);
});

test.each([
  ['golang:1.26-alpine', 'golang:1.26-alpine'],
  ['gcr.io/distroless/static-debian13:nonroot', 'distroless/static-debian13'],
  ['docker.io/library/node:24', 'node:24'],
  ['localhost:5000/a/b:1', 'a/b:1'],
])('%s is shortened to %s', (reference, short) => {
  expect(shortImage(reference)).toBe(short);
});
