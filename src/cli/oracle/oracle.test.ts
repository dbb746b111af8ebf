import { describe, expect, it } from 'vitest';
import { lintAnswer, planAnswer } from './lint.ts';

const BAD_ESCAPE = "invalid escape token '/' does not match ` or \\";

describe.each([
  { name: 'lint', answer: lintAnswer },
  { name: 'plan', answer: planAnswer },
])('where $name says a file is wrong', ({ answer }) => {
  it.each([
    { at: 0, directives: '# escape=/\n' },
    { at: 1, directives: '# syntax=docker/dockerfile:1\n# escape=/\n' },
  ])('names the line before a bad escape directive: $at', ({ at, directives }) => {
    for (const rest of ['FROM alpine\n', 'FROM alpine\nWORKDIR app\nCOPY a b\n'])
      expect(answer({ text: directives + rest })).toMatchObject({
        error: { message: BAD_ESCAPE, line: at, endLine: at },
      });
  });

  it('names no line for an error without a position', () => {
    expect(answer({ text: '' })).toMatchObject({ error: { message: 'the Dockerfile cannot be empty' } });
    expect(answer({ text: '' })).not.toHaveProperty('error.line');
    expect(answer({ text: 'FROM alpine\n', target: 'gone' })).not.toHaveProperty('error.line');
  });
});
