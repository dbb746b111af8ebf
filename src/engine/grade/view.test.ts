import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { evidenceOf, worldOf } from './testing/attempts.ts';
import { spanOfLines } from './build/instruction-spans.ts';
import { problems, summarise } from './view.ts';

const world = worldOf(allImages, allPackages);

const DOCKERFILE = `FROM alpine:3.22 AS builder
RUN echo built > /out.txt
FROM builder AS lint
RUN false
FROM alpine:3.22
WORKDIR /app
COPY --from=builder /out.txt ./
RUN rm out.txt
USER 1000
EXPOSE 8080
CMD ["cat"]
`;

it('shows a build as plain data', () => {
  const evidence = evidenceOf(world, {
    dockerfile: DOCKERFILE,
    context: [{ path: 'big.bin', size: 5000 }],
    starter: 'FROM debian:13\n',
  });
  const view = summarise(evidence, [{ check: 'a', title: 'A', status: 'passed', message: '' }]);
  expect(structuredClone(view)).toEqual(view);
  expect(view).toMatchObject({
    status: 'built',
    error: undefined,
    problems: [],
    notSimulated: [],
    solved: true,
    unjudged: false,
  });
  expect(view.stages.map(({ name, status, target, base }) => [name, status, target, base])).toEqual([
    ['builder', 'built', false, 'docker.io/library/alpine:3.22'],
    ['lint', 'skipped', false, 'builder'],
    ['stage-2', 'built', true, 'docker.io/library/alpine:3.22'],
  ]);
  expect(view.edges).toEqual([
    { from: 'docker.io/library/alpine:3.22', to: 0, kind: 'base', paths: [] },
    { from: 0, to: 1, kind: 'base', paths: [] },
    { from: 'docker.io/library/alpine:3.22', to: 2, kind: 'base', paths: [] },
    { from: 0, to: 2, kind: 'copy', paths: ['/out.txt'], dest: expect.stringMatching(/\.\/|\/app\//), size: 6 },
  ]);
  expect(
    view.layers.map(({ origin, size, hidden, line }) => [origin, origin === 'base' || size, hidden, line]),
  ).toEqual([
    ['base', true, 0, undefined],
    ['step', 0, 0, 6],
    ['step', 6, 6, 7],
    ['step', 0, 0, 8],
  ]);
  expect(view.image).toMatchObject({ user: '1000', cmd: ['cat'], workdir: '/app', ports: ['8080/tcp'] });
  expect(view.starter?.size).toBeGreaterThan(view.image?.size ?? Infinity);
  expect(view.context).toEqual({
    files: 2,
    bytes: 5000 + DOCKERFILE.length,
    largest: [
      { path: 'big.bin', size: 5000, files: 1 },
      { path: 'Dockerfile', size: DOCKERFILE.length, files: 1 },
    ],
  });
  expect(view.waste).toEqual({
    wasted: 6,
    efficiency: expect.any(Number),
    count: 1,
    files: [expect.objectContaining({ path: '/app/out.txt', wasted: 6, deleted: true, layers: [2] })],
  });
  expect([view.leaks, view.predictions]).toEqual([[], []]);
  expect(view.steps.filter(({ critical }) => critical).map(({ name }) => name)).toContain(
    '[builder 2/2] RUN echo built > /out.txt',
  );
  expect(view.steps.map(({ start, end, ms }) => end - start - ms)).toEqual(view.steps.map(() => 0));
  expect(view.steps.map(({ kind, cause }) => [kind, cause?.kind])).toEqual(
    view.steps.map(({ kind }) => [kind, kind === 'from' ? undefined : 'first']),
  );
  expect(view.log).toContain('[builder 2/2] RUN echo built > /out.txt');
});

it('shows a text that cannot be read, with its place', () => {
  const evidence = evidenceOf(world, { dockerfile: 'FROM scratch\nRUM x\n' });
  const view = summarise(evidence, []);
  expect(view).toMatchObject({ status: 'unreadable', image: undefined, layers: [], solved: false });
  expect(view.error).toMatchObject({ line: 2, endLine: 2 });
  expect(view.problems.map(({ severity, line }) => [severity, line])).toEqual([['error', 2]]);
});

it('shows a step that fails, with its place', () => {
  const evidence = evidenceOf(world, { dockerfile: 'FROM alpine:3.22\nRUN true && \\\n  false\n' });
  const view = summarise(evidence, []);
  expect(view.status).toBe('failed');
  expect(view.error).toMatchObject({ line: 2, endLine: 3, span: { start: 17, end: 38 } });
  expect(view.steps.map(({ status }) => status)).toEqual(['ran', 'failed']);
  expect(problems(evidence)[0]).toMatchObject({ severity: 'error', span: { start: 17, end: 38 } });
});

it('says what is not simulated, with its line', () => {
  const evidence = evidenceOf(world, { dockerfile: 'FROM debian:13\nRUN perl -e 1\n' });
  const view = summarise(evidence, [{ check: 'a', title: 'A', status: 'not-simulated', message: '' }]);
  expect(view).toMatchObject({ solved: false, unjudged: true });
  expect(view.notSimulated).toEqual([expect.objectContaining({ what: expect.stringContaining('perl'), line: 2 })]);
  expect(view.problems).toEqual([expect.objectContaining({ severity: 'not-simulated', line: 2 })]);
});

it('gives the offsets of whole lines', () => {
  expect([
    spanOfLines('ab\ncd\nef', 2, 2),
    spanOfLines('ab\ncd\nef', 2, 3),
    spanOfLines('ab', 0, 0),
    spanOfLines('ab', 3, 3),
  ]).toEqual([{ start: 3, end: 5 }, { start: 3, end: 8 }, undefined, undefined]);
});

it('shows a prediction without its answer until one is given', () => {
  const written = {
    dockerfile: 'FROM alpine:3.22\nCOPY a.txt /\nCOPY b.txt /\n',
    files: { 'a.txt': 'a', 'b.txt': 'b' },
    predictions: [
      { id: 'edit', html: '<p>Q</p>', kind: 'reruns', on: 'attempt', with: { files: { 'b.txt': { text: 'c' } } } },
    ],
  } as const;
  const options = ['[2/3] COPY a.txt /', '[3/3] COPY b.txt /'];
  const shown = (answers: Readonly<Record<string, readonly string[]>>) =>
    summarise(evidenceOf(world, { ...written, answers }), []).predictions;
  const asked = { id: 'edit', html: '<p>Q</p>', kind: 'reruns', options };
  expect(shown({})).toEqual([{ ...asked, answer: undefined, stale: false, outcome: undefined }]);
  expect(shown({ edit: ['[4/4] RUN x'] })).toEqual([{ ...asked, answer: undefined, stale: true, outcome: undefined }]);
  expect(shown({ edit: [] })).toEqual([
    {
      ...asked,
      answer: [],
      stale: false,
      outcome: [
        { option: '[2/3] COPY a.txt /', right: false, why: '[2/3] COPY a.txt / came from the cache.' },
        { option: '[3/3] COPY b.txt /', right: true, why: '[3/3] COPY b.txt / ran because `b.txt` changed.' },
      ],
    },
  ]);
});

it('shows where a secret lies', () => {
  const evidence = evidenceOf(world, {
    dockerfile: 'FROM alpine:3.22\nCOPY id_rsa /k\nRUN rm /k\n',
    context: [{ path: 'id_rsa', secret: 'key' }],
    secrets: { key: 'BEGIN s3cr3t END' },
  });
  expect(summarise(evidence, []).leaks).toEqual([
    { secret: 'key', where: 'deleted', path: '/k', layer: 1, stepId: '0:1', line: 2 },
    { secret: 'key', where: 'context', path: 'id_rsa' },
  ]);
});
