import { describe, expect, it } from 'vitest';
import type { Span } from '../base/span.ts';
import { parse } from './parse.ts';
import type { Node } from './syntax.ts';

/** The file's text at each span. */
const slices = (text: string, ...spans: (Span | undefined)[]): (string | undefined)[] =>
  spans.map((span) => span && text.slice(span.start, span.end));

/** The node at `index`, which the test knows to be there. */
function nodeAt(text: string, index: number): Node {
  const node = parse(text).nodes[index];
  if (!node) throw new Error(`no node ${index}`);
  return node;
}

/** A file whose second line has that many bytes. */
const longLine = (bytes: number): string => `FROM a\nRUN ${'é'.repeat(100)}${'x'.repeat(bytes - 204)}\n`;

describe('spans', () => {
  it('cover the keyword, the flag, its name, its value and each argument', () => {
    const text = 'FROM a\n  COPY --chown="1 2" --link src \\\n    dst\n';
    const node = nodeAt(text, 1);
    const [chown, link] = node.flags;
    expect(slices(text, node.span, node.keyword.span)).toEqual(['COPY --chown="1 2" --link src \\\n    dst', 'COPY']);
    expect(slices(text, chown?.span, chown?.nameSpan, chown?.valueSpan)).toEqual(['--chown="1 2"', 'chown', '"1 2"']);
    expect(chown).toMatchObject({ text: '--chown=1 2', name: 'chown', value: '1 2' });
    expect(slices(text, link?.span, link?.nameSpan, link?.valueSpan)).toEqual(['--link', 'link', undefined]);
    expect(slices(text, ...node.args.map(({ span }) => span))).toEqual(['src', 'dst']);
  });

  it('of a text argument that crosses a continuation cover the continuation', () => {
    const text = 'FROM a\nRUN one \\\n# why\n  && two\n';
    const [command] = nodeAt(text, 1).args;
    expect(command?.value).toBe('one   && two');
    expect(slices(text, command?.span)).toEqual(['one \\\n# why\n  && two']);
  });

  it('of JSON words include the quotes', () => {
    const text = 'FROM a\nCMD ["a\\u0062", "c]"]\n';
    const { args, json } = nodeAt(text, 1);
    expect(json).toBe(true);
    expect(args.map(({ value }) => value)).toEqual(['ab', 'c]']);
    expect(slices(text, ...args.map(({ span }) => span))).toEqual(['"a\\u0062"', '"c]"']);
  });

  it('of ENV pairs stand apart for key, value and equals sign', () => {
    const text = 'FROM a\nENV A="b c" D=\\\n  E=f\n';
    const { args } = nodeAt(text, 1);
    expect(slices(text, ...args.map(({ span }) => span))).toEqual(['A', '"b c"', '=', 'D', '', '=', 'E', 'f', '=']);
  });

  it('an empty continuation is reported at the last line in front of the heredocs, as BuildKit does', () => {
    const text = 'FROM a\nRUN cat <<EOF \\\n\n > /x\n\nb\nEOF\nRUN a \\\n\n b\nRUN <<E\n\nE\n';
    expect(parse(text).nodes.map(({ emptyContinuation, endLine }) => [emptyContinuation, endLine])).toEqual([
      [0, 1],
      [4, 7],
      [10, 10],
      [0, 13],
    ]);
  });

  it('of heredocs cover word and body', () => {
    const text = 'FROM a\nCOPY <<-"one" <<TWO /x/\n\tA\n\tone\nB\nTWO\n';
    const { heredocs, endLine } = nodeAt(text, 1);
    expect(heredocs.map(({ name, expand, chomp, content }) => [name, expand, chomp, content])).toEqual([
      ['one', false, true, '\tA\n'],
      ['TWO', true, false, 'B\n'],
    ]);
    expect(slices(text, ...heredocs.flatMap(({ wordSpan, span }) => [wordSpan, span]))).toEqual([
      '<<-"one"',
      '\tA\n',
      '<<TWO',
      'B\n',
    ]);
    expect(endLine).toBe(6);
  });

  it('of a trigger point into the line of its ONBUILD', () => {
    const text = 'FROM a\nONBUILD COPY --from=b \\\n  c d\n';
    const { sub } = nodeAt(text, 1);
    expect(sub?.name).toBe('copy');
    expect(slices(text, sub?.span, sub?.flags[0]?.valueSpan, sub?.args[1]?.span)).toEqual([
      'COPY --from=b \\\n  c d',
      'b',
      'd',
    ]);
  });
});

