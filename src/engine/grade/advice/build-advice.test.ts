import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import type { Written } from '../testing/attempts.ts';
import { evidenceOf, judged, worldOf } from '../testing/attempts.ts';
import { grade } from '../grade.ts';

const world = worldOf(allImages, allPackages);

function pip(lines: string): Written {
  return {
    dockerfile: `FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt ./\n${lines}\n`,
    files: { 'requirements.txt': 'flask==3.0.3\n' },
  };
}
/** Where a line stands. */
function place({ dockerfile }: Written, line: string): { start: number; end: number } {
  const start = dockerfile.indexOf(line);
  return { start, end: start + line.length };
}

const mount = { kind: 'cache-mount', with: { files: { 'requirements.txt': { append: 'click==8.1.7\n' } } } };

it('a cache mount that stays empty names where the cache went, or who cannot write it', () => {
  const elsewhere = judged(world, pip('RUN --mount=type=cache,target=/c pip install -r requirements.txt'), mount);
  expect(elsewhere).toMatchObject({
    try: 'Mount /root/.cache: that is where the program keeps its cache.',
    why: expect.stringMatching(
      /left nothing there\. It left [\d.]+\sk?B in \/root\/\.cache, which is now part of a layer\.$/,
    ),
    file: 'Dockerfile',
  });
  const user = 'RUN useradd -m app\nUSER app\nRUN --mount=type=cache,target=/home/app/.cache/pip';
  expect(judged(world, pip(`${user} pip install --user -r requirements.txt`), mount)).toMatchObject({
    status: 'failed',
    try: 'Give the mount the uid and gid of app (uid=…, gid=…): a fresh one belongs to root.',
  });
  const own = user.replace('pip', 'pip,uid=1000,gid=1000');
  expect(judged(world, pip(`${own} pip install --user -r requirements.txt`), mount)).toMatchObject({
    status: 'passed',
  });
});

it('a step that runs again is explained down to the file', () => {
  const of = {
    dockerfile: 'FROM alpine:3.22\nCOPY . /src\nRUN echo installed > /deps\n',
    files: { 'README.md': 'a' },
  };
  const check = { kind: 'cache', with: { files: { 'README.md': { append: 'b' } }, cached: [{ creates: '/deps' }] } };
  expect(judged(world, of, check)).toMatchObject({
    status: 'failed',
    message: 'After an edit of README.md [3/3] RUN echo installed > /deps runs again',
    why: '[3/3] RUN echo installed > /deps ran because [2/3] COPY . /src changed, because `README.md` changed.',
    span: place(of, 'RUN echo installed > /deps'),
  });
});

it('waste names the step, the folder and the reason', () => {
  const check = { kind: 'waste', with: { max: '1MB' } };
  const context = [{ path: 'data/', files: 300, size: 50_000_000 }];
  const stored = { dockerfile: 'FROM alpine:3.22\nCOPY data /data\nRUN chown -R 1000 /data\n', context };
  expect(judged(world, stored, check)).toMatchObject({
    try: expect.stringContaining('COPY --chown'),
    why: expect.stringMatching(/^“RUN chown -R 1000 \/data” stores \/data again/),
    span: place(stored, 'RUN chown -R 1000 /data'),
  });
  const deleted = { dockerfile: 'FROM alpine:3.22\nCOPY data /data\nRUN rm -rf /data\n', context };
  expect(judged(world, deleted, check)).toMatchObject({
    try: expect.stringMatching(/^Delete it in the step that makes it/),
    why: expect.stringMatching(/^\/data with 50\sMB comes from “COPY data \/data” and is deleted by a later step\.$/),
    span: place(deleted, 'COPY data /data'),
  });
});

it('a leak names where it lies, the step, and what else holds it', () => {
  const secrets = { token: 't0k3n-of-acme' };
  const of = {
    secrets,
    build: { secrets },
    dockerfile: 'FROM alpine:3.22\nRUN --mount=type=secret,id=token cat /run/secrets/token | tee /k\nRUN rm /k\n',
  };
  expect(judged(world, of, { kind: 'leaks' })).toMatchObject({
    message: 'token is in a layer of the image, although a later one deletes it',
    why: 'It lies at /k. “[stage-0 2/3] RUN --mount=type=secret,id=token cat /run/secrets/token | tee /k” left it there. It is also in the build log.',
    span: place(of, 'RUN --mount=type=secret,id=token cat /run/secrets/token | tee /k'),
  });
  const variable = { secrets, dockerfile: 'FROM alpine:3.22\nARG A=1\nENV TOKEN=t0k3n-of-acme\n' };
  expect(judged(world, variable, { kind: 'leaks', with: { in: ['env'] } })).toMatchObject({
    why: 'It is the value of TOKEN.',
    span: place(variable, 'ENV TOKEN=t0k3n-of-acme'),
  });
});

it('a prediction tells what happens with the first option that is otherwise, and how many more', () => {
  const of = {
    dockerfile: 'FROM alpine:3.22\nCOPY a.txt /\nCOPY b.txt /\nRUN cat /a.txt > /c\n',
    files: { 'a.txt': 'a', 'b.txt': 'b' },
    predictions: [{ id: 'edit', html: '', kind: 'reruns', on: 'attempt', with: { files: { 'b.txt': { text: 'c' } } } }],
    answers: { edit: ['[2/4] COPY a.txt /'] },
  } as const;
  expect(judged(world, of, { kind: 'prediction', with: { of: 'edit' } })).toEqual({
    status: 'failed',
    message: '[2/4] COPY a.txt / does not run again',
    try: 'Compare the answer with what the build does, then predict again.',
    why: 'It came from the cache. 2 more options are otherwise than predicted.',
  });
});

it('an author’s advice stands; without it, the smallest edit that keeps the step is recommended', () => {
  const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';
  const lock = { name: 'a', lockfileVersion: 3, packages: { '': { name: 'a' } } };
  const files = { 'package.json': '{"name":"a"}', 'package-lock.json': JSON.stringify(lock), 'app.js': '1' };
  const evidence = evidenceOf(world, { dockerfile, files });
  const params = { files: { 'app.js': { text: '2' } }, cached: [{ kind: 'run' }] };
  const check = { id: 'order', title: 'T', kind: 'cache', with: params };
  const results = grade({ ...evidence.exercise, checks: [check, { ...check, try: 'Think.' }] }, evidence);
  expect(results.map((result) => result.try)).toEqual([
    'Copy `package-lock.json` and `package.json` alone before `RUN npm ci`, and the rest after it: nothing else of `COPY . .` is needed there.',
    'Think.',
  ]);
  expect(structuredClone(results)).toEqual(results);
});
