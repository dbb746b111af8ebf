import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { textBuilder, type Given } from '../fixture/build-text.ts';
import { createWorld } from '../index.ts';
import { explain } from './index.ts';
import { shell } from '../../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const NODE = 'FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nRUN cat package.json > /deps\nRUN echo done > /last\n';
const FILES = { 'package.json': '{}\n', 'src/app.js': 'app\n', 'README.md': 'read\n' };

/** Builds twice, the second on the cache of the first, and explains the step whose name ends like this. */
function why(step: string, one: [string, Given], two: [string, Given]) {
  const before = buildText(...one);
  const after = buildText(two[0], { ...two[1], cache: before.cache });
  const found = after.steps.find(({ plan }) => plan.name.includes(step));
  const { chain, sentence, keep } = explain(before, after, found?.id ?? '');
  return { kinds: chain.map(({ kind }) => kind), first: found?.cause, sentence, keep };
}

const edit = (step: string, [file, text]: [string, string | null], dockerfile = NODE) => {
  const { [file]: _, ...rest } = FILES as Record<string, string>;
  return why(
    step,
    [dockerfile, { files: FILES }],
    [dockerfile, { files: text === null ? rest : { ...rest, [file]: text } }],
  );
};

const changeOf = (file: string, entry: unknown) => {
  const files = { ...FILES, [file]: entry } as Given['files'] & object;
  if (entry === undefined) delete (files as Record<string, unknown>)[file];
  return why('COPY', [NODE, { files: FILES }], [NODE, { files }]).first;
};
const based = (text: string) => `FROM alpine:3.20\n${text}RUN echo a\n`;
const reasonOf = (one: string, two: string) => why('RUN echo a', [one, {}], [two, {}]).sentence.split(' ran ')[1];
const above = (a: string) => `FROM alpine:3.20\nRUN echo ${a} > /a\nCOPY f /f\n`;
const over = (a: string) => `FROM alpine:3.20\nRUN echo ${a} > /a && echo x > /f\nCOPY f /f\n`;

