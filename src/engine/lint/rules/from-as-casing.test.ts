import { expect, it } from 'vitest';
import { evaluate, parse } from '../../dockerfile/index.ts';
import { lint } from '../index.ts';

function messages(text: string): string[] {
  const dockerfile = parse(text);
  const { findings } = lint({ dockerfile, evaluation: evaluate(dockerfile), ignore: undefined });
  return findings.filter(({ rule }) => rule === 'from-as-casing').map(({ message }) => message);
}

it('compares the second word of a FROM with too many words, whatever it is', () => {
  expect(messages('FROM alpine:3.22 as builder of things\n')).toEqual([
    "'as' and 'FROM' keywords' casing do not match",
  ]);
  expect(messages('FROM alpine:3.22 base builder\n')).toEqual(["'base' and 'FROM' keywords' casing do not match"]);
  expect(messages('FROM alpine:3.22 # Base\n')).toEqual([]);
  expect(messages('FROM alpine:3.22 as\n')).toEqual([]);
});
