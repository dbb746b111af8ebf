import { expect, it } from 'vitest';
import { evaluate, parse, parseIgnore } from '../../dockerfile/index.ts';
import { lint } from '../index.ts';

it.each([
  ['COPY a tmp /', 'tmp', ['tmp']],
  ['ADD https://example.com/a tmp /', 'tmp', ['ADD']],
  ['COPY /app /', '*', ['/app']],
  ['COPY / /', 'a*', []],
])('%s with %s marks %j', (line, dockerignore, marked) => {
  const text = `FROM scratch\n${line}\n`;
  const dockerfile = parse(text);
  const ignore = parseIgnore(dockerignore);
  const { findings } = lint({ dockerfile, evaluation: evaluate(dockerfile, {}), ignore });
  const spans = findings.filter(({ name }) => name === 'CopyIgnoredFile').map(({ span }) => span);
  expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(marked);
});