describe('a step that ran is explained', () => {
  it('down to the file that changed, and kept by moving it above the copy', () => {
    expect(edit('RUN echo done', ['src/app.js', 'other\n'])).toEqual({
      kinds: ['step', 'step', 'file'],
      first: { kind: 'step', id: '0:3', name: '[4/5] RUN cat package.json > /deps' },
      sentence:
        '[5/5] RUN echo done > /last ran because [4/5] RUN cat package.json > /deps changed, because [3/5] COPY . . changed, because `src/app.js` changed.',
      keep: 'Put `RUN echo done > /last` above `COPY . .`: the files come out the same, and it no longer waits for what changes there.',
    });
  });

  it('and kept by copying what it needs alone', () => {
    expect(edit('RUN cat', ['src/app.js', 'other\n']).keep).toBe(
      'Copy `package.json` alone before `RUN cat package.json > /deps`, and the rest after it: nothing else of `COPY . .` is needed there.',
    );
    expect(edit('RUN cat', ['package.json', '{ }\n']).keep).toBe(undefined);
  });

  it('but never by taking away what it looks at, whatever it makes of it', () => {
    const text =
      'FROM node:22-alpine\nWORKDIR /app\nCOPY server.js server.test.js ./\nRUN node --test\nRUN echo done > /last\n';
    const files = {
      'server.js': 'module.exports = 1;\n',
      'server.test.js': "require('node:test')('one', () => require('./server.js'));\n",
    };
    const changed = { ...files, 'server.js': 'module.exports = 2;\n' };
    const kept = (step: string, dockerfile = text) =>
      why(step, [dockerfile, { files }], [dockerfile, { files: changed }]).keep;
    expect([
      kept('RUN node --test'),
      kept('RUN echo'),
      kept('RUN test', text.replace('node --test', 'test -s server.js')),
      kept('RUN wc', text.replace('node --test', 'wc -l < server.test.js')),
      kept('RUN wc', text.replace('node --test', 'wc -l < server.test.js').replace('server.js server.test.js', '.')),
      kept('RUN ls', text.replace('node --test', 'ls | wc -l')),
    ]).toEqual([
      undefined,
      'Put `RUN echo done > /last` above `COPY server.js server.test.js ./`: the files come out the same, and it no longer waits for what changes there.',
      undefined,
      undefined,
      'Copy `server.test.js` alone before `RUN wc -l < server.test.js`, and the rest after it: nothing else of `COPY . ./` is needed there.',
      undefined,
    ]);
  });

  it('and kept by .dockerignore when the file does not belong into the build', () => {
    expect(edit('COPY', ['README.md', 'new\n'])).toEqual({
      kinds: ['file'],
      first: { kind: 'file', path: 'README.md', change: 'changed', others: 0 },
      sentence: '[3/5] COPY . . ran because `README.md` changed.',
      keep: 'Add `*.md` to .dockerignore: the build works without it, and it would not change what is copied any more.',
    });
    expect(edit('RUN cat', ['README.md', 'new\n'], NODE.replace('package.json', 'README.md')).keep).toBe(undefined);
  });

  it('by files that came, went or changed their mode', () => {
    expect([
      changeOf('new/a', 'a'),
      changeOf('src/app.js', undefined),
      changeOf('src/app.js', { content: 'app\n', mode: 0o755 }),
    ]).toEqual([
      { kind: 'file', path: 'new/a', change: 'added', others: 0 },
      { kind: 'file', path: 'src/app.js', change: 'removed', others: 0 },
      { kind: 'file', path: 'src/app.js', change: 'mode', others: 0 },
    ]);
  });

  it('by an argument that it does not use, which can be declared later', () => {
    const text = 'FROM alpine:3.20\nARG V=1\nRUN echo a > /a\nRUN echo $V > /v\n';
    const given = { buildArgs: { V: '2' } };
    expect(why('RUN echo a', [text, {}], [text, given])).toEqual({
      kinds: ['arg'],
      first: { kind: 'arg', name: 'V', from: '1', to: '2' },
      sentence: '[2/3] RUN echo a > /a ran because the build argument V changed from `1` to `2`.',
      keep: 'Put `ARG V` below `RUN echo a > /a`: the files come out the same without it.',
    });
    expect(why('RUN echo 2', [text, {}], [text, given]).keep).toBe(undefined);
  });

  it('by variables, settings, text, base and platform', () => {
    expect([
      reasonOf(based('ENV A=1\n'), based('ENV A=2\n')),
      reasonOf(based(''), based('ENV A=2\n')),
      reasonOf(based('ENV A=1 B=2\n'), based('ENV B=2 A=1\n')),
      reasonOf(based(''), based('USER 7\n')),
      reasonOf(based(''), based('SHELL ["/bin/ash", "-c"]\n')),
      reasonOf('FROM alpine:3.20\nRUN echo b\nRUN echo a\n', based('')),
      reasonOf(based(''), 'FROM alpine:3.20\nRUN echo b\nRUN echo a\n'),
      reasonOf(based(''), 'FROM alpine:3.21\nRUN echo a\n'),
      reasonOf('FROM alpine:3.20\nRUN echo  a\n', based('')),
      reasonOf(based(''), based('LABEL a=1\n')),
    ]).toEqual([
      'because the variable A changed from `1` to `2`.',
      'because the variable A is new.',
      'because the order of the variables changed from `PATH A B` to `PATH B A`.',
      'because USER changed from ` ` to `7`.',
      'because SHELL changed from `["/bin/sh","-c"]` to `["/bin/ash","-c"]`.',
      'because [2/3] RUN echo b above it is gone.',
      'because [2/3] RUN echo b is new.',
      'because the base image changed from alpine:3.20 to alpine:3.21.',
      'because its text changed.',
      undefined,
    ]);
  });

  it('through stages, to what made the copied file', () => {
    const text =
      'FROM alpine:3.20 AS build\nCOPY a /a\nRUN cat /a > /out\nFROM alpine:3.20\nCOPY --from=build /out /out\nRUN cat /out\n';
    const change = (a: string) => why('RUN cat /out', [text, { files: { a: 'one\n' } }], [text, { files: { a } }]);
    expect(change('two\n').sentence).toBe(
      '[stage-1 3/3] RUN cat /out ran because [stage-1 2/3] COPY --from=build /out /out changed, because `out` of build changed, because [build 3/3] RUN cat /a > /out changed, because [build 2/3] COPY a /a changed, because `a` changed.',
    );
    expect(change('one\n')).toEqual({
      kinds: [],
      first: undefined,
      sentence: '[stage-1 3/3] RUN cat /out came from the cache.',
      keep: undefined,
    });
  });

  it('by --no-cache, by a cache that lost it, by a failure, and by no build before', () => {
    const text = 'FROM alpine:3.20 AS a\nRUN echo a\nFROM a\nRUN echo b\n';
    const before = buildText(text);
    const pruned = buildText(text, {
      cache: { steps: new Map(), mounts: new Map(), ...(before.cache.last ? { last: before.cache.last } : {}) },
    });
    expect([
      why('RUN echo b', [text, {}], [text, { noCache: true }]).sentence,
      why('RUN echo b', [text, {}], [text, { noCacheFilter: ['a'] }]).sentence,
      why('RUN echo b', [text, {}], [text, { noCacheFilter: ['a'] }]).keep,
      explain(before, pruned, '0:1').chain,
      pruned.steps.map(({ cause }) => cause),
      why('RUN exit', ['FROM alpine:3.20\nRUN exit 1\n', {}], ['FROM alpine:3.20\nRUN exit 1\n', {}]).first,
      before.steps.map(({ cause }) => cause),
    ]).toEqual([
      '[stage-1 1/1] RUN echo b ran because the build was told not to use the cache.',
      '[stage-1 1/1] RUN echo b ran because [a 2/2] RUN echo a ran, because the build was told not to use the cache.',
      'Build without `--no-cache`: nothing that this step is made of has changed.',
      [{ kind: 'pruned' }],
      [undefined, { kind: 'pruned' }, { kind: 'pruned' }],
      { kind: 'failed' },
      [undefined, { kind: 'first' }, { kind: 'first' }],
    ]);
  });

  it('and a copy that waits for the steps above it is kept by --link', () => {
    const files = { f: 'f' };
    expect(why('COPY', [above('one'), { files }], [above('two'), { files }]).keep).toMatch(
      /^Put `COPY f \/f` above `RUN echo two/,
    );
    expect(why('COPY', [over('one'), { files }], [over('two'), { files }]).keep).toBe(
      'Write `--link` behind COPY in `COPY f /f`: then it does not hang on the steps above it.',
    );
  });
});
