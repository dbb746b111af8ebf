import type { Written } from './for-tests.ts';

/** A check of one kind on an attempt, and what it says. */
export interface Case {
  readonly kind: string;
  readonly with?: unknown;
  readonly of: Written | string;
  /** `status: message`. */
  readonly says: string;
}

const STAGES = `FROM alpine:3.22 AS deps
RUN echo deps > /deps
FROM deps AS lint
RUN echo linted > /lint
FROM deps AS build
COPY src.txt /
RUN echo built > /out
FROM alpine:3.22
COPY --from=build /out /out
`;

const SPEC = { html: '', on: 'attempt' } as const;
const PREDICTED = {
  dockerfile: STAGES,
  files: { 'src.txt': 'a' },
  predictions: [
    { ...SPEC, id: 'edit', kind: 'reruns', with: { files: { 'src.txt': { append: 'b' } } } },
    { ...SPEC, id: 'touch', kind: 'reruns', with: { files: { 'src.txt': {} } } },
    { ...SPEC, id: 'stages', kind: 'stages', with: {} },
    { ...SPEC, id: 'files', kind: 'files', with: {}, options: ['/out', '/deps'] },
    { ...SPEC, id: 'broken', kind: 'reruns', with: { files: { 'src.txt': null } } },
  ],
} as const;

function answered(answers: Readonly<Record<string, readonly string[]>>): Written {
  return { ...PREDICTED, answers };
}

const [COPY, RUN, LAST] = [
  '[build 1/2] COPY src.txt /',
  '[build 2/2] RUN echo built > /out',
  '[stage-3 2/2] COPY --from=build /out /out',
];

/** Cases of predictions, leaks and waste. Only `*.test.ts` files import this module. */
export const BUILD_CASES: readonly Case[] = [
  // prediction
  { kind: 'prediction', with: { of: 'edit' }, of: PREDICTED, says: 'error: Needs a prediction' },
  { kind: 'prediction', with: { of: 'none' }, of: PREDICTED, says: 'error: The exercise has no prediction none' },
  {
    kind: 'prediction',
    with: { of: 'edit' },
    of: answered({ edit: [RUN, COPY] }),
    says: 'passed: As predicted, 2 of 4 steps run again',
  },
  // What is copied is the same as before: keys are made of content.
  {
    kind: 'prediction',
    with: { of: 'edit' },
    of: answered({ edit: [COPY, RUN, LAST] }),
    says: 'failed: [stage-3 2/2] COPY --from=build /out /out does not run again',
  },
  {
    kind: 'prediction',
    with: { of: 'edit' },
    of: answered({ edit: [] }),
    says: 'failed: [build 1/2] COPY src.txt / runs again',
  },
  {
    kind: 'prediction',
    with: { of: 'edit' },
    of: answered({ edit: ['[build 3/3] COPY src.txt /'] }),
    says: 'error: Needs a new prediction',
  },
  {
    kind: 'prediction',
    with: { of: 'touch' },
    of: answered({ touch: [] }),
    says: 'passed: As predicted, 0 of 4 steps run again',
  },
  {
    kind: 'prediction',
    with: { of: 'stages' },
    of: answered({ stages: ['deps', 'build', 'stage-3'] }),
    says: 'passed: As predicted, 3 of 4 stages are built',
  },
  {
    kind: 'prediction',
    with: { of: 'stages' },
    of: answered({ stages: ['deps', 'lint', 'build', 'stage-3'] }),
    says: 'failed: lint is not built',
  },
  {
    kind: 'prediction',
    with: { of: 'files' },
    of: answered({ files: ['/out'] }),
    says: 'passed: As predicted, 1 of 2 paths are there',
  },
  {
    kind: 'prediction',
    with: { of: 'files' },
    of: answered({ files: ['/deps', '/out'] }),
    says: 'failed: /deps is not there',
  },
  { kind: 'prediction', with: { of: 'broken' }, of: answered({ broken: [] }), says: 'error: Needs a build' },
  {
    kind: 'prediction',
    with: { of: 'edit' },
    of: { ...answered({}), dockerfile: 'FROM' },
    says: 'error: Needs a build',
  },
];
