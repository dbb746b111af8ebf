import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import type { BuildOptions } from './check.ts';
import { afterEdit } from './build/edit.ts';
import { evidenceOf, worldOf } from './testing/attempts.ts';
import { resultOf } from './judge.ts';

const world = worldOf(allImages, allPackages);
const build: BuildOptions = {
  contexts: {
    geo: [
      { path: 'places.csv', content: 'Zoo\n' },
      { path: 'tiles.pbf', size: 380_000_000 },
      { path: 'key', secret: 'deploy' },
    ],
  },
};
const index = (mount: string): string =>
  `FROM alpine:3.20\nRUN --mount=type=bind,${mount},target=/geo cat /geo/places.csv > /index\n`;

/** The index that a Dockerfile makes when CI gives the context, or how the build ends. */
function made(dockerfile: string, options: BuildOptions = build): string | undefined {
  const { build: result } = evidenceOf(world, { dockerfile, build: options, secrets: { deploy: 'k3y' } });
  const read = result.image?.tree.read('/index');
  return read?.ok ? read.value : result.error?.message.replace(/ref \S+/, 'ref REF');
}

it('an exercise gives a context by its name: a mount from it passes, a path of the host does not', () => {
  expect([made(index('from=geo')), made(index('from=geo,source=.')), made(index('source=/srv/geo'))]).toEqual([
    'Zoo\n',
    'Zoo\n',
    expect.stringContaining('failed to calculate checksum of ref REF'),
  ]);
});

it('a context that the exercise does not give is taken for an image', () => {
  expect(made(index('from=geo'), {})).toMatch(/^geo: failed to resolve source metadata for /);
});

it('the bytes of a secret that lie in a context are followed as those of the build context are', () => {
  const dockerfile = 'FROM scratch\nCOPY --from=geo key tiles.pbf /\n';
  const { build: result } = evidenceOf(world, { dockerfile, build, secrets: { deploy: 'k3y' } });
  expect([result.image?.tree.read('/key'), result.image?.size]).toEqual([{ ok: true, value: 'k3y' }, 380_000_003]);
});

it('another build of the attempt has the context too, and finds its steps in the cache', () => {
  const { rebuild } = evidenceOf(world, { dockerfile: index('from=geo'), build, secrets: { deploy: 'k3y' } });
  expect(rebuild({ warm: true }).steps.map(({ status }) => status)).toEqual(['cached', 'cached']);
});

const scenario = (dockerfile: string, contexts: unknown, expected: string): string => {
  const evidence = evidenceOf(world, { dockerfile, build, secrets: { deploy: 'k3y' } });
  const {
    status,
    message,
    why = '',
  } = resultOf({ id: 's', kind: 'scenario', title: 's', with: { contexts, expect: expected } }, evidence);
  return [status, message, ...(status === 'error' ? [why] : [])].join(': ');
};

it('a scenario edits a file of a context, which a build sees that reads it', () => {
  const zoo = { geo: { 'places.csv': { append: 'Park\n' } } };
  const tiles = { geo: { 'tiles.pbf': { append: '!' } } };
  expect([
    scenario(index('from=geo'), zoo, 'other-image'),
    scenario('FROM alpine:3.20\nRUN echo Zoo > /index\n', zoo, 'other-image'),
    scenario('FROM scratch\nCOPY --from=geo tiles.pbf /\n', tiles, 'other-image'),
    scenario(index('from=geo'), { geo: { 'places.csv': null } }, 'fails'),
    scenario(index('from=geo'), { geo: { 'places.csv': {} } }, 'same-image'),
    scenario(index('from=geo'), { geo: { 'places.csv': { replace: { Park: 'Zoo' } } } }, 'builds'),
    scenario(index('from=geo'), { maps: { 'places.csv': {} } }, 'builds'),
  ]).toEqual([
    'passed: With places.csv changed in the context geo, the image is another',
    'failed: With places.csv changed in the context geo, the image stays the same',
    'passed: With tiles.pbf changed in the context geo, the image is another',
    'passed: Without places.csv in the context geo, the build fails',
    'passed: With places.csv changed in the context geo, the image is the same',
    'error: The check cannot make its edit: places.csv does not contain “Park”.',
    'error: The check cannot make its edit: There is no context maps.',
  ]);
});

it('an edit of a context runs the steps again that read it, on the cache of the build before', () => {
  const dockerfile = `FROM alpine:3.20\nRUN echo first\nRUN --mount=type=bind,from=geo,target=/geo cat /geo/places.csv > /index\n`;
  const evidence = evidenceOf(world, { dockerfile, build, secrets: { deploy: 'k3y' } });
  const second = afterEdit(evidence, { contexts: { geo: { 'places.csv': { text: 'Park\n' } } } }, { warm: true });
  if (!second.build) throw new Error(second.finding.message);
  const { build: after, words } = second;
  expect([words, after.steps.map(({ status }) => status), after.image?.tree.read('/index')]).toEqual([
    'an edit of places.csv in the context geo',
    ['cached', 'cached', 'ran'],
    { ok: true, value: 'Park\n' },
  ]);
});
