import { expect, it } from 'vitest';
import { createApi } from '../api.ts';
import { source } from '../for-tests.ts';
import type { Subject } from '../protocol.ts';
import { createAtlas } from '../world.ts';

const file = (text: string) => ({ text, mode: 0o644 });
const DOCKERFILE = `FROM alpine:3.22 AS build
WORKDIR /src
COPY a.txt b.txt ./
RUN rm b.txt && echo more >> a.txt && echo out > /out
FROM scratch
ENV COLOUR=red
COPY --from=build /out /srv/
ENV COLOUR=blue SIZE=1
COPY a.txt /srv/
`;
const FILES = { Dockerfile: file(DOCKERFILE), 'a.txt': file('one\n'), 'b.txt': file('two\n') };

async function engine() {
  const api = createApi(createAtlas(source));
  await api.bring('views');
  await api.prepare({ files: FILES });
  return api;
}
const subject: Subject = { files: FILES };

it('says what an incremental build after an earlier one does, as plain data', async () => {
  const api = await engine();
  const files = { ...FILES, 'b.txt': file('changed\n') };
  const answer = await api.rebuild({ subject: { files }, before: FILES });
  expect(answer.files).toEqual([{ path: 'b.txt', change: 'changed' }]);
  expect(answer.before.steps.every(({ status }) => status === 'ran')).toBe(true);
  expect(answer.after.steps.map(({ name, status }) => `${name}: ${status}`)).toEqual([
    '[build 1/4] FROM docker.io/library/alpine:3.22: cached',
    '[build 2/4] WORKDIR /src: cached',
    '[build 3/4] COPY a.txt b.txt ./: ran',
    '[build 4/4] RUN rm b.txt && echo more >> a.txt && echo out > /out: ran',
    '[stage-1 1/2] COPY --from=build /out /srv/: cached',
    '[stage-1 2/2] COPY a.txt /srv/: cached',
  ]);
  expect(structuredClone(answer)).toEqual(answer);
});

it('finds everything cached where nothing changed', async () => {
  const answer = await (await engine()).rebuild({ subject, before: FILES });
  expect(answer.files).toEqual([]);
  expect(answer.after.steps.every(({ status }) => status === 'cached')).toBe(true);
});

it('explains why a step ran, back to the file', async () => {
  const api = await engine();
  const files = { ...FILES, 'b.txt': file('changed\n') };
  const { chain, sentence } = await api.explain({ subject: { files }, before: FILES, step: '0:3' });
  expect(chain).toEqual([
    { kind: 'step', id: '0:2', name: '[build 3/4] COPY a.txt b.txt ./' },
    { kind: 'file', path: 'b.txt', change: 'changed', others: 0 },
  ]);
  expect(sentence).toContain('because `b.txt` changed');
});

it('counts files that came and went', async () => {
  const api = await engine();
  const { 'b.txt': _gone, ...less } = FILES;
  const answer = await api.rebuild({ subject: { files: { ...less, 'c.txt': file('') } }, before: FILES });
  expect(answer.files).toEqual([
    { path: 'b.txt', change: 'removed' },
    { path: 'c.txt', change: 'added' },
  ]);
  expect(answer.after.status).toBe('failed');
});

const short = (
  folder: { readonly entries: readonly { name: string; mark?: string; touched?: boolean }[] } | undefined,
) => folder?.entries.map(({ name, mark, touched }) => [name, mark ?? (touched ? 'touched' : '')].join(' '));

it('lists one folder after a step, with what the step did', async () => {
  const api = await engine();
  const folders = ['/', '/src'].map((path) => ({ path, most: 100 }));
  const [top, src] = (await api.listing({ subject, place: { step: '0:3' }, changes: true, folders })) ?? [];
  expect(short(top)).toEqual(['out added', 'src touched']);
  expect(short(src)).toEqual(['a.txt changed', 'b.txt removed']);
  const [all] = (await api.listing({ subject, place: { step: '0:3' }, changes: false, folders })) ?? [];
  expect(short(all)).toContain('etc ');
});

it('lists what a layer stores, and as much of it as is asked for', async () => {
  const api = await engine();
  const folders = [{ path: '/srv', most: 1 }];
  const listed = await api.listing({ subject, place: { layer: 1 }, changes: false, folders });
  expect(listed).toEqual([
    {
      entries: [{ name: 'a.txt', kind: 'file', mode: 0o644, uid: 0, gid: 0, size: 4, open: false, mark: 'added' }],
      total: 2,
    },
  ]);
  const own = await api.listing({ subject, place: { layer: 1 }, changes: true, folders });
  expect(own?.[0]?.total).toBe(1);
});

it('knows no step and no layer that the build does not have', async () => {
  const api = await engine();
  expect(await api.listing({ subject, place: { step: '7:0' }, changes: true, folders: [] })).toBeUndefined();
  expect(await api.listing({ subject, place: { layer: 9 }, changes: true, folders: [] })).toBeUndefined();
  expect(await api.scene({ subject, step: '7:0' })).toBeUndefined();
});

it('says what a step sees and how its variables differ from those of the step before', async () => {
  const scene = await (await engine()).scene({ subject, step: '1:1' });
  expect(scene?.env.filter(({ name }) => name !== 'PATH')).toEqual([
    { name: 'COLOUR', value: 'blue', mark: 'changed' },
    { name: 'SIZE', value: '1', mark: 'added' },
  ]);
  expect(scene).toMatchObject({ added: 1, changed: 0, removed: 0, size: 8, way: ['/srv'] });
});
