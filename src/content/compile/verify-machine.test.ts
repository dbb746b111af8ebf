import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { allImages, allPackages } from '../world-eager.ts';
import { createWorld } from '../../engine/builder/index.ts';
import { shell } from '../../engine/everything.ts';
import { subjects } from './verify.ts';

const world = createWorld(allImages, allPackages, shell);
const root = mkdtempSync(join(tmpdir(), 'drydock-machine-'));
afterAll(() => rmSync(root, { recursive: true }));

const FRONT = `---
title: Limits
summary: S
minutes: 5
panes: [terminal]
open: [note.txt]
checks:
  runs: { title: The service runs, kind: container, with: { name: api, state: running }, implies: [held] }
  held: { title: It may use 64 MB, kind: limits, with: { name: api, memory: { max: 64m } } }
hints:
  - { id: none, title: H, text: T, when: [{ check: held }] }
  - { id: gone, title: H, text: T, when: [{ check: runs }] }
---

Text.
`;

const run = (flags: string): string => `$ docker run -d --name api ${flags} alpine:3.22 sleep 300\n`;
const GOOD: Readonly<Record<string, string>> = {
  'exercise.md': FRONT,
  'starter/note.txt': 'x\n',
  'setup.log': '$ docker pull -q alpine:3.22\n',
  'solution.log': run('--memory 64m'),
  'accepts/update/.log': `${run('')}$ docker update --memory 32m --memory-swap 32m api\n`,
  'accepts/file/limits.sh': 'docker run -d --name api --memory 48m alpine:3.22 sleep 300\n',
  'accepts/file/.log': '$ sh limits.sh\n',
  'rejects/runs/.log': '$ docker run --name app alpine:3.22 true\n',
  'rejects/held/.log': run('--memory-reservation 64m'),
};

let count = 0;

async function problems(change: Readonly<Record<string, string>>): Promise<string[]> {
  const content = join(root, String(++count), 'content');
  const folder = join(content, 'lessons/01-one/exercises/01-limits');
  for (const [path, text] of Object.entries({ ...GOOD, ...change })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const found = await subjects(content)
    .find(({ id }) => id === 'one/limits')
    ?.verify(world);
  return (found ?? ['there is no one/limits']).map((line) => line.replace(/^.*01-limits /, ''));
}

it('an exercise on a machine is proved by what was typed: containers that are not there yet are no failures of their own', async () => {
  expect(await problems({})).toEqual([]);
});

it('answers on a machine that differ in their files or commands are different answers, the same ones are not', async () => {
  expect([
    await problems({ 'accepts/file/.log': run('--memory 64m'), 'accepts/file/limits.sh': '' }),
    await problems({ 'accepts/update/limits.sh': run('-m 64m').slice(2), 'accepts/update/.log': '$ sh limits.sh\n' }),
  ]).toEqual([[], []]);
  expect(await problems({ 'accepts/update/.log': run('--memory 64m') })).toEqual([
    'accepts/update: does the same as solution: only names, order or comments differ',
  ]);
});

it('a reject that types the right thing, and a hint that nothing triggers, are found', async () => {
  expect(await problems({ 'rejects/held/.log': run('-m 32m') })).toEqual([
    'rejects/held: must fail held, which is passed: The container api has its limits as it should',
    'hints.none: nothing triggers it: neither the starter nor a reject; add hints/none/',
  ]);
});
