import type { Case } from './build-cases.ts';
import type { Written } from './attempts.ts';

const ORDERED = {
  dockerfile:
    'FROM alpine:3.22\nCOPY list.txt /\nRUN echo installed > /deps\nCOPY src.txt /\nRUN echo compiled > /out\n',
  files: { 'list.txt': 'a', 'src.txt': 'b' },
};
const UNORDERED = {
  ...ORDERED,
  dockerfile: 'FROM alpine:3.22\nCOPY . /\nRUN echo installed > /deps\nRUN echo compiled > /out\n',
};
const EDITED_SOURCE = { files: { 'src.txt': { append: '!' } } };

const COPIED = {
  ...ORDERED,
  dockerfile: `FROM alpine:3.22 AS deps
COPY list.txt /
RUN echo installed > /deps
FROM alpine:3.22 AS build
COPY src.txt /
RUN echo compiled > /out
FROM alpine:3.22
COPY src.txt /
COPY --from=deps /deps /deps
COPY --from=build /out /out
`,
};

/** The same with twenty seconds for the step that installs. */
function slow({ dockerfile, ...rest }: typeof ORDERED): Written {
  const text = dockerfile
    .replace('RUN echo i', 'RUN sleep 20; echo installing; echo i')
    .replace('RUN echo c', 'RUN echo compiling; echo c');
  return { ...rest, dockerfile: text };
}

const ONE_MORE = { files: { 'requirements.txt': { append: 'click==8.1.7\n' } } };
function pip(mount: string, flag = ''): Written {
  const run = ['RUN', mount, 'pip install', flag, '-r requirements.txt'].filter(Boolean).join(' ');
  return {
    dockerfile: `FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt ./\n${run}\n`,
    files: { 'requirements.txt': 'flask==3.0.3\n' },
  };
}

