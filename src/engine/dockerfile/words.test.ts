import { describe, expect, it } from 'vitest';
import { csvFields } from './csv.ts';
import { clean, isExcluded, parseIgnore, sent } from './dockerignore.ts';
import { expand } from './expand.ts';
import { parseBool, parseDuration, parseInt32, parseUint32 } from './go-numbers.ts';
import { lower, quote, trimSpace, upper } from './go-text.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';
import { didYouMean, suggest } from './suggest.ts';

const variables: Readonly<Record<string, string>> = { A: 'x/y/z.tar.gz', S: 'two words', D: '$A', N: 'a\nb' };
const lookup = (name: string): string | undefined => variables[name];
const result = (text: string): string => {
  const { result: value, error } = expand(text, lookup);
  return error ?? value;
};

describe('expansion', () => {
  it.each([
    ['${A##*/}', 'z.tar.gz'],
    ['${A#*/}', 'y/z.tar.gz'],
    ['${A%.*}', 'x/y/z.tar'],
    ['${A%%.*}', 'x/y/z'],
    ['${A%%\\*}', 'x/y/z.tar.gz'],
    ['${A/?\\/y/-}', '-/z.tar.gz'],
    ['${A//[xz]/-}', 'x/y/z.tar.gz'],
    ["${A//z/<'$0'>}", 'x/y/<z>.tar.g<z>'],
    ['${A//z/$D}', 'x/y/.tar.g'],
    ['${N#*b}', 'a\nb'],
    ['${X:-${Y:-"a b"}}', 'a b'],
    ['${X-}', ''],
    ['\'$A\'"$D"', '$A$A'],
    ['\\$A', '$A'],
    ['"\\a\\$"', '\\a$'],
    ['$', '$'],
    ['a\\', 'a'],
  ])('%s gives %s', (text, wanted) => {
    expect(result(text)).toBe(wanted);
  });

  it.each([
    ['${A:x}', 'failed to process "${A:x}": unsupported modifier (:x) in substitution'],
    ['${A:#x}', 'failed to process "${A:#x}": unsupported modifier (:#) in substitution'],
    ['${A^}', 'failed to process "${A^}": unsupported modifier (^) in substitution'],
    ['${A', 'failed to process "${A": unsupported modifier (\ufffd) in substitution'],
    ['${}', 'failed to process "${}": syntax error: bad substitution'],
    ['${X:?no X}', 'failed to process "${X:?no X}": X: no X'],
    ['${X?}', 'failed to process "${X?}": X: is not allowed to be unset'],
    ['${A/x}', 'failed to process "${A/x}": syntax error: missing \'/\' in ${}'],
    ['${A#\\a}', 'failed to process "${A#\\\\a}": invalid pattern (\\a) in substitution: invalid escape \'\\a\''],
    ['"a', 'failed to process "\\"a": unexpected end of statement while looking for matching double-quote'],
  ])('%s: %s', (text, wanted) => {
    expect(result(text)).toBe(wanted);
  });

  it('splits into words and says where each came from', () => {
    const { words, matched, unmatched } = expand('a "b c" $S$X', lookup, { words: true });
    expect(words).toEqual([
      { value: 'a', start: 0, end: 1 },
      { value: 'b c', start: 2, end: 7 },
      { value: 'two', start: 8, end: 10 },
      { value: 'words', start: 8, end: 10 },
    ]);
    expect([[...matched], [...unmatched]]).toEqual([['S'], ['X']]);
  });
});

const fits = (pattern: string, path: string): boolean => isExcluded(parseIgnore(pattern), path);

