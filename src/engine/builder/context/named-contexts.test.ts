import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { statuses, textBuilder, textTree, type Given } from '../fixture/build-text.ts';
import { createWorld } from '../index.ts';
import { explain } from '../explain/index.ts';
import { shell } from '../../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const GEO = { 'places.csv': 'Zoo\n', 'sub/tiles': 'T\n', 'raw.log': 'no\n', '.dockerignore': '*.log\n' };
const geo = (files: Readonly<Record<string, string>> = {}): Pick<Given, 'contexts'> => ({
  contexts: { geo: textTree({ ...GEO, ...files }) },
});

/** Which steps of a second build ran, whose context differs in `files`, on the cache of the first. */
function again(text: string, files: Readonly<Record<string, string>> = {}): string[] {
  const { cache } = buildText(text, { ...geo(), files: { a: 'a\n' } });
  return statuses(buildText(text, { ...geo(files), files: { a: 'a\n' }, cache }));
}

/** Why the last step of a second build ran, whose context differs in `files`. */
const told = (text: string, files: Readonly<Record<string, string>>): string => {
  const before = buildText(text, { ...geo(), files: { a: 'a\n' } });
  const after = buildText(text, { ...geo(files), files: { a: 'a\n' }, cache: before.cache });
  return explain(before, after, after.steps.at(-1)?.id ?? '').sentence;
};

const COPY = 'FROM scratch\nCOPY --from=geo places.csv /\n';
const MOUNT = 'FROM alpine:3.20\nRUN --mount=from=geo,target=/geo cat /geo/places.csv > /out\n';

describe('a named context', () => {
  it('gives its files to COPY --from, without what its own .dockerignore excludes', () => {
    const text = 'FROM scratch\nCOPY --from=geo . /all/\n';
    const { image } = buildText(text, { ...geo(), dockerignore: 'sub\n' });
    expect([...(image?.tree.walk('/all') ?? [])].map(([path]) => path)).toEqual([
      '/all',
      '/all/.dockerignore',
      '/all/places.csv',
      '/all/sub',
      '/all/sub/tiles',
    ]);
  });

  it('gives its files to a mount, of which nothing stays', () => {
    const { image } = buildText(MOUNT, geo());
    expect([image?.tree.read('/out'), image?.tree.read('/geo/places.csv').ok]).toEqual([
      { ok: true, value: 'Zoo\n' },
      false,
    ]);
  });

  it('is the base of FROM, with the config of scratch and one layer more', () => {
    const { image, steps } = buildText('FROM geo\nCOPY a /\n', { ...geo(), files: { a: 'a\n' } });
    expect([
      steps.map(({ plan }) => plan.name),
      image?.layers.map(({ origin, createdBy }) => [origin, createdBy]),
      image?.tree.read('/places.csv'),
      image?.config.env,
    ]).toEqual([
      ['[1/2] COPY a /'],
      [
        ['base', 'local source for geo'],
        ['step', 'COPY a / # buildkit'],
      ],
      { ok: true, value: 'Zoo\n' },
      ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ]);
  });

  it('takes the place of a stage of its name, of which no step runs, wherever it stands', () => {
    const text = 'FROM alpine:3.20 AS geo\nRUN touch /never\nFROM scratch\nCOPY --from=geo /places.csv /\n';
    const instead = buildText(text, geo());
    expect([statuses(instead), instead.image?.tree.read('/places.csv')]).toEqual([
      ['COPY --from=geo /places.csv /: ran'],
      { ok: true, value: 'Zoo\n' },
    ]);
    expect(buildText(text).error?.message).toContain('"/places.csv": not found');
  });

  it('takes the place of an image under each of its names, not of another tag', () => {
    const names = ['alpine', 'alpine:latest', 'docker.io/library/alpine', 'alpine:3.20'];
    const found = names.map((name) => {
      const text = `FROM scratch\nCOPY --from=${name} /places.csv /\n`;
      return buildText(text, { contexts: { alpine: textTree(GEO) } }).ok;
    });
    expect(found).toEqual([true, true, true, false]);
  });

  it('that is not given leaves the name to an image', () => {
    expect(buildText(COPY, { contexts: { maps: textTree(GEO) } }).error?.message).toMatch(
      /^geo: failed to resolve source metadata for docker\.io\/library\/geo:latest: /,
    );
  });

  it('never stands for scratch', () => {
    const { image } = buildText('FROM scratch\nCOPY a /\n', { contexts: { scratch: textTree(GEO) }, files: { a: '' } });
    expect([...(image?.tree.walk('/') ?? [])].map(([path]) => path)).toEqual(['/', '/a']);
  });
});

describe('the cache and a named context', () => {
  it('knows what is copied and mounted by its content', () => {
    expect([again(COPY), again(COPY, { 'sub/tiles': 'new' }), again(COPY, { 'places.csv': 'new' })]).toEqual([
      ['COPY --from=geo places.csv /: cached'],
      ['COPY --from=geo places.csv /: cached'],
      ['COPY --from=geo places.csv /: ran'],
    ]);
    expect([again(MOUNT), again(MOUNT, { 'raw.log': 'new' }), again(MOUNT, { 'sub/tiles': 'new' })]).toMatchObject([
      [expect.stringMatching(/cached$/)],
      [expect.stringMatching(/cached$/)],
      [expect.stringMatching(/ran$/)],
    ]);
  });

  it('runs everything that stands on one again, and finds copies of it by their content', () => {
    const text = 'FROM geo AS one\nCOPY a /\nFROM scratch\nCOPY --from=one /a /\n';
    expect(again(text)).toEqual(['COPY a /: ran', 'COPY --from=one /a /: cached']);
  });

  it('says why: the file that changed and whose it is, or that a context is new in each build', () => {
    expect([told(COPY, { 'places.csv': 'new' }), told('FROM geo\nCOPY a /\nWORKDIR /x\n', {})]).toEqual([
      '[stage-0 1/1] COPY --from=geo places.csv / ran because `places.csv` of geo changed.',
      '[2/3] WORKDIR /x ran because [1/3] COPY a / ran, because it stands on the context geo, which BuildKit takes for new in each build.',
    ]);
  });

  it('has no part of a context in the paths that a step reads of the build context', () => {
    const { steps } = buildText(COPY, geo());
    expect(steps.map(({ inputs }) => inputs)).toEqual([[]]);
  });
});
