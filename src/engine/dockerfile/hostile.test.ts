import { describe, expect, it } from 'vitest';
import { parseIgnore, sent } from './dockerignore.ts';
import { expand } from './expand.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';

const MEGABYTE = 1_000_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));

/** Seconds that are generous on a busy machine and out of reach for anything quadratic at this size. */
const LIMIT = 20_000;

describe('a megabyte of', () => {
  it.each([
    ['zero bytes', fill('\0'), 'file with no instructions'],
    ['backslashes', `FROM a\n${fill('\\')}`, 'dockerfile line greater than max allowed size of 65535'],
    ['continuations', `FROM a\nRUN ${fill('a \\\n')}`, undefined],
    ['blank lines inside an instruction', `FROM a\nRUN \\\n${fill('\n')}`, undefined],
    ['pairs', `FROM a\nENV ${fill('A=1 \\\n')}`, undefined],
    [
      'triggers in triggers',
      `FROM a\nONBUILD ${fill('ONBUILD \\\n')}`,
      "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
    ],
    ['heredoc words', `FROM a\nRUN ${fill('<<E \\\n')}\n`, 'unterminated heredoc'],
    ['flags', `FROM a\nRUN ${fill('--mount=type=cache,target=/a \\\n')} b`, undefined],
    ['mount fields', `FROM a\nRUN --mount=${fill('a=b,\\\n')} b`, undefined],
    ['JSON words', `FROM a\nCMD [${fill('"a", \\\n')}"b"]`, undefined],
    ['JSON brackets', `FROM a\nCMD ${fill('[\\\n')}`, undefined],
    ['an open quote', `FROM a\nENV A="${fill('x \\\n')}`, undefined],
    ['comments', fill('# a\n'), 'file with no instructions'],
    ['CRLF lines', `FROM a\r\n${fill('RUN b\r\n')}`, undefined],
    ['right-to-left text', `FROM a\n${fill('RUN \u202e\u05d0\u05d1\n')}`, undefined],
    ['nested substitutions in a RUN with a heredoc', `FROM a\nRUN ${fill('${a:-<<E \\\n')}`, undefined],
  ])('%s is read in one go', { timeout: LIMIT }, (_, text, message) => {
    const { error } = parse(text);
    expect(error?.message.replace(/^dockerfile parse error on line \d+: /, '')).toBe(message);
  });

  it('a picture is refused with a message', () => {
    const png = `\x89PNG\r\n\x1a\n${'\0\0\0\rIHDR\xff\xfe\u0000'.repeat(500)}`;
    expect(parse(png).error?.message).toBe('dockerfile parse error on line 1: unknown instruction: \x89PNG');
  });
});

it('ten thousand stages are read and printed', { timeout: LIMIT }, () => {
  const text = Array.from({ length: 10_000 }, (_, at) => `FROM alpine AS s${at}\nRUN true\n`).join('');
  const file = parse(text);
  expect(file.error).toBeUndefined();
  expect(file.stages).toHaveLength(10_000);
  expect(print(file)).toBe(text);
});

describe('expansion of a megabyte of', () => {
  it.each([
    ['open substitutions', fill('${a:-'), /nested more than 400 deep$/],
    ['quoted open substitutions', fill('"${a:-'), /nested more than 400 deep$/],
    ['substitutions of nothing', fill('${${'), /unsupported modifier \(\{\) in substitution$/],
    ['an unfinished pattern', `\${A/${fill('\\/')}`, /missing '\/' in \$\{\}$/],
    ['quotes', fill('"'), undefined],
    ['words', fill('a '), undefined],
    ['a star pattern', `\${A%${fill('*a')}}`, undefined],
  ])('%s ends', { timeout: LIMIT }, (_, text, message) => {
    const { error } = expand(text, () => 'a'.repeat(2000), { words: true });
    expect(error === undefined ? undefined : message?.test(error)).toBe(message && true);
  });

  it('a replacement in a long value stays linear', { timeout: LIMIT }, () => {
    const value = fill('a');
    expect(expand('${A//*b/c}', () => value).result).toBe(value);
    expect(expand('${A//a*b/c}', () => value).result).toBe(value);
    expect(expand('${A//a/b}', () => value).result).toBe(fill('b'));
  });
});

it('a context of ten thousand paths is filtered by twenty patterns', { timeout: LIMIT }, () => {
  const paths = Array.from({ length: 10_000 }, (_, at) => `packages/p${at % 50}/src/deep/lib${at % 200}/file${at}.js`);
  const patterns = Array.from({ length: 20 }, (_, at) => `**/a*b${at}*/**/c?d*`);
  const verdicts = sent(parseIgnore([...patterns, '**/file7*'].join('\n')), paths);
  expect(verdicts.filter((verdict) => !verdict)).toHaveLength(1111);
});

it('a pattern that would make a backtracking matcher explode is decided', { timeout: LIMIT }, () => {
  const ignore = parseIgnore(`${'**/a'.repeat(40)}*b`);
  expect(sent(ignore, [`${'a/'.repeat(200)}c`])).toEqual([true]);
});