/** Cases of the kinds that look at a second build, its time and its log. Only `*.test.ts` files import this module. */
export const CACHE_CASES: readonly Case[] = [
  // cache, as a matrix
  {
    kind: 'cache',
    with: {
      edits: {
        source: {
          files: { 'src.txt': { append: '!' } },
          cached: [{ creates: '/deps' }],
          reruns: [{ creates: '/out' }],
        },
        list: { files: { 'list.txt': { text: 'c' } }, reruns: [{ creates: '/deps' }] },
        touch: { files: { 'list.txt': {} }, 'max-reruns': 0 },
      },
    },
    of: ORDERED,
    says: 'passed: After each of 3 edits only what should runs again',
  },
  {
    kind: 'cache',
    with: {
      edits: {
        list: { files: { 'list.txt': { text: 'c' } }, reruns: [{ creates: '/deps' }] },
        source: { files: { 'src.txt': { append: '!' } }, cached: [{ creates: '/deps' }] },
      },
    },
    of: UNORDERED,
    says: 'failed: After an edit of src.txt [3/4] RUN echo installed > /deps runs again',
  },
  {
    kind: 'cache',
    with: {
      edits: { chmod: { files: { 'list.txt': { mode: '0755' } }, reruns: [{ creates: '/deps' }] } },
      'max-reruns': 0,
    },
    of: ORDERED,
    says: 'passed: After each of 2 edits only what should runs again',
  },
  {
    kind: 'cache',
    with: { files: { 'list.txt': { replace: { z: 'y' } } }, 'max-reruns': 9 },
    of: ORDERED,
    says: 'error: The check cannot make its edit',
  },
  {
    kind: 'cache',
    with: { files: { Dockerfile: { replace: { 'echo compiled': 'echo $&' } } }, 'max-reruns': 1 },
    of: ORDERED,
    says: 'passed: After an edit of Dockerfile one step runs again',
  },
  {
    kind: 'cache',
    with: { secrets: { token: 'other' }, 'max-reruns': 0 },
    of: {
      dockerfile: 'FROM alpine:3.22\nRUN --mount=type=secret,id=token wc -c /run/secrets/token > /n\n',
      build: { secrets: { token: 'one' } },
    },
    says: 'passed: After a change of the secret 0 steps run again',
  },

  // The result is copied from another stage: it did not change, and the copy below a changed step is no install.
  {
    kind: 'cache',
    with: { ...EDITED_SOURCE, cached: [{ creates: '/deps', kind: 'run' }], reruns: [{ creates: '/out' }] },
    of: COPIED,
    says: 'passed: After an edit of src.txt 5 steps run again',
  },
  {
    kind: 'cache',
    with: { ...EDITED_SOURCE, cached: [{ creates: '/deps' }] },
    of: COPIED,
    says: 'failed: After an edit of src.txt [stage-2 3/4] COPY --from=deps /deps /deps runs again',
  },

  // What is not simulated does not change a cache key, unless it is copied from another stage.
  {
    kind: 'cache',
    with: { ...EDITED_SOURCE, 'max-reruns': 1 },
    of: { ...ORDERED, dockerfile: 'FROM debian:13\nCOPY src.txt /\nRUN perl -e 1\n' },
    says: 'failed: After an edit of src.txt 2 steps run again, more than 1',
  },
  {
    kind: 'cache',
    with: { ...EDITED_SOURCE, cached: [{ creates: '/made' }] },
    of: { ...ORDERED, dockerfile: 'FROM debian:13\nRUN perl make.pl\nCOPY src.txt /\n' },
    says: 'not-simulated: Drydock cannot judge this',
  },
  {
    kind: 'cache',
    with: { ...EDITED_SOURCE, 'max-reruns': 0 },
    of: {
      ...ORDERED,
      dockerfile: 'FROM debian:13 AS b\nCOPY src.txt /\nRUN perl a > /x\nFROM scratch\nCOPY --from=b /x /\n',
    },
    says: 'not-simulated: Drydock cannot judge this',
  },

  // rebuild-time
  { kind: 'rebuild-time', with: EDITED_SOURCE, of: ORDERED, says: 'error: The check has no limit' },
  {
    kind: 'rebuild-time',
    with: { ...EDITED_SOURCE, max: '1s' },
    of: slow(ORDERED),
    says: 'passed: After an edit of src.txt a build takes 0.',
  },
  {
    kind: 'rebuild-time',
    with: { ...EDITED_SOURCE, max: '1s' },
    of: slow(UNORDERED),
    says: 'failed: After an edit of src.txt a build takes 21 s, more than 1.0 s',
  },
  {
    kind: 'rebuild-time',
    with: { ...EDITED_SOURCE, max: '19s' },
    of: slow(UNORDERED),
    says: 'not-simulated: After an edit of src.txt a build takes 21 s, too near to 19 s',
  },
  {
    kind: 'rebuild-time',
    with: { ...EDITED_SOURCE, percent: 20 },
    of: { ...slow(ORDERED), starter: slow(UNORDERED).dockerfile },
    says: 'passed: After an edit',
  },
  {
    kind: 'rebuild-time',
    with: { ...EDITED_SOURCE, percent: 20 },
    of: { ...slow(UNORDERED), starter: slow(UNORDERED).dockerfile },
    says: 'failed: After an edit',
  },
  {
    kind: 'rebuild-time',
    with: { files: { 'src.txt': null }, max: '1s' },
    of: ORDERED,
    says: 'failed: After the removal of src.txt the build fails',
  },

  // log
  {
    kind: 'log',
    with: { has: 'hello', lacks: 'bye' },
    of: 'FROM alpine:3.22\nRUN echo hello',
    says: 'passed: The build prints what it should',
  },
  {
    kind: 'log',
    with: { has: 'hello' },
    of: 'FROM alpine:3.22\nRUN true # hello',
    says: 'failed: The build does not print “hello”',
  },
  {
    kind: 'log',
    with: { lacks: ['no', 'hello'] },
    of: 'FROM alpine:3.22\nRUN echo hello >&2',
    says: 'failed: The build prints “hello”',
  },
  {
    kind: 'log',
    with: { lacks: 'JSONArgsRecommended' },
    of: 'FROM alpine:3.22\nCMD echo hello',
    says: 'failed: The build prints “JSONArgsRecommended”',
  },
  {
    kind: 'log',
    with: { lacks: 'hello' },
    of: 'FROM debian:13\nRUN perl -e 1',
    says: 'not-simulated: Drydock cannot judge this',
  },
  {
    kind: 'log',
    with: { ...EDITED_SOURCE, has: 'compiling', lacks: 'installing' },
    of: slow(ORDERED),
    says: 'passed: After an edit of src.txt the build prints what it should',
  },
  {
    kind: 'log',
    with: { ...EDITED_SOURCE, lacks: 'installing' },
    of: slow(UNORDERED),
    says: 'failed: After an edit of src.txt the build prints “installing”',
  },

  // cache-mount
  {
    kind: 'cache-mount',
    with: ONE_MORE,
    of: pip('--mount=type=cache,target=/root/.cache/pip'),
    says: 'passed: After an edit of requirements.txt [stage-0 4/4] RUN',
  },
  {
    kind: 'cache-mount',
    with: { ...ONE_MORE, step: { creates: '/**/site-packages/**' }, at: ['/root/.cache/*'] },
    of: pip('--mount=type=cache,target=/root/.cache/pip'),
    says: 'passed: After an edit of requirements.txt [stage-0 4/4] RUN',
  },
  { kind: 'cache-mount', with: ONE_MORE, of: pip(''), says: 'failed: No step has a cache mount' },
  {
    kind: 'cache-mount',
    with: { ...ONE_MORE, step: { creates: '/**/site-packages/**' } },
    of: pip(''),
    says: 'failed: [4/4] RUN pip install -r requirements.txt has no cache mount',
  },
  {
    kind: 'cache-mount',
    with: ONE_MORE,
    of: pip('--mount=type=cache,target=/var/cache/pip'),
    says: 'failed: The cache mount at /var/cache/pip is empty after the build',
  },
  {
    kind: 'cache-mount',
    with: ONE_MORE,
    of: pip('--mount=type=cache,target=/root/.cache/pip', '--no-cache-dir'),
    says: 'failed: The cache mount at /root/.cache/pip is empty after the build',
  },
  {
    kind: 'cache-mount',
    with: ONE_MORE,
    of: pip('--mount=type=cache,target=/root/.cache/pip,ro'),
    says: 'failed: The cache mount at /root/.cache/pip is empty',
  },
  {
    kind: 'cache-mount',
    with: { ...ONE_MORE, keeps: ['**/*.deb'] },
    of: pip('--mount=type=cache,target=/root/.cache/pip'),
    says: 'failed: The cache mount at /root/.cache/pip holds no **/*.deb after the build',
  },
  {
    kind: 'cache-mount',
    with: { ...ONE_MORE, percent: 1 },
    of: pip('--mount=type=cache,target=/root/.cache/pip'),
    says: 'failed: After an edit of requirements.txt [stage-0 4/4] RUN --mount=type=cache,target=/root/.cache/pip pip install -r req… gains too little',
  },
  {
    kind: 'cache-mount',
    with: { files: { 'app.py': { text: 'x' } } },
    of: pip('--mount=type=cache,target=/root/.cache/pip'),
    says: 'failed: After an edit of app.py no step with that cache mount runs again',
  },
];
