import { expect, test } from 'vitest';
import { createApi } from '../api.ts';
import { source } from '../for-tests.ts';
import { createAtlas } from '../world.ts';
import type { WhatIfQuestion } from './what-if.ts';

const file = (text: string) => ({ text, mode: 0o644 });
const FILES = {
  Dockerfile: file(
    'FROM scratch AS empty\nCOPY b.txt /\nFROM alpine:3.22\nARG V=1\nCOPY a.txt /\nRUN echo $V\nCOPY b.txt /\n',
  ),
  'a.txt': file('a\n'),
  'b.txt': file('b\n'),
};

/** Names of the steps that run again, with the kind of their cause. */
async function ran(change: WhatIfQuestion['change'], files: WhatIfQuestion['subject']['files'] = FILES) {
  const api = createApi(createAtlas(source));
  await api.bring('views');
  await api.prepare({ files });
  const answer = api.whatIf({ subject: { files }, change });
  expect(structuredClone(answer)).toEqual(answer);
  const steps = answer.steps.filter(({ status }) => status !== 'cached');
  return { error: answer.error, steps: steps.map(({ name, cause }) => `${name}: ${cause?.kind}`) };
}

test.each<[string, WhatIfQuestion['change'], string[]]>([
  ['a touched file', { files: { 'a.txt': {} } }, []],
  [
    'an edited file',
    { files: { 'a.txt': { append: 'x' } } },
    ['[stage-1 2/4] COPY a.txt /: file', '[stage-1 3/4] RUN echo 1: step', '[stage-1 4/4] COPY b.txt /: step'],
  ],
  ['a file read late', { files: { 'b.txt': { append: 'x' } } }, ['[stage-1 4/4] COPY b.txt /: file']],
  ['a build argument', { args: { V: '2' } }, ['[stage-1 3/4] RUN echo 2: arg', '[stage-1 4/4] COPY b.txt /: step']],
  ['another target', { target: 'empty' }, ['[empty 1/1] COPY b.txt /: new']],
])('after %s', async (_, change, expected) => {
  expect(await ran(change)).toEqual({ error: undefined, steps: expected });
});

test('a file that is missing makes the second build fail, and it says so', async () => {
  const { error } = await ran({ files: { 'b.txt': null } });
  expect([error?.of, error?.message]).toEqual(['second', expect.stringContaining('"/b.txt": not found')]);
});

test('a build that fails leaves no cache to build on', async () => {
  const files = { Dockerfile: file('FROM alpine:3.22\nRUN false\n') };
  const { error, steps } = await ran({}, files);
  expect([error?.of, steps]).toEqual(['first', []]);
});
