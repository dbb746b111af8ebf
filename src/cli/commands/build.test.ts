import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Io } from '../command.ts';
import { main } from '../main.ts';

/** The first call loads everything. */
vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'drydock-build-'));
afterAll(() => rmSync(root, { recursive: true }));

function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), text);
  }
  return join(root, name);
}

async function typed(line: string, said: string[] = []) {
  let out = '';
  const io: Io = {
    stdin: (async function* () {})(),
    out: (text) => Promise.resolve(void (out += text)),
    err: (text) => void said.push(text),
    cwd: root,
    read: (path) => Promise.resolve(readFileSync(path, 'utf8')),
    readIfThere: () => Promise.resolve(undefined),
  };
  return { status: await main(line.split(' '), io), out };
}

const DOCKERFILE = 'FROM alpine:3.20\nCOPY . /app\nRUN cat /app/package.json > /deps\n';
const one = { Dockerfile: DOCKERFILE, 'package.json': '{}\n', 'index.js': 'one\n' };

describe('drydock build --before', () => {
  it('says after the log why each step ran, and what would have kept it', async () => {
    folder('one', one);
    folder('two', { ...one, 'index.js': 'two\n' });
    const { status, out } = await typed('build two --before one');
    expect([status, out.slice(out.lastIndexOf('\n\n[') + 2)]).toEqual([
      0,
      `[2/3] COPY . /app ran because \`index.js\` changed.
[3/3] RUN cat /app/package.json > /deps ran because [2/3] COPY . /app changed, because \`index.js\` changed.
  Copy \`package.json\` alone before \`RUN cat /app/package.json > /deps\`, and the rest after it: nothing else of \`COPY . /app\` is needed there.
`,
    ]);
  });

  it('says when nothing ran', async () => {
    folder('same', one);
    const { out } = await typed('build same --before same');
    expect(out.split('\n').slice(-2)).toEqual(['Every step came from the cache.', '']);
  });
});

it('drydock build --allow lets a RUN use the host network', async () => {
  folder('host', { Dockerfile: 'FROM alpine:3.20\nRUN --network=host true\n' });
  const [refused, allowed] = [await typed('build host'), await typed('build host --allow network.host')];
  expect([refused.status, refused.out.split('\n').at(-2), allowed.status]).toEqual([
    1,
    'ERROR: failed to solve: failed to load LLB: network.host is not allowed',
    0,
  ]);
});

describe('drydock build --build-context', () => {
  it('gives the files of a folder to COPY --from and FROM, with its own .dockerignore', async () => {
    folder('maps', { 'places.csv': 'Zoo\n', 'raw.log': 'no\n', '.dockerignore': '*.log\n' });
    folder('plan', { Dockerfile: 'FROM scratch\nCOPY --from=geo /places.csv /\n' });
    folder('log', { Dockerfile: 'FROM geo\nCOPY --from=geo raw.log /x\n' });
    const found = [
      await typed('build plan --build-context geo=maps'),
      await typed('build log --build-context geo=maps'),
      await typed('build plan'),
    ];
    expect(found.map(({ status, out }) => [status, out.includes('[context geo] load from client')])).toEqual([
      [0, true],
      [1, true],
      [1, false],
    ]);
  });

  it.each([
    ['geo', 'invalid context value: geo, expected key=value'],
    ['Geo=maps', 'invalid context name Geo: invalid reference format: repository name (library/Geo) must be lowercase'],
    ['geo=nowhere', 'failed to get build context geo: stat nowhere: no such file or directory'],
    ['geo=docker-image://alpine', 'not simulated: a context that is no folder: docker-image://alpine'],
  ])('refuses %s', async (text, message) => {
    folder('refused', { Dockerfile: 'FROM scratch\nCOPY --from=geo /x /\n' });
    folder('maps', { x: '' });
    const said: string[] = [];
    expect([
      await typed(`build refused --build-context ${text}`, said).then(({ status }) => status),
      said.join(''),
    ]).toEqual([2, expect.stringContaining(message)]);
  });
});

it('drydock plan --build-context leaves out the stage whose name a context takes', async () => {
  const planned = folder('planned', {
    Dockerfile: 'FROM alpine AS geo\nRUN true\nFROM scratch\nCOPY --from=geo /x /\n',
  });
  const steps = async (options: string) => {
    const { out } = await typed(`plan ${join(planned, 'Dockerfile')}${options}`);
    return out.split('\n\n')[1];
  };
  expect([await steps(' --build-context geo=maps'), await steps('')]).toEqual([
    'Steps\n  [stage-1 1/1] COPY --from=geo /x /',
    'Steps\n  [geo 1/2] FROM docker.io/library/alpine:latest\n  [geo 2/2] RUN true\n  [stage-1 1/1] COPY --from=geo /x /',
  ]);
});
