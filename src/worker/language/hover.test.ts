import { array, assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definition } from './definition.ts';
import { sourceOf } from './fixture.ts';
import { fixesAt } from './fixes.ts';
import { hover } from './hover.ts';
import { outline } from './outline.ts';

function shown(marked: string): readonly string[] | undefined {
  const { source, offset } = sourceOf(marked);
  return hover(source, offset)?.parts;
}

/** The text that "go to definition" selects, with the line it stands in. */
function target(marked: string): [string, number] | undefined {
  const { source, offset } = sourceOf(marked);
  const { text } = source.dockerfile;
  const span = definition(source, offset);
  return span && [text.slice(span.start, span.end), text.slice(0, span.start).split('\n').length];
}

describe('hover', () => {
  it('tells facts of an image', () => {
    expect(shown('FROM node:22-al|pine')).toEqual([
      '`docker.io/library/node:22-alpine` 161\u00a0MB, linux/amd64',
      'user `root` · working directory `/` · /bin/sh is ash · musl',
      'Starts `node`',
    ]);
    expect(shown('FROM my|app')).toEqual([
      '`docker.io/library/myapp:latest`',
      'Not in the catalogue: its contents are not simulated.',
    ]);
    expect(shown('FROM scr|atch')?.[0]).toContain('empty image');
  });

  it('tells what became of a stage', () => {
    const file = 'FROM a AS one\nFROM a AS two\nFROM b\nCOPY --from=o|ne /x /y';
    expect(shown(file)).toEqual(['Stage **one** from `a`', 'Built: needed by the target.']);
    expect(shown('FROM a AS t|wo\nFROM b')).toEqual([
      'Stage **two** from `a`',
      'Skipped: the target needs nothing of it.',
    ]);
    expect(shown('FROM a AS la|st')?.[1]).toBe('The target: what this stage holds at its end ships.');
  });

  it('tells where a step runs and what it copies, with values', () => {
    expect(
      shown('FROM node:22-alpine AS s\nARG D=app\nWORKDIR /$D\nUSER node\nRU|N --mount=type=cache,target=/c npm ci'),
    ).toEqual([
      'Runs a command and keeps the changed files as a layer.',
      '`[s 3/3] RUN --mount=type=cache,target=/c npm ci`',
      'Runs in `/app` as `node`',
      '- cache at `/c`',
    ]);
    expect(shown('FROM a\nWORKDIR /srv\nCO|PY a b lib/')?.at(-1)).toBe(
      'Copies `a`, `b` from the context to `/srv/lib/`',
    );
    expect(shown('FROM a\nWORKDIR /srv\nWORK|DIR app')?.at(-1)).toBe('Working directory from here on: `/srv/app`');
    expect(shown('FROM a\nARG P=80\nEXP|OSE $P')?.at(-1)).toBe('Here: `80`');
  });

  it('tells the value of a variable and where it comes from', () => {
    expect(shown('ARG V=3\nFROM alpine:$|V')).toEqual(['`V` = `3` (from ARG)']);
    expect(shown('FROM node:22-alpine\nRUN echo $NODE_|VERSION')).toEqual([
      '`NODE_VERSION` = `22.21.1` (from the base image)',
    ]);
    expect(shown('ARG V=3\nFROM a\nENV X=$|V')).toEqual([
      '`V` is empty here: it is visible in this stage after `ARG V`.',
    ]);
    expect(shown('FROM a\nENV X=${N|O}')).toEqual(['`NO` is not set here and becomes an empty text.']);
    expect(shown('FROM a\nRUN for i in 1; do echo $|i; done')).toEqual([
      '`i` is no ARG or ENV here; the shell looks it up when the command runs.',
    ]);
    expect(shown('FROM a\nENV A|=1')).toEqual(['`A` = `1` (from ENV)']);
  });

  it('says nothing between things', () => {
    expect(shown('FROM a\n\n|\nRUN x')).toBeUndefined();
    expect(shown('FROM a\nRUN apk a|dd')).toBeUndefined();
  });
});

describe('definition', () => {
  it('goes to the stage, by name in any case, by number, from mounts', () => {
    const file = 'FROM a AS One\nFROM One AS two\nFROM b\n';
    expect(target(`${file}COPY --from=o|ne /x /y`)).toEqual(['One', 1]);
    expect(target(`${file}COPY --from=|1 /x /y`)).toEqual(['two', 2]);
    expect(target(`${file}RUN --mount=type=bind,from=t|wo,target=/x true`)).toEqual(['two', 2]);
    expect(target('FROM a AS One\nFROM O|ne')).toEqual(['One', 1]);
  });

  it('goes to the ARG or ENV that gave a variable its value', () => {
    expect(target('ARG V=1\nFROM node:$|V')?.[1]).toBe(1);
    expect(target('FROM a\nENV A=1\nENV A=2 B=3\nRUN echo $|A')).toEqual(['A', 3]);
    expect(target('ARG V=1\nFROM a\nARG V|')?.[1]).toBe(1);
  });

  it('goes nowhere from images and from what the builder sets', () => {
    expect(target('FROM alp|ine')).toBeUndefined();
    expect(target('FROM --platform=$BUILD|PLATFORM a')).toBeUndefined();
  });
});

describe('outline and fixes', () => {
  it('lists stages with their steps', () => {
    const { source } = sourceOf('FROM a AS one\nRUN x \\\n  && y\n\nFROM b\nCOPY . .\n');
    expect(
      outline(source.dockerfile).map(({ name, detail, steps }) => [name, detail, steps.map((step) => step.name)]),
    ).toEqual([
      ['one', 'from a', ['RUN x && y']],
      ['stage 1', 'from b', ['COPY . .']],
    ]);
  });

  it('offers the fixes of findings that touch the range', () => {
    const fix = { title: 'Use the exec form', edits: [] };
    const finding = {
      severity: 'warning',
      message: 'x',
      span: { start: 5, end: 9 },
      line: 1,
      endLine: 1,
      fixes: [fix],
    } as const;
    expect(fixesAt([finding], 9, 9)).toEqual([{ fix, diagnostic: finding }]);
    expect(fixesAt([finding], 10, 12)).toEqual([]);
  });
});

it('hover and definition answer for any text and place', () => {
  const word = constantFrom(
    'FROM ',
    'a',
    ' AS ',
    'COPY ',
    '--from=',
    '\n',
    '\\\n',
    '$A',
    '${',
    '}',
    '# ',
    '<<E',
    'ENV A=',
    '"',
    '--mount=type=cache,from=',
  );
  expect(() =>
    assert(
      property(array(word, { maxLength: 30 }), nat(120), (words, at) => {
        const text = words.join('');
        const { source } = sourceOf(text);
        const spans = [hover(source, Math.min(at, text.length))?.span, definition(source, Math.min(at, text.length))];
        return spans.every((span) => !span || (span.start <= span.end && span.end <= text.length));
      }),
    ),
  ).not.toThrow();
});
