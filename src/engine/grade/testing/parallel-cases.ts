import type { Case } from './build-cases.ts';

const BESIDE = `FROM alpine:3.22 AS deps
RUN echo deps > /deps
FROM deps AS lint
RUN echo linted > /lint && echo linted
FROM deps AS test
RUN echo tested > /test && echo tested
FROM scratch
COPY --from=lint /lint /
COPY --from=test /test /
`;

/** The same where perl is found, which is not simulated. */
const DEBIAN = BESIDE.replace('alpine:3.22', 'debian:13');

/** Cases of the kind `parallel`. Only `*.test.ts` files import this module. */
export const PARALLEL_CASES: readonly Case[] = [
  // parallel
  {
    kind: 'parallel',
    with: { steps: [{ output: 'linted' }, { output: 'tested' }] },
    of: BESIDE,
    says: 'passed: [lint 1/1] RUN echo linted > /lint && echo linted and [test 1/1] RUN',
  },
  { kind: 'parallel', with: { stages: ['lint', 'test'] }, of: BESIDE, says: 'passed: [lint 1/1] RUN' },
  {
    kind: 'parallel',
    with: { stages: ['lint', 'deps'] },
    of: BESIDE,
    says: 'failed: [lint 1/1] RUN echo linted > /lint && echo linted waits for [deps 2/2] RUN echo deps',
  },
  { kind: 'parallel', with: { stages: ['lint', 'nothing'] }, of: BESIDE, says: 'failed: Stage nothing does not run' },
  {
    kind: 'parallel',
    with: { steps: [{ output: 'linted' }, { output: 'tested' }] },
    of: BESIDE.replace('FROM deps AS test', 'FROM lint AS test'),
    says: 'failed: [test 1/1] RUN echo tested > /test && echo tested waits for [lint 1/1]',
  },
  {
    kind: 'parallel',
    with: { steps: [{ output: 'linted' }, { output: 'tested' }] },
    of: BESIDE.replace('FROM deps AS test', 'FROM deps AS test\nCOPY --from=lint /lint /'),
    says: 'failed: [test 2/2] RUN echo tested > /test && echo tested waits for [lint 1/1]',
  },
  {
    kind: 'parallel',
    with: { steps: [{ output: 'linted' }, { output: 'tested' }] },
    of: BESIDE.replace('AS test\nRUN', 'AS test\nRUN --mount=from=lint,target=/l'),
    says: 'failed: [test 1/1] RUN --mount=from=lint,target=/l echo tested > /test && echo tested waits for [lint 1/1]',
  },
  {
    kind: 'parallel',
    with: { steps: [{ output: 'linted' }, { output: 'tested' }] },
    of: 'FROM alpine:3.22\nRUN echo linted && echo tested',
    says: 'failed: [2/2] RUN echo linted && echo tested does the work of both',
  },
  {
    kind: 'parallel',
    with: { steps: [{ output: 'linted' }, { output: 'tested' }] },
    of: 'FROM alpine:3.22\nRUN echo linted',
    says: 'failed: The step that prints “tested” does not run',
  },

  // What is not simulated may be the step that is looked for; the order of named stages is certain.
  {
    kind: 'parallel',
    with: { steps: [{ output: 'linted' }, { output: 'perled' }] },
    of: DEBIAN.replace('echo tested > /test', 'perl t > /test'),
    says: 'not-simulated: Drydock cannot judge this',
  },
  {
    kind: 'parallel',
    with: { stages: ['lint', 'test'] },
    of: DEBIAN.replace('FROM deps AS test', 'FROM lint AS test').replace('echo tested > /test', 'perl t > /test'),
    says: 'failed: [test 1/1] RUN perl t > /test && echo tested waits for [lint 1/1]',
  },
];
