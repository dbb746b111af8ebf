import { expect, test } from 'vitest';
import { stepNames, withCode } from './code-in-messages.ts';

const NAMES = ['[build 2/4] RUN npm run build', '[build 2/4] RUN npm'];

test('names of steps are set as code, the longest that fits', () => {
  expect(withCode('The build stops at [build 2/4] RUN npm run build', NAMES)).toBe(
    'The build stops at `[build 2/4] RUN npm run build`',
  );
  expect(withCode('[build 2/4] RUN npm does not run again.', NAMES)).toBe('`[build 2/4] RUN npm` does not run again.');
  expect(withCode('[build 3/4] RUN other stops', NAMES)).toBe('[build 3/4] RUN other stops');
});

test('what stands in quotes is code, what is code already stays', () => {
  expect(withCode('“[build 2/4] RUN npm” left it there.', NAMES)).toBe('`[build 2/4] RUN npm` left it there.');
  expect(withCode('Use `[build 2/4] RUN npm` as it is', NAMES)).toBe('Use `[build 2/4] RUN npm` as it is');
});

test('names come from the steps and from what can be predicted to run again', () => {
  const steps = [{ name: '[1/2] FROM a' }, { name: '[2/2] RUN true' }];
  const predictions = [
    { kind: 'reruns', options: ['[2/2] RUN true', '[2/3] RUN something'] },
    { kind: 'files', options: ['/app'] },
  ];
  expect(stepNames({ steps, predictions } as unknown as Parameters<typeof stepNames>[0])).toEqual([
    '[2/3] RUN something',
    '[2/2] RUN true',
    '[1/2] FROM a',
  ]);
});
