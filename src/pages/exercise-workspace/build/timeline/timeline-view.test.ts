import { expect, test } from 'vitest';
import type { BuildView } from '../../../../worker/client.ts';
import { criticalStages, lanesOf } from './timeline-view.tsx';

type Step = BuildView['steps'][number];
type Stage = BuildView['stages'][number];

const step = (stage: number, name: string, more: Partial<Step> = {}): Step => ({
  id: `${stage}:${name}`,
  name,
  stage,
  kind: 'run',
  status: 'ran',
  line: 1,
  endLine: 1,
  size: 0,
  ms: (more.end ?? 0) - (more.start ?? 0),
  platform: 'linux/amd64',
  exit: 0,
  start: 0,
  end: 0,
  critical: false,
  ...more,
});
const stage = (index: number, name: string): Stage => ({
  index,
  name,
  base: 'alpine',
  status: 'built',
  target: false,
  platform: 'linux/amd64',
  steps: 1,
  ms: 0,
  line: 1,
});
const BUILD = {
  transfers: [],
  edges: [],
  stages: [stage(0, 'deps'), stage(1, 'tests'), stage(2, 'final')],
  steps: [
    step(0, '[deps 1/3] FROM alpine', { kind: 'from' }),
    step(0, '[deps 2/3] WORKDIR /app', { end: 20, critical: true }),
    step(0, '[deps 3/3] RUN npm ci', { start: 20, end: 4020 }),
    step(1, '[tests 2/3] WORKDIR /app', { end: 20, critical: true }),
    step(1, '[tests 3/3] RUN npm test', { start: 20, end: 9000, critical: true }),
    step(2, '[final 2/3] COPY --from=deps /app /app', { start: 4020, end: 4020, status: 'cached' }),
    step(2, '[final 3/3] COPY --from=tests /ok /ok', { start: 9000, end: 9500, critical: true }),
  ],
};

test('a stage is a lane, lanes stand in the order they begin, FROM is no bar', () => {
  expect(lanesOf(BUILD).map(({ title, note, bars }) => [title, note, bars.map((bar) => bar.label)])).toEqual([
    ['deps', '4.0\u00a0s', ['WORKDIR /app', 'RUN npm ci']],
    ['tests', '9.0\u00a0s', ['WORKDIR /app', 'RUN npm test']],
    ['final', '0.5\u00a0s', ['COPY --from=deps /app /app', 'COPY --from=tests /ok /ok']],
  ]);
});

test('what was sent and fetched has a lane of its own above them, and an image that was pulled a bar', () => {
  const transfers = [
    { kind: 'context' as const, name: 'build context', start: 0, end: 2000, critical: true },
    { kind: 'export' as const, name: 'registry a/b:c', start: 9500, end: 9900, critical: true },
  ];
  const [from, ...rest] = BUILD.steps;
  const pulled = { ...BUILD, transfers, steps: [{ ...from, end: 300 } as Step, ...rest] };
  expect(
    lanesOf(pulled)
      .slice(0, 2)
      .map(({ title, note, bars }) => [title, note, bars.map((bar) => bar.label)]),
  ).toEqual([
    ['transfers', '2.4\u00a0s', ['send build context', 'export cache to registry a/b:c']],
    ['deps', '4.0\u00a0s', ['FROM alpine', 'WORKDIR /app', 'RUN npm ci']],
  ]);
});

test('a cached step says so in place of its time', () => {
  expect(lanesOf(BUILD)[2]?.bars.map(({ state, note }) => [state, note])).toEqual([
    ['cached', 'cached'],
    ['ran', '0.5\u00a0s'],
  ]);
});

test('the critical path leads through the stages that hold it, each named once', () => {
  expect(criticalStages(BUILD)).toEqual(['tests', 'final']);
});

test('a step beside the critical path says how long it could wait', () => {
  expect(lanesOf(BUILD)[0]?.bars.map(({ note, spare }) => [note, spare])).toEqual([
    ['<0.1\u00a0s', undefined],
    ['4.0\u00a0s', '5.0\u00a0s to spare'],
  ]);
});

test('a build without any time has no critical path', () => {
  expect(criticalStages({ ...BUILD, steps: [] })).toEqual([]);
  expect(lanesOf({ ...BUILD, steps: [] })).toEqual([]);
});
