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

const other = (to: string, from: string): Promise<string[]> =>
  states(`build ci-two --before ci-one --tag acme/app:1 --cache-to ${to} --cache-from ${from}`);

/** How each step ended. */
async function states(line: string): Promise<string[]> {
  const { out } = await typed(`${line} --json`);
  const { steps } = JSON.parse(out) as { steps: { name: string; status: string }[] };
  return steps.flatMap(({ name, status }) => (name.includes('FROM') ? [] : [status]));
}

describe('drydock build --cache-to and --cache-from', () => {
  const text =
    'FROM alpine:3.20 AS deps\nCOPY package.json /\nRUN cat /package.json > /deps\nFROM alpine:3.20\nCOPY --from=deps /deps /\nCOPY index.js /\n';
  const app = { Dockerfile: text, 'package.json': '{}\n', 'index.js': 'one\n' };
  it('keeps a local cache in a folder, from which another build takes its steps', async () => {
    folder('ci-one', app);
    folder('ci-two', { ...app, 'index.js': 'two\n' });
    const first = await states('build ci-one --cache-to type=local,dest=kept,mode=max');
    const second = await states('build ci-two --cache-from type=local,src=kept');
    expect([first, second]).toEqual([
      ['ran', 'ran', 'ran', 'ran'],
      ['cached', 'cached', 'cached', 'ran'],
    ]);
  });

  it('registry, gha and inline last from the build before to the next, which has no other cache', async () => {
    folder('ci-one', app);
    folder('ci-two', { ...app, 'index.js': 'two\n' });
    expect([
      await other('type=registry,ref=acme/app:cache,mode=max', 'acme/app:cache'),
      await other('type=gha,scope=main,mode=max', 'type=gha,scope=main'),
      await other('type=inline', 'acme/app:1'),
      await other('type=gha,scope=main,mode=max', 'type=gha,scope=pull-request'),
    ]).toEqual([
      ['cached', 'cached', 'cached', 'ran'],
      ['cached', 'cached', 'cached', 'ran'],
      ['cached', 'cached', 'cached', 'ran'],
      ['ran', 'ran', 'ran', 'ran'],
    ]);
  });

  it('prints imports and exports in the log, and warns of a folder without a cache', async () => {
    folder('ci-one', app);
    const said: string[] = [];
    const { out, status } = await typed(
      'build ci-one --cache-from type=local,src=nowhere --cache-from acme/none --cache-to type=registry,ref=acme/app:cache',
      said,
    );
    expect([status, said, out.match(/^#\d+ (?:importing|exporting cache|ERROR).*$/gm)]).toEqual([
      0,
      [
        'WARNING: local cache import at nowhere not found due to err: could not read nowhere/index.json: open nowhere/index.json: no such file or directory\n',
      ],
      [
        '#4 importing cache manifest from acme/none',
        '#4 ERROR: failed to configure registry cache importer: acme/none: not found',
        expect.stringMatching(/^#\d+ exporting cache to registry$/),
      ],
    ]);
  });

  it.each([
    ['--cache-to type=s3,bucket=b', 'not simulated: --cache-to type=s3,bucket=b'],
    ['--cache-to type=registry', '--cache-to type=registry needs ref='],
    ['--cache-from type=local', '--cache-from type=local needs src='],
  ])('refuses %s', async (flags, message) => {
    folder('ci-one', app);
    const said: string[] = [];
    const { status } = await typed(`build ci-one ${flags}`, said);
    expect([status, said.join('').includes(message)]).toEqual([2, true]);
  });
});

it('drydock build --without-images pulls them first', async () => {
  folder('fresh', { Dockerfile: 'FROM alpine:3.20\nRUN true\n' });
  const [here, fresh] = [await typed('build fresh'), await typed('build fresh --without-images')];
  expect([here, fresh].map(({ out }) => /^#\d+ extracting sha256:/m.test(out))).toEqual([false, true]);
});
