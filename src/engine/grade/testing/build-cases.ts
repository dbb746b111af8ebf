import type { Written } from './attempts.ts';

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

const TOKEN = { secrets: { token: 't0k3n-of-acme' }, build: { secrets: { token: 't0k3n-of-acme' } } };

function mounting(command: string, more = ''): Written {
  return { ...TOKEN, dockerfile: `FROM alpine:3.22\nRUN --mount=type=secret,id=token ${more} ${command}\n` };
}

function npmrc(command: string): Written {
  const secrets = {
    npmrc: '@acme:registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=npm_7Qd93kzLmW0xYt41\n',
  };
  const dockerfile = `FROM alpine:3.22\nRUN --mount=type=secret,id=npmrc ${command}\n`;
  return { secrets, build: { secrets }, dockerfile };
}

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

  // waste
  {
    kind: 'waste',
    with: { max: '1kB' },
    of: 'FROM alpine:3.22\nRUN truncate -s 5000 /big && rm /big',
    says: 'passed: Nothing ships in vain',
  },
  {
    kind: 'waste',
    with: { max: '1kB' },
    of: 'FROM alpine:3.22\nRUN truncate -s 5000 /big\nRUN rm /big',
    says: 'failed: 5 kB of the image ship in vain, more than 1 kB',
  },
  {
    kind: 'waste',
    with: { max: '1kB' },
    of: 'FROM alpine:3.22\nRUN truncate -s 5000 /big\nRUN chown 1000 /big',
    says: 'failed: 5 kB of the image ship in vain',
  },
  {
    kind: 'waste',
    with: { percent: 40 },
    of: 'FROM alpine:3.22\nRUN truncate -s 5000 /big\nRUN chown 1000 /big',
    says: 'failed: 5 kB of the image ship in vain, more than 4 kB',
  },
  {
    kind: 'waste',
    with: { percent: 60 },
    of: 'FROM alpine:3.22\nRUN truncate -s 5000 /big\nRUN chown 1000 /big',
    says: 'passed: 5 kB of the image ship in vain',
  },
  { kind: 'waste', of: 'FROM alpine:3.22', says: 'error: The check has no limit' },
  // What the base image stores cannot be helped.
  {
    kind: 'waste',
    with: { max: '0B' },
    of: 'FROM alpine:3.22\nRUN rm -rf /lib/apk',
    says: 'passed: Nothing ships in vain',
  },
  {
    kind: 'waste',
    with: { max: '1kB' },
    of: 'FROM debian:13\nRUN perl -e 1',
    says: 'not-simulated: Drydock cannot judge this',
  },

  // leaks (more of them in checks.test.ts)
  { kind: 'leaks', of: 'FROM alpine:3.22', says: 'error: The exercise declares no secret' },
  {
    kind: 'leaks',
    with: { secrets: ['other'] },
    of: { dockerfile: 'FROM alpine:3.22', ...TOKEN },
    says: 'error: The exercise declares no secret other',
  },
  {
    kind: 'leaks',
    of: { dockerfile: 'FROM alpine:3.22\nLABEL token=t0k3n-of-acme', ...TOKEN },
    says: 'failed: token is in a label of the image',
  },
  {
    kind: 'leaks',
    of: { dockerfile: 'FROM alpine:3.22\nCMD ["app", "--token=t0k3n-of-acme"]', ...TOKEN },
    says: 'failed: token is in the command of the image',
  },
  {
    kind: 'leaks',
    of: { dockerfile: 'FROM alpine:3.22\nRUN true t0k3n-of-acme', ...TOKEN },
    says: 'failed: token is in the history of the image',
  },
  {
    kind: 'leaks',
    of: mounting('echo "//r/:_authToken=$(cat /run/secrets/token)" > /root/.npmrc && rm /root/.npmrc'),
    says: 'passed: token is nowhere to be found',
  },
  {
    kind: 'leaks',
    of: mounting('cat /run/secrets/token > /root/.npmrc\nRUN rm /root/.npmrc'),
    says: 'failed: token is in a layer of the image, although a later one deletes it',
  },
  { kind: 'leaks', of: mounting('cat /run/secrets/token'), says: 'failed: token is in the build log' },
  {
    kind: 'leaks',
    with: { allow: ['log', 'context'] },
    of: mounting('cat /run/secrets/token'),
    says: 'passed: token is nowhere to be found',
  },
  {
    kind: 'leaks',
    of: mounting('cp /run/secrets/token /c/npmrc', '--mount=type=cache,target=/c'),
    says: 'failed: token is in a cache mount',
  },
  {
    kind: 'leaks',
    of: {
      ...TOKEN,
      dockerfile:
        'FROM alpine:3.22 AS build\nENV TOKEN=t0k3n-of-acme\nRUN echo > /x\nFROM scratch\nCOPY --from=build /x /',
    },
    says: 'failed: token is in ',
  },
  {
    kind: 'leaks',
    of: {
      ...TOKEN,
      dockerfile:
        'FROM alpine:3.22 AS build\nRUN true t0k3n-of-acme && echo > /x\nFROM scratch\nCOPY --from=build /x /',
    },
    says: 'failed: token is in ',
  },
  // Parts that give it away, and parts that anyone may write.
  {
    kind: 'leaks',
    with: { allow: ['log'] },
    of: npmrc('grep _authToken /run/secrets/npmrc | cut -d= -f2 > /token'),
    says: 'failed: npmrc is in a layer of the image',
  },
  {
    kind: 'leaks',
    with: { allow: ['log'] },
    of: npmrc('grep registry= /run/secrets/npmrc > /root/.npmrc'),
    says: 'passed: npmrc is nowhere to be found',
  },
  { kind: 'leaks', of: npmrc('sed -n 2p /run/secrets/npmrc'), says: 'failed: npmrc is in the build log' },
];
