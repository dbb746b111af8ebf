import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { shell } from '../../everything.ts';
import { textBuilder } from '../fixture/build-text.ts';
import { createWorld, type BuildResult, type CacheExport, type CacheImport } from '../index.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const spans = ({ transfers }: BuildResult): string[] =>
  transfers.map(({ kind, name, start, end, critical }) => `${kind} ${name} ${start}-${end}${critical ? ' *' : ''}`);
const times = ({ steps }: BuildResult): string[] =>
  steps.map(({ plan, status, start, end }) => `${plan.kind} ${status} ${start}-${end}`);
/** The lines of one block, without its number and with digests cut. */
const block = ({ log }: BuildResult, title: string): string[] =>
  (log.split('\n\n').find((one) => one.includes(` ${title}`)) ?? '')
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) => line.replace(/^#\d+ /, '').replaceAll(/sha256:[0-9a-f]{64}/g, 'DIGEST'));

const BIG = { big: { size: 200_000_000 }, small: 'a\n' };
const COPY = 'FROM alpine:3.20\nCOPY big /\nRUN true\n';

describe('the context', () => {
  it('takes time by its bytes, and what reads it waits', () => {
    const both = buildText(
      'FROM alpine:3.20 AS a\nRUN sleep 1\nFROM alpine:3.20\nCOPY big /\nCOPY --from=a /etc/motd /\n',
      {
        files: BIG,
      },
    );
    expect([spans(both), times(both)[3], block(both, '[internal] load build context').at(-1)]).toEqual([
      ['context build context 0-2000 *'],
      'copy ran 2000-2820',
      'DONE 2.0s',
    ]);
  });

  it('takes none when it is small, or known from the build before', () => {
    const first = buildText(COPY, { files: BIG });
    const second = buildText(`${COPY}RUN echo\n`, { files: BIG, cache: first.cache });
    const small = buildText('FROM alpine:3.20\nCOPY small /\n', { files: BIG });
    expect([spans(first), spans(second), spans(small)]).toEqual([['context build context 0-2000 *'], [], []]);
  });
});

describe('images', () => {
  it('are on the machine unless it has none; then FROM pulls what is asked for, once', () => {
    const given = { files: BIG, pullImages: true };
    const [here, pulled] = [buildText(COPY, { files: BIG }), buildText(COPY, given)];
    const again = buildText(COPY.replace('true', 'false || true'), { ...given, cache: pulled.cache });
    const [end = 0] = pulled.steps.map((step) => step.end);
    expect([times(here)[0], end > 200 && end < 2000, pulled.steps[1]?.start, times(again)[0]]).toEqual([
      'from ran 0-0',
      true,
      Math.max(end, 2000),
      'from cached 0-0',
    ]);
    expect(block(pulled, '[1/3] FROM')).toEqual([
      '[1/3] FROM docker.io/library/alpine:3.20',
      'resolve docker.io/library/alpine:3.20 done',
      expect.stringMatching(/^DIGEST \d\.\d+MB \/ \d\.\d+MB done$/),
      'extracting DIGEST done',
      `DONE ${(end / 1000).toFixed(1)}s`,
    ]);
    expect(block(here, '[1/3] FROM')).toEqual(['[1/3] FROM docker.io/library/alpine:3.20', 'DONE 0.0s']);
  });

  it('of COPY --from are pulled too, and what copies waits', () => {
    const { steps } = buildText('FROM scratch\nCOPY --from=node:22-alpine /etc/motd /\n', { pullImages: true });
    const from = steps.find(({ plan }) => plan.kind === 'from');
    const copy = steps.find(({ plan }) => plan.kind === 'copy');
    expect([copy?.start, (from?.end ?? 0) > 1000]).toEqual([from?.end, true]);
  });
});

const TEXT = 'FROM alpine:3.20\nRUN head -c 100000000 /dev/zero > /x\nCOPY small /\nRUN echo end\n';
const to = (type: CacheExport['type']): CacheExport => ({ type, name: type === 'inline' ? '' : 'place' });
const exporting = (type: CacheExport['type']) =>
  buildText(TEXT.replace('head -c 100000000 /dev/zero > /x', 'truncate -s 100M /x'), {
    files: BIG,
    cacheTo: [to(type)],
  });

describe('an exported cache', () => {
  it('takes time by bytes and place behind the last step, inline none', () => {
    const places = (['registry', 'gha', 'local', 'inline'] as const).map(exporting);
    const last = Math.max(...(places[0]?.steps.map(({ end }) => end) ?? []));
    expect(places.map((one) => [spans(one).at(-1), one.ms - last])).toEqual([
      [`export registry place ${last}-${last + 6691} *`, 6691],
      [`export gha place ${last}-${last + 6591} *`, 6591],
      [`export local place ${last}-${last + 2107} *`, 2107],
      [`export inline ${last}-${last}`, 0],
    ]);
    expect(block(places[0] as BuildResult, 'exporting cache to registry')).toEqual([
      'exporting cache to registry',
      'preparing build cache for export',
      ...Array.from({ length: 3 }, () => 'writing layer DIGEST done'),
      'preparing build cache for export 6.7s done',
      'DONE 6.7s',
    ]);
  });

  it('is read before the first step; its layers are fetched for the image, or for what runs on them, and not sent again', () => {
    const first = exporting('registry');
    const cacheFrom = first.exported.map((found): CacheImport => ({ type: found.type, name: found.name, found }));
    const text = TEXT.replace('head -c 100000000 /dev/zero > /x', 'truncate -s 100M /x');
    const same = buildText(text, { files: BIG, cacheFrom, cacheTo: [to('registry')] });
    expect([spans(same), times(same).slice(1)]).toEqual([
      ['import registry place 0-400 *', expect.stringMatching(/^export registry place \d+-\d+ \*$/)],
      ['run cached 400-5643', 'copy cached 5643-5643', 'run cached 5643-5643'],
    ]);
    expect(same.ms - 5643).toBe(400);
    expect([block(same, 'importing cache manifest').at(-1), block(same, '[2/4] RUN')]).toEqual([
      'DONE 0.4s',
      ['[2/4] RUN truncate -s 100M /x', 'DIGEST 41.9MB / 41.9MB done', 'extracting DIGEST done', 'CACHED'],
    ]);
  });

  it('is not fetched for what nothing asks for', () => {
    const text = 'FROM alpine:3.20 AS a\nRUN truncate -s 100M /x\nRUN echo a > /y\nFROM scratch\nCOPY --from=a /y /\n';
    const first = buildText(text, { cacheTo: [{ ...to('registry'), mode: 'max' }] });
    const cacheFrom = first.exported.map((found): CacheImport => ({ type: found.type, name: found.name, found }));
    const [, truncate] = buildText(text, { cacheFrom }).steps;
    expect([truncate?.status, truncate?.start, truncate?.end]).toEqual(['cached', 400, 400]);
  });
});