describe('comments and directives', () => {
  it('keep the comment block above an instruction, which a lone # ends', () => {
    const text = '# gone\n#\n# kept\n\nFROM a\nRUN b \\\n # inside\n c\n';
    const file = parse(text);
    expect(file.nodes.map(({ comments }) => comments.map((comment) => comment.text))).toEqual([['kept'], []]);
    expect(file.comments.map((comment) => [comment.text, comment.line])).toEqual([
      ['gone', 1],
      ['', 2],
      ['kept', 3],
      ['inside', 7],
    ]);
  });

  it('read directives behind a byte order mark, and none behind another comment', () => {
    expect(parse('\ufeff# escape=`\nFROM a\n')).toMatchObject({
      escape: '`',
      directives: [{ name: 'escape', value: '`' }],
    });
    expect(parse('# note\n# escape=`\nFROM a\n')).toMatchObject({ escape: '\\', directives: [] });
  });

  it.each([
    ['#\t\f escape =\t` \r', [['escape', '`']]],
    ['#\u00a0escape=`', []],
    ['#\vescape=`', []],
    ['#escape=', []],
    ['# syntax=  ', [['syntax', ' ']]],
    ['# syntax=\u00a0a b\v', [['syntax', '\u00a0a b\v']]],
  ])('read spaces of ASCII only around a directive: %j', (line, directives) => {
    expect(parse(`${line}\nFROM a\n`).directives.map(({ name, value }) => [name, value])).toEqual(directives);
  });

  // Twenty times: what grew with the square of the spaces would take minutes.
  it('read a directive of 60,000 spaces in linear time', { timeout: 20_000 }, () => {
    for (let time = 0; time < 20; time++) {
      const line = `# syntax=${time % 10}${' '.repeat(60_000)}b`;
      expect(parse(`${line}\nFROM a\n`).directives[0]?.value).toHaveLength(60_002);
    }
  });

  it('attach the description of a stage and of an ARG', () => {
    const file = parse('# V the version\nARG V=1\n# app the program\nFROM a AS App\n');
    expect(file.metaArgs[0]?.args).toMatchObject([{ key: 'V', value: '1', doc: 'the version' }]);
    expect(file.stages).toMatchObject([{ name: 'app', doc: 'the program' }]);
  });
});

describe('mistakes', () => {
  it('are all found, the one that BuildKit reports in front', () => {
    const file = parse('FROM a b\nRUN --x y\nENV A\nCOPY a\nEXPOSE 80\n');
    expect(file.errors.map(({ kind, line }) => [kind, line])).toEqual([
      ['syntax', 3],
      ['instruction', 1],
      ['instruction', 2],
      ['instruction', 4],
    ]);
    expect(file.error).toMatchObject({ message: 'ENV must have two arguments', line: 3, endLine: 3 });
    expect(file.nodes.map(({ name }) => name)).toEqual(['from', 'run', 'copy', 'expose']);
  });

  it('name instructions without a stage once', () => {
    const messages = parse('RUN a\nRUN b\nFROM c\nRUN d\n').errors.map(({ message }) => message);
    expect(messages).toEqual(['no build stage in current context']);
  });

  it('tell an unterminated heredoc and an empty file', () => {
    expect(parse('FROM a\nRUN <<EOF\nx\n EOF\n').error).toMatchObject({
      message: 'unterminated heredoc',
      line: 2,
      endLine: 4,
    });
    expect(parse('').error).toMatchObject({ message: 'file with no instructions', line: 0 });
    expect(parse('# only\n').error).toMatchObject({ message: 'file with no instructions', line: 1 });
  });

  it('refuse a line of 65,536 bytes but not one of 65,535', () => {
    expect(parse(longLine(65_535)).error).toBeUndefined();
    expect(parse(longLine(65_536)).error?.message).toBe('dockerfile line greater than max allowed size of 65535');
  });
});

describe('quirks of the reference', () => {
  it('write the bytes of a flag as characters', () => {
    expect(nodeAt('FROM a\nCOPY --chown=jürgen a b\n', 1).flags[0]?.text).toBe('--chown=jÃ¼rgen');
  });

  it('end a flag inside a character with a byte that looks like a space', () => {
    const { flags, args } = nodeAt('FROM a\nCOPY --link\u00a0--chown=à b c\n', 1);
    expect(flags.map(({ text }) => text)).toEqual(['--linkÂ', '--chown=Ã']);
    expect(args.map(({ value }) => value)).toEqual(['b', 'c']);
    expect(nodeAt('FROM a\nHEALTHCHECK CMD\u00a0b\n', 1).args.map(({ value }) => value)).toEqual(['CMD\ufffd', 'b']);
  });

  it('take three backslashes at a line end for no continuation', () => {
    expect(parse('FROM a\nRUN b \\\\\\\nRUN c\n').nodes.map(({ original }) => original)).toEqual([
      'FROM a',
      'RUN b \\\\\\',
      'RUN c',
    ]);
  });

  it('take an array with a number too large for Go as shell form', () => {
    expect(nodeAt('FROM a\nCMD [1e999]\n', 1)).toMatchObject({ json: false, args: [{ value: '[1e999]' }] });
    expect(parse('FROM a\nCMD [1e9]\n').error?.message).toMatch(/comprised of strings only/);
  });

  it('read a file descriptor beyond 64 bits as the largest one', () => {
    const text = `FROM a\nRUN ${'9'.repeat(30)}<<E\nE\n`;
    expect(nodeAt(text, 1).heredocs[0]?.fd).toBe(2 ** 64);
  });
});
