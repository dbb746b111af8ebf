import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { listing, statuses, textBuilder } from './fixture/build-text.ts';
import { createWorld } from './index.ts';
import { shell } from '../everything.ts';

const world = createWorld(allImages, allPackages, shell);
const buildText = textBuilder(world);
const idOf = (text: string) => buildText(text, { files: { f: 'x' } }).image?.id;
const two = (note: string) =>
  `FROM alpine:3.20 AS a\nRUN echo ${note} && echo same > /out\nFROM alpine:3.20\nCOPY --from=a /out /out\nRUN echo after\n`;
const link = (flag: string, above: string) => `FROM alpine:3.20\nRUN echo ${above}\nCOPY ${flag}f /f\n`;
/** How the log says that FROM ended, and what the next build knows. */
const endOf = (text: string, given = {}): unknown => {
  const { log, cache } = buildText(text, given);
  return [/ FROM .*\n#\d+ (\w+)/.exec(log)?.[1], cache];
};
const heredocs = (word: string): string =>
  `FROM alpine:3.20\nRUN echo ${word}\nCOPY <<E /e\nx\nE\nCOPY <<E /f\nx\nE\nRUN <<S\n#!/bin/sh\ntrue\nS\n`;
const ends = (log: string): (string | undefined)[] =>
  [...log.matchAll(/ preparing inline document\n#\d+ (\w+)/g)].map(([, end]) => end);
const error = (text: string, given = {}) => buildText(text, given).error;

const status = (flag: string) => {
  const one = buildText(link(flag, 'one'), { files: { f: 'f' } });
  return statuses(buildText(link(flag, 'two'), { files: { f: 'f' }, cache: one.cache }))[1]?.split(': ')[1];
};

describe('stages', () => {
  it('run on a machine named buildkitsandbox, whatever the image says', () => {
    const { log } = buildText(
      'FROM node:22-slim\nRUN echo other > /etc/hostname; hostname; uname -n; cat /etc/hostname\n',
    );
    const printed = [...log.matchAll(/^#\d+ [\d.]+ (buildkitsandbox|other)$/gm)].map(([, line]) => line);
    expect(printed).toEqual(['buildkitsandbox', 'buildkitsandbox', 'other']);
  });

  it('that the target does not need are not built, also when they would fail', () => {
    const text =
      'FROM alpine:3.20 AS deps\nRUN echo lib > /lib.txt\nFROM deps AS lint\nRUN exit 1\nFROM alpine:3.20\nCOPY --from=deps /lib.txt /\n';
    expect(statuses(buildText(text))).toEqual(['RUN echo lib > /lib.txt: ran', 'COPY --from=deps /lib.txt /: ran']);
    expect(buildText(text, { target: 'lint' }).error?.exit).toBe(1);
    expect(buildText(text).stages.map(({ index, name, tree }) => [index, name, listing(tree, '/lib.txt')])).toEqual([
      [0, 'deps', ['644 0:0 /lib.txt lib']],
      [2, 'stage-2', ['644 0:0 /lib.txt lib']],
    ]);
  });

  it('that do the same do it once', () => {
    const text =
      'FROM alpine:3.20 AS a\nRUN echo same\nFROM alpine:3.20 AS b\nRUN echo same\nFROM scratch\nCOPY --from=a /etc/motd /a\nCOPY --from=b /etc/motd /b\n';
    const result = buildText(text);
    expect([result.ok, result.log.split('\n').filter((line) => /RUN echo same/.test(line))]).toEqual([
      true,
      ['#5 [b 2/2] RUN echo same'],
    ]);
    expect(result.steps.filter((step) => step.plan.kind === 'run').map((step) => step.id)).toEqual(['0:1', '1:1']);
  });

  it('run side by side: the first failure in time ends what else is running', () => {
    const text =
      'FROM alpine:3.20 AS a\nRUN sleep 1 && echo a\nFROM alpine:3.20 AS b\nRUN exit 9\nFROM alpine:3.20\nCOPY --from=a /etc/motd /a\nCOPY --from=b /etc/motd /b\n';
    const result = buildText(text);
    expect([statuses(result), result.error?.message, result.error?.line]).toEqual([
      ['RUN sleep 1 && echo a: canceled', 'RUN exit 9: failed'],
      'process "/bin/sh -c exit 9" did not complete successfully: exit code: 9',
      4,
    ]);
    const both =
      'FROM alpine:3.20 AS a\nRUN sleep 3\nFROM alpine:3.20 AS b\nRUN sleep 4\nFROM scratch\nCOPY --from=a /etc/motd /a\nCOPY --from=b /etc/motd /b\n';
    expect(buildText(both).ms).toBeLessThan(5000);
  });
});

describe('images', () => {
  it('that are not in the catalogue leave the stage in doubt, with near names, and fail nothing', () => {
    const result = buildText('FROM node:22-alpin\nRUN npm ci\nCOPY a /a\n', { files: { a: 'a' } });
    expect([result.ok, result.notSimulated.map(({ what, step }) => [what, step])]).toEqual([
      true,
      [
        [
          expect.stringMatching(
            /^image docker.io\/library\/node:22-alpin, which is not in the catalogue \(near: node:22-alpine,/,
          ),
          '0:0',
        ],
        ['image docker.io/library/node:22-alpin, which is not in the catalogue', '0:1'],
      ],
    ]);
  });

  it('that cannot exist fail as Docker Hub answers, with the stage that was meant', () => {
    const result = buildText('FROM alpine:3.20 AS builder\nFROM alpine:3.20\nCOPY --from=bulider /f /f\n');
    const denied =
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
    expect(result.error).toEqual({
      message: `bulider: failed to resolve source metadata for docker.io/library/bulider:latest: ${denied} (did you mean builder?)`,
      line: 3,
      endLine: 3,
    });
    expect(result.log).toContain(
      `#3 [internal] load metadata for docker.io/library/bulider:latest\n#3 ERROR: ${denied}\n`,
    );
  });

  it('that lack a platform say so', () => {
    expect(buildText('FROM node:22-slim\n', { platform: 'linux/riscv64' }).error?.message).toBe(
      'node:22-slim: failed to resolve source metadata for docker.io/library/node:22-slim: no match for platform in manifest: not found',
    );
    expect(buildText('FROM node:22-slim\n', { platform: 'linux/arm64' }).image?.platform).toBe('linux/arm64');
  });

  it('have the layers of their base, of FROM stage and their own, by name and size', () => {
    const result = buildText(
      'FROM alpine:3.24 AS base\nENV A=1\nWORKDIR /app\nFROM base\nCOPY f .\nUSER 1000\nWORKDIR /app\n',
      {
        files: { f: 'four' },
      },
    );
    expect(
      result.image?.layers.map(({ origin, createdBy, size, stepId }) => [origin, createdBy, size, stepId]),
    ).toEqual([
      ['base', 'ADD alpine-minirootfs-3.24.2-x86_64.tar.gz /', 8_500_000, undefined],
      ['step', 'WORKDIR /app', 0, '0:1'],
      ['step', 'COPY f . # buildkit', 4, '1:0'],
      ['step', 'WORKDIR /app', 0, '1:1'],
    ]);
    expect([result.image?.size, result.image?.assumed, result.image?.config.user]).toEqual([8_500_004, true, '1000']);
  });

  it('are the same when content, config and history are, whatever stands around them', () => {
    const plain = idOf('FROM alpine:3.24\nCOPY f /f\n');
    expect([
      idOf('FROM alpine:3.24 AS z\nRUN true\nFROM alpine:3.24\n# a comment\nCOPY f /f\n'),
      idOf('FROM alpine:3.24\nCOPY --chmod=600 f /f\n') === plain,
    ]).toEqual([plain, false]);
  });

  it('of scratch begin with nothing', () => {
    const result = buildText('FROM scratch\nCOPY f /f\n', { files: { f: 'x' } });
    expect([result.image?.size, result.image?.layers.length, result.image?.os.family]).toEqual([1, 1, 'scratch']);
  });
});

describe('the cache', () => {
  const text =
    'FROM node:20-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN echo install > node_modules\nCOPY . .\nRUN echo build\n';
  const files = {
    'package.json': '{}\n',
    'package-lock.json': '{}\n',
    'src/index.js': 'console.log("app");\n',
  };
  const first = buildText(text, { files });
  const again = (changed: Parameters<typeof buildText>[1]) =>
    statuses(buildText(text, { files, cache: first.cache, ...changed })).map((line) => line.split(': ')[1]);

  it('keeps every step when nothing changed, and none at first', () => {
    expect([statuses(first).map((line) => line.split(': ')[1]), again({})]).toEqual([
      ['ran', 'ran', 'ran', 'ran', 'ran'],
      ['cached', 'cached', 'cached', 'cached', 'cached'],
    ]);
  });

  it('reruns what reads a changed file, and what comes after it', () => {
    expect([
      again({ files: { ...files, 'src/index.js': 'changed\n' } }),
      again({ files: { ...files, 'package.json': '{ }\n' } }),
      again({ files: { ...files, 'unrelated.txt': 'new\n' } }),
      again({ files: { ...files, 'src/index.js': { content: 'console.log("app");\n', mode: 0o600 } } }),
    ]).toEqual([
      ['cached', 'cached', 'cached', 'ran', 'ran'],
      ['cached', 'ran', 'ran', 'ran', 'ran'],
      ['cached', 'cached', 'cached', 'ran', 'ran'],
      ['cached', 'cached', 'cached', 'ran', 'ran'],
    ]);
  });

  it('is not asked with noCache, except for WORKDIR', () => {
    expect(again({ noCache: true })).toEqual(['cached', 'ran', 'ran', 'ran', 'ran']);
  });

  it('hits behind a rebuilt stage whose files came out the same', () => {
    const one = buildText(two('one'));
    expect(statuses(buildText(two('two'), { cache: one.cache }))).toEqual([
      'RUN echo two && echo same > /out: ran',
      'COPY --from=a /out /out: cached',
      'RUN echo after: cached',
    ]);
  });

  it('of COPY --link does not hang on what stands above it', () => {
    expect([status('--link '), status('')]).toEqual(['cached', 'ran']);
  });

  it('hangs on arguments only from the line where they are declared', () => {
    const args = 'FROM alpine:3.20\nRUN echo before\nARG V=1\nRUN echo after\n';
    const one = buildText(args);
    const later = buildText(args, { cache: one.cache, buildArgs: { V: '2' } });
    expect(statuses(later)).toEqual(['RUN echo before: cached', 'RUN echo after: ran']);
  });

  it('never holds a step that failed', () => {
    const failing = 'FROM alpine:3.20\nRUN exit 1\n';
    const one = buildText(failing);
    expect(statuses(buildText(failing, { cache: one.cache }))).toEqual(['RUN exit 1: failed']);
  });
});

describe('mistakes', () => {
  it('of the file, the target and the checks end the build before anything runs', () => {
    expect([
      error('FROM alpine:3.20\nRUNN x\n'),
      error('FROM alpine:3.20\n', { target: 'none' }),
      error('# check=error=true\nFROM alpine:3.20\nCMD x\n'),
      error(''),
      error('FROM scratch\nCOPY . /\n', { dockerignore: '!\n' }),
    ]).toEqual([
      {
        message: 'dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)',
        line: 2,
        endLine: 2,
      },
      { message: 'target stage "none" could not be found', line: 0, endLine: 0 },
      { message: 'lint violation found for rules: JSONArgsRecommended', line: 0, endLine: 0 },
      { message: 'the Dockerfile cannot be empty', line: 0, endLine: 0 },
      { message: 'illegal exclusion pattern: "!"', line: 0, endLine: 0 },
    ]);
  });

  it('never throw, whatever the text, and the same text gives the same answer', () => {
    const words =
      'FROM alpine:3.20|FROM scratch AS a|FROM a|FROM nosuch|COPY --from=a / /|COPY . .|COPY x* /y/|WORKDIR /w|USER 7|' +
      'RUN echo hi > f|RUN cat f|RUN exit 2|RUN --mount=type=cache,target=/w echo x >> /w/x|ADD a.tar /t|ARG X=$X|' +
      'RUN <<EOF|EOF|\\|';
    const line = constantFrom(...words.split('|'));
    assert(
      property(array(line, { maxLength: 12 }), (lines) => {
        const files = { 'x.txt': 'x', 'd/y': 'y', 'a.tar': { size: 10 } };
        const text = lines.join('\n');
        const one = buildText(text, { files });
        const fresh = textBuilder(world)(text, { files });
        expect([one.log, one.image?.id]).toEqual([fresh.log, fresh.image?.id]);
        const sizes = one.image?.layers.reduce((sum, layer) => sum + layer.size, 0);
        expect(one.image?.size).toEqual(sizes);
        if (!one.ok) return;
        const warm = buildText(text, { files, cache: one.cache });
        expect([warm.image?.id, warm.steps.filter((step) => step.status === 'ran').length]).toEqual([one.image?.id, 0]);
      }),
      { numRuns: 300 },
    );
  });
});

it('stops at more layers than a kernel stacks, and answers thousands of stages', () => {
  const stages = Array.from({ length: 2000 }, (_, at) => `FROM s${at} AS s${at + 1}\nCOPY f /f${at}\n`).join('');
  const result = buildText(`FROM scratch AS s0\n${stages}`, { files: { f: 'x' } });
  expect([result.error?.message, result.error?.line]).toEqual(['max depth exceeded', 1003]);
});

describe('the log', () => {
  it('reads as docker build --progress=plain prints it', () => {
    const text = 'FROM alpine:3.20\nWORKDIR /app\nCOPY hello.txt .\nRUN cat hello.txt\nCMD cat /app/hello.txt\n';
    const first = buildText(text, { files: { 'hello.txt': 'hello\n' } });
    const second = buildText(text, { files: { 'hello.txt': 'hello\n' }, cache: first.cache });
    const id = first.image?.id;
    const head = `#0 building with "default" instance using docker driver

#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 125B done
#1 WARN: JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals (line 5)
#1 DONE 0.0s

#2 [internal] load metadata for docker.io/library/alpine:3.20
#2 DONE 0.0s

#3 [internal] load .dockerignore
#3 transferring context: 2B done
#3 DONE 0.0s
`;
    const foot = `
 1 warning found (use docker --debug to expand):
 - JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals (line 5)
`;
    const ran = `
#4 [1/4] FROM docker.io/library/alpine:3.20
#4 DONE 0.0s

#5 [2/4] WORKDIR /app
#5 DONE 0.0s

#6 [internal] load build context
#6 transferring context: 38B done
#6 DONE 0.0s

#7 [3/4] COPY hello.txt .
#7 DONE 0.0s

#8 [4/4] RUN cat hello.txt
#8 0.250 hello
#8 DONE 0.3s

#9 exporting to image
#9 exporting layers done
#9 writing image ${id} done
#9 DONE 0.0s
`;
    // nothing is put on the image: recorded, img-build-basic
    const cached = ran
      .replaceAll(/^(#[578]) DONE .*$/gm, '$1 CACHED')
      .replace('#8 0.250 hello\n', '')
      .replace('context: 38B', 'context: 32B');
    expect([first.log, second.log]).toEqual([head + ran + foot, head + cached + foot]);
  });

  it('calls an image CACHED where a step right on it runs, or where it is all there is', () => {
    const [first, cache] = endOf('FROM alpine:3.20\nRUN echo one\nRUN echo x\n') as [string, object];
    const texts = ['RUN echo one\nRUN echo x', 'RUN echo one\nRUN echo y', 'RUN echo two\nRUN echo x', 'ENV A=1'];
    const later = texts.map((text) => (endOf(`FROM alpine:3.20\n${text}\n`, { cache }) as [string])[0]);
    expect([first, ...later]).toEqual(['DONE', 'DONE', 'DONE', 'CACHED', 'CACHED']);
  });

  it('shows a heredoc that becomes a file once, CACHED where its step runs again', () => {
    const one = buildText(heredocs('one'));
    expect(ends(one.log)).toEqual(['DONE', 'DONE']);
    expect(ends(buildText(heredocs('one'), { cache: one.cache }).log)).toEqual(['DONE', 'DONE']);
    expect(ends(buildText(heredocs('two'), { cache: one.cache }).log)).toEqual(['CACHED', 'CACHED']);
  });
});
