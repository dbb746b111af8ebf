import { checkKinds, plugins } from './check-kinds.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import type { ExerciseSpec } from './check.ts';
import { createMemo, examine } from './examine.ts';
import { grade, hints } from './grade.ts';
import { worldOf } from './testing/attempts.ts';
import { summarise } from './view.ts';

const world = worldOf(allImages, allPackages);

const WITH: Readonly<Record<string, unknown>> = {
  scenario: { expect: 'same-image', files: { a: { text: 'x' } } },
  leaks: { secrets: ['key'] },
  targets: { build: [{ kind: 'builds' }] },
  stages: { available: [{ creates: '/**' }], ran: [{ binary: true }] },
  'image-files': { lacks: ['/**/*.ts'], has: ['/**'], layers: true },
  'image-config': { user: { root: false, numeric: true }, exec: true },
  'image-size': { max: '1MB', percent: 10 },
  starts: { listens: 80, https: true },
  cache: {
    edits: {
      a: { files: { a: { append: 'x' } }, cached: [{ reads: '**' }] },
      b: { files: { Dockerfile: { replace: { FROM: 'FROM' } } }, 'max-reruns': 0 },
    },
  },
  'rebuild-time': { files: { a: { append: 'x' } }, max: '1s', percent: 10 },
  'cache-mount': { files: { a: { append: 'x' } }, keeps: ['**'] },
  parallel: { steps: [{ kind: 'run' }, { kind: 'copy' }], stages: ['a', 'b'] },
  waste: { max: '1kB', percent: 1 },
  log: { has: 'a', lacks: 'b', files: { a: null } },
  prediction: { of: 'edit' },
  context: { lacks: ['**/.env'], max: '1kB' },
  lint: { absent: ['all'] },
  platform: { platform: 'linux/arm64' },
  builds: {},
};

const exercise: ExerciseSpec = {
  id: 'hostile/hostile',
  context: [
    { path: 'node_modules/', files: 8214, size: 61_000_000 },
    { path: 'id_rsa', secret: 'key' },
  ],
  build: {},
  secrets: { key: 'BEGIN s3cr3t END' },
  checks: Object.entries(WITH).map(([kind, params]) => ({ id: kind, kind, title: kind, with: params })),
  hints: [{ id: 'h', title: 'h', html: '', when: [{ kind: 'builds', with: {}, expect: 'failed' }] }],
  predictions: [
    { id: 'edit', html: '', kind: 'reruns', on: 'attempt', with: { files: { a: { append: 'x' } } } },
    { id: 'files', html: '', kind: 'files', on: 'starter', with: {}, in: 'layers', options: ['/a', 'a/../..', ''] },
    { id: 'stages', html: '', kind: 'stages', on: 'attempt', with: { target: '__proto__' } },
  ],
  starter: { Dockerfile: { text: 'FROM alpine:3.22\n', mode: 0o644 } },
};

function examined(text: string, files: Readonly<Record<string, string>> = {}) {
  const all = Object.entries({ Dockerfile: text, ...files }).map(
    ([path, each]) => [path, { text: each, mode: 0o644 }] as const,
  );
  const answers = { edit: ['x'], files: ['/a'], stages: [], __proto__: [] };
  const attempt = { files: Object.fromEntries(all), log: [], answers };
  const evidence = examine(world, { exercise, attempt, kinds: checkKinds, plugins }, createMemo());
  const results = grade(exercise, evidence);
  return { results, fired: hints(exercise, evidence), view: summarise(evidence, results) };
}

const line = fc.oneof(
  fc.constantFrom(
    'FROM alpine:3.22',
    'FROM alpine:3.22 AS build',
    'FROM build',
    'FROM scratch',
    'FROM nosuch',
    'FROM --platform=$BUILDPLATFORM debian:13',
    'COPY . .',
    'COPY --from=build / /x',
    'COPY --from=0 /etc /etc',
    'COPY --link --chown=1:1 a* /b/',
    'ADD https://example.org/x /x',
    'RUN echo a > /a',
    'RUN rm -rf /etc',
    'RUN exit 3',
    'RUN cat <<X\nhello\nX',
    'RUN --mount=type=secret,id=key cat /run/secrets/key',
    'RUN while true; do :; done',
    'USER 1000',
    'USER nobody',
    'WORKDIR /..',
    'ENV A=$A B=${A:-x}',
    'ARG A=1',
    'CMD ["echo"]',
    'ENTRYPOINT echo $A',
    'EXPOSE x',
    'ONBUILD RUN true',
    'SHELL []',
    'HEALTHCHECK NONE',
    '# check=error=true',
    '\\',
    '"',
  ),
  fc.string(),
);

describe('an attempt of any kind', () => {
  it('is judged without an exception, and the view is plain data', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.dictionary(
          fc.constantFrom('.dockerignore', 'a', 'a/b', '', '/', '..', 'x/', '__proto__', 'Dockerfile.dockerignore'),
          fc.string(),
        ),
        (lines, files) => {
          const { results, view } = examined(lines.join('\n'), files);
          expect(results).toHaveLength(exercise.checks.length);
          expect(structuredClone(view)).toEqual(view);
          expect(view.solved && view.status !== 'built').toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it.each([
    ['a PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['nothing', ''],
    ['a BOM and CRLF', '\ufeffFROM alpine:3.22\r\nRUN true\r\n'],
    ['right-to-left text', 'FROM alpine:3.22\nRUN echo \u202e\u05d0\u05d1 > /\u05d0\n'],
    ['a cycle', 'FROM b AS a\nFROM a AS b\n'],
    ['a stage that copies from itself', 'FROM alpine:3.22 AS a\nCOPY --from=a / /\n'],
    ['deep expansions', `FROM alpine:3.22\nENV A=${'${A:-'.repeat(5000)}x${'}'.repeat(5000)}\n`],
    ['1 MB on a line', `FROM alpine:3.22\nRUN echo ${'x'.repeat(1_000_000)}\n`],
    ['10,000 stages', Array.from({ length: 10_000 }, (_, at) => `FROM alpine:3.22 AS s${at}`).join('\n')],
    ['10,000 lines', `FROM alpine:3.22\n${'ENV A=1\n'.repeat(10_000)}`],
  ])(
    'such as %s is answered, all kinds of checks included',
    (_, text) => {
      const { results } = examined(text);
      expect(results.some(({ status }) => status !== 'passed')).toBe(true);
    },
    // About a second alone on a core; what takes this long even on a busy machine does not end.
    60_000,
  );
});
