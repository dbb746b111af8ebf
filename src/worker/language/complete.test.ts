import { array, assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from './complete.ts';
import { sourceOf } from './fixture.ts';

function labels(marked: string, paths: readonly string[] = []): string[] {
  const { source, offset } = sourceOf(marked, paths);
  return complete(source, offset).map((item) => item.label);
}

/** The text after taking the proposal `label`. */
function taken(marked: string, label: string, paths: readonly string[] = []): string {
  const { source, offset } = sourceOf(marked, paths);
  const item = complete(source, offset).find((one) => one.label === label);
  if (!item) return `no ${label}`;
  const { text } = source.dockerfile;
  return text.slice(0, item.span.start) + item.insert + text.slice(item.span.end);
}

describe('completion', () => {
  it('offers FROM and ARG before the first stage, everything after it', () => {
    expect(labels('|')).toEqual(['ARG', 'FROM']);
    expect(labels('F|')).toEqual(['ARG', 'FROM']);
    expect(labels('FROM a\n|')).toContain('HEALTHCHECK');
    expect(labels('FROM a\nru|')).toContain('run');
    expect(labels('FROM a\nONBUILD |')).not.toContain('FROM');
  });

  it('offers flags where flags stand, and not after the first argument', () => {
    expect(labels('FROM a\nCOPY --|')).toEqual([
      '--from=',
      '--chown=',
      '--chmod=',
      '--link',
      '--exclude=',
      '--parents',
    ]);
    expect(labels('FROM a\nRUN --|')).toEqual(['--mount=', '--network=', '--security=']);
    expect(labels('FROM a\nRUN npm ci --|')).toEqual([]);
    expect(labels('FROM a\nRUN --network=|')).toEqual(['default', 'none', 'host']);
    expect(taken('FROM a\nCOPY --fr| /x /y', '--from=')).toBe('FROM a\nCOPY --from= /x /y');
  });

  it('offers stages above, nearest first, then images', () => {
    const file = 'FROM alpine:3.22 AS Base\nFROM Base AS build\nFROM a AS last\n';
    expect(labels(`${file}COPY --from=|`)).toEqual([
      'build',
      'Base',
      'alpine',
      'node',
      'alpine:3.22',
      'node:22-alpine',
    ]);
    expect(labels(`${file}FROM |`).slice(0, 4)).toEqual(['last', 'build', 'Base', 'scratch']);
    expect(labels(`${file}RUN --mount=type=bind,from=|`).slice(0, 2)).toEqual(['build', 'Base']);
    expect(taken(`${file}FROM al|`, 'alpine:3.22')).toBe(`${file}FROM alpine:3.22`);
    expect(labels(`${file}FROM a |`)).toEqual(['AS']);
  });

  it('offers variables after a dollar with the values they have there', () => {
    const marked = 'ARG V=1\nFROM node:22-alpine AS a\nENV NAME=x$V B=2\nARG V=3\nFROM a\nARG TOKEN\nRUN echo ${NA|';
    const { source, offset } = sourceOf(marked);
    const items = complete(source, offset);
    expect(items.map(({ label, detail, insert }) => [label, detail, insert])).toEqual([
      ['TOKEN', 'ARG, no value', 'TOKEN}'],
      ['V', '3', 'V}'],
      ['B', '2', 'B}'],
      ['NAME', 'x', 'NAME}'],
      ['NODE_VERSION', '22.21.1', 'NODE_VERSION}'],
      ['PATH', '/usr/local/bin:/bin', 'PATH}'],
    ]);
    expect(taken(marked, 'NAME')).toBe(`${marked.replace('|', '').slice(0, -2)}NAME}`);
  });

  it('offers only global arguments in FROM', () => {
    expect(labels('ARG V=1\nFROM a\nENV B=2\nFROM node:$|')).toEqual(['V', ...platform().toReversed()]);
  });

  it('offers mount types, the keys of the type, and their values', () => {
    expect(labels('FROM a\nRUN --mount=|')).toEqual(['type=', 'target=', 'source=', 'from=', 'rw']);
    expect(labels('FROM a\nRUN --mount=type=|')).toEqual(['bind', 'cache', 'secret', 'ssh', 'tmpfs']);
    expect(labels('FROM a\nRUN --mount=type=secret,id=x,|')).toEqual([
      'target=',
      'env=',
      'required=',
      'mode=',
      'uid=',
      'gid=',
    ]);
    expect(taken('FROM a\nRUN --mount=type=cache,sha|,id=x go build', 'sharing=')).toBe(
      'FROM a\nRUN --mount=type=cache,sharing=,id=x go build',
    );
  });

  it('offers paths folder by folder', () => {
    const paths = ['package.json', 'src/a.js', 'src/lib/b.js', 'node_modules/'];
    expect(labels('FROM a\nCOPY p|', paths)).toEqual(['node_modules/', 'package.json', 'src/']);
    expect(labels('FROM a\nCOPY ./src/|', paths)).toEqual(['a.js', 'lib/']);
    expect(taken('FROM a\nCOPY ./src/a| /x', 'a.js', paths)).toBe('FROM a\nCOPY ./src/a.js /x');
    expect(labels('FROM a\nCOPY . .|', paths)).toEqual([]);
    expect(labels('FROM a\nCOPY src|', paths)).toEqual([]);
    expect(labels('FROM a AS x\nFROM b\nCOPY --from=x |', paths)).not.toContain('src/');
  });

  it('offers arguments to declare: those before the first FROM and those of the builder', () => {
    expect(labels('ARG V=1\nFROM a\nARG |')).toEqual(['V', ...platform()]);
    expect(labels('FROM a\nARG V=|')).toEqual([]);
  });

  it('offers directives in comments at the top only', () => {
    expect(labels('#|')).toContain('# syntax=docker/dockerfile:1');
    expect(labels('FROM a\n# |')).toEqual([]);
  });

  it('knows instructions that go over several lines', () => {
    expect(labels('FROM a AS x\nFROM b\nCOPY \\\n  # note\n  --from=|')).toContain('x');
  });

  it('leaves heredoc bodies alone, but for their variables', () => {
    expect(labels('FROM a\nENV A=1\nCOPY <<EOF /x\nF|\nEOF\n')).toEqual([]);
    expect(labels('FROM a\nENV A=1\nCOPY <<EOF /x\n$|\nEOF\n')).toEqual(['A']);
    expect(labels('FROM a\nENV A=1\nCOPY <<"EOF" /x\n$|\nEOF\n')).toEqual([]);
  });

  it('answers for any text and place', () => {
    const word = constantFrom(
      'FROM ',
      'a',
      ' AS ',
      'COPY ',
      '--from=',
      '\n',
      '\\\n',
      '$',
      '${',
      '}',
      '# ',
      '<<E',
      ' RUN',
      '"',
      '--mount=type=',
      ',',
    );
    expect(() =>
      assert(
        property(array(word, { maxLength: 30 }), nat(120), (words, at) => {
          const text = words.join('');
          const { source } = sourceOf(text);
          return complete(source, Math.min(at, text.length)).every(
            (item) => item.span.start <= item.span.end && item.span.end <= text.length,
          );
        }),
      ),
    ).not.toThrow();
  });

  // Whatever grew with the square of the stages would not end within the time of a test.
  it('answers on 10,000 stages', () => {
    const text = `${'FROM a AS s\nENV A=$A$A\n'.repeat(10_000)}RUN $`;
    const { source } = sourceOf(text);
    expect(complete(source, text.length).map((item) => item.label)).toContain('A');
  });
});

function platform(): string[] {
  return ['BUILD', 'TARGET'].flatMap((side) => ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => side + part));
}
