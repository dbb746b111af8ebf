import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import type { BuildOptions } from '../check.ts';
import { judged, worldOf, type Written } from '../testing/attempts.ts';

const world = worldOf(allImages, allPackages);

/** What `starts` says of a command of alpine, in one line. */
function starts(command: string, params: Readonly<Record<string, unknown>> = {}): string {
  const written = { dockerfile: `FROM alpine:3.22\nCMD ${command}\n` };
  const { status, message } = judged(world, written, { kind: 'starts', with: params });
  return `${status}: ${message}`;
}

describe('a container that goes on', () => {
  it('in a loop that sleeps, runs: nobody waits for its end; one that only calculates cannot be followed', () => {
    expect([
      starts('while true; do sleep 30; done'),
      starts('while true; do echo tick; sleep 1; done', { output: 'tick' }),
      starts('while :; do :; done'),
      starts('sleep infinity'),
      starts('while true; do sleep 30; done', { exit: 0 }),
    ]).toEqual([
      'passed: /bin/sh runs',
      'passed: /bin/sh runs',
      'not-simulated: Drydock cannot judge this',
      expect.stringMatching(/^passed: .* runs$/),
      'failed: The container keeps running instead of ending with 0',
    ]);
  });

  it('and ends after a while, ends', () => {
    expect([
      starts('sleep 100; exit 3', { exit: 3 }),
      starts('for i in 1 2 3; do sleep 60; done', { exit: 0 }),
      starts('sleep 100; exit 3'),
    ]).toEqual([
      'passed: /bin/sh ran and ended with 3',
      'passed: /bin/sh ran and ended with 0',
      'failed: The container ends with code 3',
    ]);
  });
});

const NODE: Written = {
  dockerfile: 'FROM node:22-alpine\nCOPY server.js .\nCMD ["node", "server.js"]\n',
  files: {},
};
const GO: Written = {
  dockerfile:
    'FROM golang:1.25 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
  files: {},
};
const node = (listen: string): Written => ({
  ...NODE,
  files: { 'server.js': `require('node:http').createServer((_, answer) => answer.end()).${listen};\n` },
});
const go = (address: string): Written => ({
  ...GO,
  files: {
    'go.mod': 'module app\n\ngo 1.25\n',
    'main.go': `package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe("${address}", nil)\n}\n`,
  },
});
const nginx = (listen: string): Written => ({
  dockerfile: `FROM nginx:1.29-alpine\nRUN printf 'server { listen ${listen}; }' > /etc/nginx/conf.d/default.conf\n`,
});

const ofServer = (written: Written, listens = 3000) => {
  const { status, message, try: advice } = judged(world, written, { kind: 'starts', with: { listens } });
  return [status, message, advice ?? ''];
};

describe('a server that only its own container reaches', () => {
  const local = [
    'failed',
    'The server listens on 127.0.0.1:3000 only',
    'Listen on 0.0.0.0: 127.0.0.1 is reachable inside the container alone.',
  ];

  it('is told apart from one that does not listen, and from one that all reach', () => {
    expect([
      ofServer(node("listen(3000, '127.0.0.1')")),
      ofServer(node("listen(3000, 'localhost', () => {})")),
      ofServer(node('listen(3000)')).slice(0, 1),
      ofServer(node("listen(3000, '0.0.0.0')")).slice(0, 1),
      ofServer(go('127.0.0.1:3000')),
      ofServer(go('localhost:3000')),
      ofServer(go(':3000')).slice(0, 1),
      ofServer(nginx('127.0.0.1:3000')),
      ofServer(nginx('3000')).slice(0, 1),
      ofServer(nginx('127.0.0.1:3000'), 8080).slice(0, 2),
    ]).toEqual([
      local,
      local,
      ['passed'],
      ['passed'],
      local,
      local,
      ['passed'],
      local,
      ['passed'],
      ['failed', 'Nothing listens on port 8080'],
    ]);
  });
});

const GEO: BuildOptions = { contexts: { geo: [{ path: 'places.csv', content: 'Zoo\n' }] } };

const ofMount = (mount: string, more: Partial<Written> = {}) => {
  const dockerfile = `FROM alpine:3.22 AS made\nRUN mkdir /out && touch /out/app\nFROM alpine:3.22\nRUN --mount=type=bind,${mount},target=/m ls /m\n`;
  const files = { 'src/a.js': 'a', 'src/b.js': 'b' };
  const { try: advice, why } = judged(world, { dockerfile, files, ...more }, { kind: 'builds' });
  return [advice, why];
};

describe('a bind mount whose source is not there', () => {
  it('of the build context: says what it means and what is there', () => {
    expect([
      ofMount('source=/srv/geo'),
      ofMount('source=/srv/geo', { build: GEO }),
      ofMount('source=src/c.js'),
      ofMount('source=src', { files: { '.dockerignore': 'src\n', 'src/a.js': 'a' } }),
      ofMount('source=src'),
    ]).toEqual([
      [
        'Name a path of the build context: a build sees nothing else of the machine.',
        'A source is a path in the build context, and srv/geo is not there. It holds src.',
      ],
      [
        'Name a path of the build context, or take the files from a context that docker build names (geo): a build sees nothing else of the machine.',
        'A source is a path in the build context, and srv/geo is not there. It holds src.',
      ],
      [
        'Name a path of the build context: a build sees nothing else of the machine.',
        'A source is a path in the build context, and src/c.js is not there. src holds a.js, b.js.',
      ],
      [
        'Let .dockerignore admit src: what it excludes cannot be mounted either.',
        'src is excluded by .dockerignore, so the builder never receives it.',
      ],
      [undefined, undefined],
    ]);
  });

  it('of a stage, a named context or an image: says what lies there', () => {
    expect([
      ofMount('from=made,source=/out/ap'),
      ofMount('from=geo,source=/srv/geo', { build: GEO }),
      ofMount('from=alpine:3.20,source=/nope/x'),
    ]).toEqual([
      ['Name a path that stage made has.', '/out/ap is not in stage made. /out holds app.'],
      ['Name a path that the context geo has.', 'srv/geo is not in the context geo. It holds places.csv.'],
      [
        expect.stringMatching(/^Name a path that image .*alpine:3\.20 has\.$/),
        expect.stringMatching(/^\/nope\/x is not in image .* The root of image .*alpine:3\.20 holds bin, /),
      ],
    ]);
  });
});

const aptStage = (name: string, tool: string): string =>
  `FROM debian:13-slim AS ${name}\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y --no-install-recommends ${tool}\n`;

it('two apt-get at once on one cache mount: advice to let them wait for each other', () => {
  const dockerfile = `${aptStage('one', 'curl')}${aptStage('two', 'git')}FROM scratch\nCOPY --from=one /usr/bin/curl /\nCOPY --from=two /usr/bin/git /\n`;
  const { try: advice, why } = judged(world, { dockerfile }, { kind: 'builds' });
  expect([advice, why]).toEqual([
    'Write sharing=locked in the cache mounts of apt: another step has the lock, and apt does not wait for it.',
    'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 0 (exit code: 100)',
  ]);
});
