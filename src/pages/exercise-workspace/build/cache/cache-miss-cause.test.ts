import { expect, test } from 'vitest';
import type { Cause } from '../../../../engine/builder/explain/cause.ts';
import { causeChain, causeWords } from './cache-miss-cause.ts';

const words: readonly (readonly [Cause, string])[] = [
  [{ kind: 'file', path: 'src/app.js', change: 'changed', others: 0 }, '`src/app.js` changed'],
  [{ kind: 'file', path: 'a', change: 'added', others: 1 }, '`a` is new, and 1 more file differs'],
  [
    { kind: 'file', path: 'out/a', change: 'mode', source: 'build', others: 3 },
    '`out/a` in `build` has another mode, and 3 more files differ',
  ],
  [{ kind: 'arg', name: 'V', from: '1', to: '2' }, 'the build argument `V` changed from `1` to `2`'],
  [{ kind: 'env', name: 'V', to: '2' }, 'the variable `V` is new'],
  [{ kind: 'env', name: 'V', from: '2' }, 'the variable `V` is gone'],
  [{ kind: 'step', id: '0:1', name: '[2/3] COPY . .' }, '`[2/3] COPY . .` gave a different result'],
  [{ kind: 'instruction', was: 'RUN a', line: 3 }, 'its instruction changed; it was `RUN a`'],
  [{ kind: 'base', from: 'node:22', to: 'node:24' }, 'the base image changed from `node:22` to `node:24`'],
  [{ kind: 'base', from: 'node:22', to: 'node:22' }, 'another image stands behind `node:22`'],
];

test.each(words)('%j reads well after “Ran because”', (cause, text) => {
  expect(causeWords(cause)).toBe(text);
});

test('a text with backticks and line ends does not break the sentence', () => {
  expect(causeWords({ kind: 'instruction', was: 'RUN echo `x`\n  && y', line: 1 })).toBe(
    'its instruction changed; it was `RUN echo x && y`',
  );
});

test('the chain leads from a step to what changed first', () => {
  const steps = [
    { id: '0:1', name: 'COPY', cause: { kind: 'file', path: 'a', change: 'changed', others: 0 } },
    { id: '0:2', name: 'RUN', cause: { kind: 'step', id: '0:1', name: 'COPY' } },
    { id: '0:3', name: 'RUN again', cause: { kind: 'step', id: '0:2', name: 'RUN' } },
  ] as const;
  const chain = causeChain(new Map(steps.map((step) => [step.id, step])), '0:3');
  expect(chain.map((step) => step.name)).toEqual(['RUN again', 'RUN', 'COPY']);
});

test('a chain that leads nowhere, or round, ends', () => {
  const lost = { id: 'a', name: 'a', cause: { kind: 'step', id: 'b', name: 'b' } } as const;
  const back = { id: 'b', name: 'b', cause: { kind: 'step', id: 'a', name: 'a' } } as const;
  expect(causeChain(new Map([['a', lost]]), 'a')).toEqual([lost]);
  expect(
    causeChain(
      new Map<string, typeof lost | typeof back>([
        ['a', lost],
        ['b', back],
      ]),
      'a',
    ),
  ).toEqual([lost, back]);
  expect(causeChain(new Map(), 'a')).toEqual([]);
});
