import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { statuses, textBuilder, type Given } from '../fixture/build-text.ts';
import { createWorld, readCacheOption, type BuildResult, type CacheExport, type CacheImport } from '../index.ts';
import { explain } from '../explain/index.ts';
import { shell } from '../../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const TEXT = `FROM alpine:3.20 AS deps
COPY deps .
RUN cat deps > /installed
FROM deps AS build
COPY src .
RUN cat src > /out
FROM alpine:3.20
RUN echo base > /base
COPY --from=build /out /out
RUN echo end
`;
const FILES = { deps: 'd\n', src: 's\n' };

const to = (type: CacheExport['type'], mode?: 'min' | 'max'): CacheExport => ({
  type,
  name: 'acme/app:cache',
  ...(mode ? { mode } : {}),
});
/** Exports from one machine, imports on another that has nothing else. */
function elsewhere(place: CacheExport, changed: Given['files'] & object): { first: BuildResult; second: BuildResult } {
  const first = buildText(TEXT, { files: FILES, cacheTo: [place] });
  const cacheFrom = first.exported.map((found): CacheImport => ({ type: found.type, name: found.name, found }));
  return { first, second: buildText(TEXT, { files: changed, cacheFrom }) };
}

const brief = (result: BuildResult) =>
  statuses(result)
    .map((line) => line.split(': ')[1]?.[0])
    .join('');

const mounting = (n: number) => `FROM alpine:3.20\nRUN --mount=type=cache,target=/c ls /c && echo ${n} > /c/f\n`;

describe('on another machine', () => {
  it('an unchanged build needs nothing but the exported cache, whatever its mode', () => {
    expect(
      (['min', 'max'] as const).map((mode) => {
        const { first, second } = elsewhere(to('registry', mode), FILES);
        return [brief(first), brief(second), first.image?.id === second.image?.id, second.steps.at(-1)?.imported];
      }),
    ).toEqual([
      ['rrrrrrr', 'ccccccc', true, 'registry acme/app:cache'],
      ['rrrrrrr', 'ccccccc', true, 'registry acme/app:cache'],
    ]);
  });

  it('mode=min has nothing of the other stages, mode=max has', () => {
    const changed = { ...FILES, src: 'other\n' };
    const min = elsewhere(to('registry', 'min'), changed);
    const max = elsewhere(to('registry', 'max'), changed);
    expect(
      [min, max].map(({ first, second }) => [
        first.exported[0]?.names.length,
        brief(second),
        second.image?.tree.read('/out'),
      ]),
    ).toEqual([
      [3, 'rrrrcrr', { ok: true, value: 'other\n' }],
      [7, 'ccrrcrr', { ok: true, value: 'other\n' }],
    ]);
    const { sentence, keep } = explain(min.first, min.second, '0:2');
    expect([sentence, keep]).toEqual([
      '[deps 3/3] RUN cat deps > /installed ran because the imported cache does not hold its result.',
      'Export the cache with `mode=max`: it holds the steps of all stages, not only the layers of the image.',
    ]);
  });

  it('inline is always mode=min, and a place where nothing lies is an error in the log only', () => {
    expect(elsewhere(to('inline', 'max'), FILES).first.exported.map(({ mode, bytes }) => [mode, bytes])).toEqual([
      ['min', 7],
    ]);
    const alone = buildText(TEXT, {
      files: FILES,
      cacheFrom: [{ type: 'registry', name: 'acme/none:cache', found: undefined }],
    });
    expect([alone.ok, brief(alone), /^#\d+ (importing|ERROR).*$/gm.exec(alone.log)?.[0]]).toEqual([
      true,
      'rrrrrrr',
      '#4 importing cache manifest from acme/none:cache',
    ]);
    expect(alone.log).toContain('#4 ERROR: failed to configure registry cache importer: acme/none:cache: not found');
    expect(alone.log.endsWith('------\n > importing cache manifest from acme/none:cache:\n------\n')).toBe(true);
  });

  it('cache mounts do not travel', () => {
    const first = buildText(mounting(1), { cacheTo: [to('local', 'max')] });
    const second = buildText(mounting(2), {
      cacheFrom: first.exported.map((found) => ({ type: found.type, name: found.name, found })),
    });
    const here = buildText(mounting(2), { cache: first.cache });
    expect(
      [second, here].map(({ steps }) =>
        steps
          .at(-1)
          ?.log.map((chunk) => chunk.text)
          .join(''),
      ),
    ).toEqual(['', 'f\n']);
  });

  it('a failed build exports nothing', () => {
    expect(buildText('FROM alpine:3.20\nRUN exit 1\n', { cacheTo: [to('gha', 'max')] }).exported).toEqual([]);
  });
});

it('what a pruned cache lacks in between is not run when nothing asks for it', () => {
  const before = buildText(TEXT, { files: FILES });
  const lost = new Set(before.steps.filter(({ plan }) => plan.stage < 2).map(({ key }) => key));
  const cache = { ...before.cache, steps: new Map([...before.cache.steps].filter(([key]) => !lost.has(key))) };
  const same = buildText(TEXT, { files: FILES, cache });
  const changed = buildText(TEXT, { files: { ...FILES, src: 'x\n' }, cache });
  expect([brief(same), same.ms, brief(changed), changed.steps[1]?.cause]).toEqual([
    'ccccccc',
    0,
    'rrrrcrr',
    { kind: 'pruned' },
  ]);
});

it('options of --cache-to and --cache-from are read as docker reads them', () => {
  expect(
    [
      'acme/app:cache',
      'type=registry,ref=a/b:c,mode=max',
      'type=gha,scope=main',
      'type=local,dest=/tmp/c',
      'type=inline',
      'type=s3,bucket=x',
    ].map(readCacheOption),
  ).toEqual([
    { type: 'registry', name: 'acme/app:cache' },
    { type: 'registry', name: 'a/b:c', mode: 'max' },
    { type: 'gha', name: 'main' },
    { type: 'local', name: '/tmp/c' },
    { type: 'inline', name: '' },
    undefined,
  ]);
});