describe('ignore files', () => {
  it('let a directory back in whose content is let back in', () => {
    const ignore = parseIgnore('*\n!src/a*\n');
    expect(sent(ignore, ['src', 'src/a.c', 'src/b.c', 'x'])).toEqual([true, true, false, false]);
    expect(['src', 'src/a.c', 'src/b.c'].map((path) => isExcluded(ignore, path))).toEqual([true, false, true]);
  });

  it('take over what a Go regular expression understands', () => {
    expect([fits('v\\d*', 'v1'), fits('v\\d*', 'vd'), fits('[[:upper:]]*', 'Ab'), fits('[^a-c]?', 'dd')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect([fits('[!a]', 'a'), fits('[*]*', '/*'), fits('a\\.b*', 'a.bc'), fits('**.md', 'x/y.md')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it.each([
    ['*|x*', 'anything/else', true],
    ['a|*b', 'cab', true],
    ['a|*b', 'xa', false],
    ['a{2}b*', 'aab', true],
    ['a{2}b*', 'ab', false],
    ['a{1,2}?', 'aax', true],
    ['a{,2}*', 'a{,2}', true],
    ['x{0}*', 'y', true],
    ['a{b}', 'a{b}', true],
  ])('%s on %s: alternatives and repetitions work as in a Go regular expression', (pattern, path, wanted) => {
    expect(fits(pattern, path)).toBe(wanted);
  });

  it('let a bracket pass that filepath.Match gives up in front of and an expression takes', () => {
    expect(parseIgnore('src*/[-a]').error).toBe(undefined);
    expect(['src1/-', 'src/a', 'src/b'].map((path) => fits('src*/[-a]', path))).toEqual([true, true, false]);
  });

  it('report a mark without a pattern before a mistake that shows only when a path is tried', () => {
    expect(parseIgnore('a*/[b\n!\n').error).toBe('illegal exclusion pattern: "!"');
    expect(parseIgnore('*[b\n!\n').error).toBe('syntax error in pattern');
    expect(parseIgnore('[.]*[b\n!\n').error).toBe('syntax error in pattern');
    expect(parseIgnore('[^.]*[b\n!\n').error).toBe('illegal exclusion pattern: "!"');
  });

  it('match an absolute path by its empty parent', () => {
    const ignore = parseIgnore('*\n');
    expect(['/app', '/app/x', 'app'].map((path) => isExcluded(ignore, path))).toEqual([true, true, true]);
    expect(['/app', '/'].map((path) => isExcluded(parseIgnore('a*'), path))).toEqual([false, false]);
  });

  it.each([
    ['[', 'syntax error in pattern'],
    ['[z-a]*\n!', 'illegal exclusion pattern: "!"'],
    ['a{2,1}*', 'syntax error in pattern'],
    ['*{2}', 'syntax error in pattern'],
    ['a{1001}*', 'syntax error in pattern'],
    ['[]a]', 'syntax error in pattern'],
    ['[a-]', 'syntax error in pattern'],
    ['a\\', 'syntax error in pattern'],
    ['[b-a]', 'syntax error in pattern'],
    ['\\e*', 'syntax error in pattern'],
    [' ! ', 'illegal exclusion pattern: "!"'],
    ['!/', 'illegal exclusion pattern: "!"'],
  ])('%s is refused: %s', (text, message) => {
    expect(parseIgnore(text)).toMatchObject({ error: message, rules: [] });
  });

  it('clean paths as Go does', () => {
    expect(['', '/', 'a//b/./c/..', '../..//a', '/..', './'].map(clean)).toEqual([
      '.',
      '/',
      'a/b',
      '../../a',
      '/',
      '.',
    ]);
  });
});

describe("Go's ways with text and numbers", () => {
  it('quote', () => {
    expect(quote('a"\\\t\x01é\u200b\u{e0001}')).toBe('"a\\"\\\\\\t\\x01é\\u200b\\U000e0001"');
  });

  it('change case character by character', () => {
    expect([lower('ÀİΣ'), upper('straße')]).toEqual(['àiσ', 'STRAßE']);
    expect(trimSpace('\u0085\u00a0 a\ufeff\u3000')).toBe('a\ufeff');
  });

  it('parse durations', () => {
    expect(['1h2m3.5s', '-1.5ms', '0', '.5us', '1µs'].map(parseDuration)).toEqual([
      3_723_500_000_000n,
      -1_500_000n,
      0n,
      500n,
      1000n,
    ]);
    expect(['0.57s', '1.1ns', `0.${'9'.repeat(40)}s`, '.3h'].map(parseDuration)).toEqual([
      570_000_000n,
      1n,
      1_000_000_000n,
      1_080_000_000_000n,
    ]);
    expect(['', '.s', '9223372036854775808ns', '1 s', 'é'].map(parseDuration)).toEqual([
      'time: invalid duration ""',
      'time: invalid duration ".s"',
      'time: invalid duration "9223372036854775808ns"',
      'time: unknown unit " s" in duration "1 s"',
      'time: invalid duration "\\xc3\\xa9"',
    ]);
  });

  it('parse integers and truth values', () => {
    expect(['4294967296x', '4294967295x', '+', '-4294967295'].map(parseInt32)).toEqual([
      'strconv.ParseInt: parsing "4294967296x": value out of range',
      'strconv.ParseInt: parsing "4294967295x": invalid syntax',
      'strconv.ParseInt: parsing "+": invalid syntax',
      'strconv.ParseInt: parsing "-4294967295": value out of range',
    ]);
    expect(['-2147483648', '2147483648', '1_0', '007'].map(parseInt32)).toEqual([
      -2_147_483_648,
      'strconv.ParseInt: parsing "2147483648": value out of range',
      'strconv.ParseInt: parsing "1_0": invalid syntax',
      7,
    ]);
    expect([parseUint32('0755', 8), parseUint32('8', 8), parseUint32('4294967296', 10)]).toEqual([
      493,
      undefined,
      undefined,
    ]);
    expect(['T', 'FALSE', 'yes'].map(parseBool)).toEqual([true, false, undefined]);
  });

  it('read one line of CSV', () => {
    expect(csvFields('a,"b,""c""",')).toEqual(['a', 'b,"c"', '']);
    expect(csvFields('é,b"')).toBe('parse error on line 1, column 5: bare " in non-quoted-field');
    expect(csvFields('"a"b')).toBe('parse error on line 1, column 3: extraneous or missing " in quoted-field');
  });
});

describe('suggestions', () => {
  it('name what is fewer than three edits away', () => {
    expect(suggest('bulder', ['base', 'builder'])).toBe('builder');
    expect(suggest('biludr', ['builder'])).toBeUndefined();
    expect(suggest('builder', ['builder', 'bulder'])).toBeUndefined();
    expect([didYouMean('FORM', ['from'], { ignoreCase: true }), didYouMean('x', ['from'])]).toEqual([
      ' (did you mean FROM?)',
      '',
    ]);
  });
});

describe('printing', () => {
  it('keeps instructions, comments and heredocs and tidies the rest', () => {
    const text = '# escape=`\n\n\n# why\nFROM a  \r\n\n\nRUN b `  \n\n  # c\n  d\nCOPY <<E /x\n\n  y\nE\n\n# end\n';
    expect(print(parse(text))).toBe(
      '# escape=`\n\n\n# why\nFROM a  \n\nRUN b `\n  # c\n  d\nCOPY <<E /x\n\n  y\nE\n\n# end\n',
    );
  });
});
