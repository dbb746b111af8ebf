import { describe, expect, it } from 'vitest';
import { EMPTY, commonStart, keysOf, press, shownOf, type Line } from './line-editor.ts';
import { behind, cells, columnAfter, drawLine, eraseLine, listed } from './draw-line.ts';
import { plainText } from './plain-text.ts';

function typed(data: string, history: readonly string[] = [], from: Line = EMPTY): Line {
  return keysOf(data).reduce((line, key) => press(line, key, history).line, from);
}
/** The line with the cursor as `|`. */
function seen(data: string, history: readonly string[] = []): string {
  const { text, cursor } = shownOf(typed(data, history));
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

describe('the line being typed', () => {
  it.each([
    ['abc', 'abc|'],
    ['abc\u001B[D\u001B[Dx', 'ax|bc'],
    ['abc\u0001x', 'x|abc'],
    ['abc\u0001\u0005x', 'abcx|'],
    ['one two\u0017', 'one |'],
    ['one two\u0015', '|'],
    ['one two\u001Bb\u000B', 'one |'],
    ['one two\u0017\u0001\u0019', 'two|one '],
    ['a\u{1F600}\u007F', 'a|'],
    ['abc\u0001\u001B[3~', '|bc'],
    ['abc\u0001\u0004', '|bc'],
    ['a-b c\u001B[1;5D\u001B[1;5D', 'a-|b c'],
    ['\u007F\u001B[D\u001B[C\u001B[3~', '|'],
  ])('%j leaves %s', (data, line) => {
    expect(seen(data)).toBe(line);
  });

  it('goes through the history and back to what was typed', () => {
    const history = ['docker ps', 'ls'];
    expect(seen('x\u001B[A', history)).toBe('ls|');
    expect(seen('x\u001B[A\u001B[A\u001B[A', history)).toBe('docker ps|');
    expect(seen('x\u001B[A\u001B[A\u001B[B\u001B[B', history)).toBe('x|');
  });

  it('looks for commands with Ctrl+R', () => {
    const history = ['docker run a', 'ls', 'docker run b'];
    expect(seen('\u0012run', history)).toBe("(reverse-i-search)`run': docker run b|");
    expect(seen('\u0012run\u0012', history)).toBe("(reverse-i-search)`run': docker run a|");
    expect(seen('\u0012run\u001B[C', history)).toBe('docker run b|');
    expect(seen('\u0012nothing', history)).toBe("(failed reverse-i-search)`nothing': docker run b|");
    expect(seen('\u0012run\u0003', history)).toBe('|');
    expect(press(typed('\u0012ls', history), '\r', history)).toMatchObject({ wish: 'enter', line: { text: 'ls' } });
  });

  it('asks others for what is not its own', () => {
    const wishes = ['\r', '\u0003', '\u0004', '\u000C', '\t', '\u001C', 'a'].map((key) => press(EMPTY, key, []).wish);
    expect(wishes).toEqual(['enter', 'interrupt', 'end', 'clear', 'complete', 'quit', undefined]);
  });

  it('cuts a paste into its lines', () => {
    expect(keysOf('a\r\nb\u001B[A')).toEqual(['a', '\r', 'b', '\u001B[A']);
  });

  it('finds what words have in common', () => {
    expect(commonStart(['network', 'netstat'])).toBe('net');
    expect(commonStart(['a', 'b'])).toBe('');
    expect(commonStart([])).toBe('');
  });
});

describe('drawing it', () => {
  it('counts cells, not characters', () => {
    expect(cells('a日\u0301\u001B[31m')).toBe(3);
  });

  it('knows the column after output', () => {
    expect(columnAfter('one\ntwo$ ', 5, 80)).toBe(5);
    expect(columnAfter('abc', 78, 80)).toBe(1);
    expect(columnAfter('x\u001B[H\u001B[2J\u001B[3J$ ', 5, 80)).toBe(2);
  });

  it('wraps at the edge and finds back', () => {
    const { text, drawn } = drawLine({ text: 'abcdef', cursor: 1 }, 4, 5);
    expect(text).toBe('abcdef\r\n\u001B[1A\r');
    expect(drawn).toEqual({ column: 4, down: 1 });
    expect(eraseLine(drawn)).toBe('\u001B[1A\r\u001B[4C\u001B[J');
    expect(drawLine({ text: 'ab', cursor: 2 }, 0, 80)).toEqual({
      text: 'ab\r\u001B[2C',
      drawn: { column: 0, down: 0 },
    });
  });

  it('lists words in columns', () => {
    expect(listed(['a', 'bb', 'c'], 8)).toBe('a   c\r\nbb\r\n');
  });

  it('knows where the cursor is after a program put it somewhere, and after one that had a screen of its own', () => {
    const begin = { column: 2, prompt: '$ ', alternate: false };
    expect(behind(begin, 'less n\n\u001B[8;1H\u001B[K$ ', 80)).toEqual({
      column: 2,
      prompt: '\u001B[K$ ',
      alternate: false,
    });
    expect(columnAfter('\u001B[3;7Hab', 0, 80)).toBe(8);
    const inside = behind(begin, '\u001B[?1049h\u001B[H\u001B[Jtext\n', 80);
    expect(inside).toEqual({ column: 2, prompt: '$ ', alternate: true });
    expect(behind(inside, 'more\r\u001B[K\u001B[?1049l\n$ ', 80)).toEqual({
      column: 2,
      prompt: '$ ',
      alternate: false,
    });
  });

  it('copies a session without what programs drew on a screen of their own', () => {
    expect(plainText('$ vi f\n\u001B[?1049h\u001B[Htext\u001B[?1049l$ \u001B[1mon\u001B[m')).toBe('$ vi f\n$ on');
    expect(plainText('$ vi f\n\u001B[?1049h\u001B[Htext')).toBe('$ vi f\n');
  });
});
