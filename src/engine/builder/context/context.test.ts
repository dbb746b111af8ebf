import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { textBuilder, type Given } from '../fixture/build-text.ts';
import { createWorld, prunedCache } from '../index.ts';
import { shell } from '../../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const files = {
  'a.txt': 'a'.repeat(1000),
  'b.txt': 'b'.repeat(2000),
  'd/c.txt': 'c'.repeat(4000),
  'node_modules/': { bulk: { files: 8000, size: 400_000_000 } },
};
const transfer = (text: string, given: Given = {}) => {
  const { log } = buildText(`FROM alpine:3.20\n${text}`, { files, ...given });
  return /load build context\n#\d+ transferring context: (\S+) done\n#\d+ DONE (\S+)/.exec(log)?.slice(1);
};

const added = (text: string) => {
  const { image, ok } = buildText('FROM scratch\nADD x.tar /t/\n', { files: { 'x.tar': text } });
  return [ok, [...(image?.tree.walk('/t') ?? [])].map(([path]) => path)];
};

describe('the context', () => {
  it('is sent as far as steps name it, links and wildcards included, and takes its time', () => {
    expect([
      transfer('COPY a.txt /\n'),
      transfer('COPY *.txt /\n'),
      transfer('COPY d /d\nCOPY d/c.txt /c\n'),
      transfer('RUN --mount=type=bind,source=b.txt,target=/b true\n'),
      transfer('COPY . /app\n'),
      transfer('COPY . /app\n', { dockerignore: 'node_modules\n' }),
      transfer('RUN true\n'),
      transfer('COPY --from=alpine:3.20 /etc/motd /m\n'),
    ]).toEqual([
      ['1.03kB', '0.0s'],
      ['3.06kB', '0.0s'],
      ['4.03kB', '0.0s'],
      ['2.03kB', '0.0s'],
      ['400MB', '4.2s'],
      ['7.09kB', '0.0s'],
      undefined,
      undefined,
    ]);
  });

  it('is not sent again where the builder has it, and all of it after a prune', () => {
    const { cache } = buildText('FROM alpine:3.20\nCOPY d /d\n', { files });
    const changed = { ...files, 'd/x': 'x' };
    expect([
      transfer('COPY d /d\n', { cache }),
      transfer('COPY d /d\n', { cache, files: changed }),
      transfer('COPY d /d\n', { cache: prunedCache(cache) }),
    ]).toEqual([
      ['32B', '0.0s'],
      ['63B', '0.0s'],
      ['4.03kB', '0.0s'],
    ]);
  });

  it('holds up the steps that read it, not the others', () => {
    const { steps } = buildText(
      'FROM alpine:3.20 AS a\nRUN echo\nFROM alpine:3.20\nCOPY . /app\nCOPY --from=a /etc/motd /\n',
      { files },
    );
    expect(steps.filter(({ plan }) => plan.kind !== 'from').map(({ start, critical }) => [start, critical])).toEqual([
      [0, false],
      [4160, true],
      [5780, true],
    ]);
  });
});

it('after a prune every step runs, and says so', () => {
  const first = buildText('FROM alpine:3.20\nRUN echo\n');
  const second = buildText('FROM alpine:3.20\nRUN echo\n', { cache: prunedCache(first.cache) });
  expect(second.steps.map(({ status, cause }) => [status, cause?.kind])).toEqual([
    ['ran', undefined],
    ['ran', 'pruned'],
  ]);
});

it('a text that only begins like an archive is copied', () => {
  const head = '!<drydock tar>\n';
  expect([
    added(head),
    added(`${head}{`),
    added(`${head}[{"name":1}]`),
    added(`${head}[{"name":"a","entry":{"kind":"file"}}]`),
    added(`${head}[]`),
  ]).toEqual([
    [true, ['/t', '/t/x.tar']],
    [true, ['/t', '/t/x.tar']],
    [true, ['/t', '/t/x.tar']],
    [true, ['/t', '/t/x.tar']],
    [true, ['/t']],
  ]);
});
