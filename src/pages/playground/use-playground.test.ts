import { expect, test } from 'vitest';
import type { Attempt } from '../../engine/grade/check.ts';
import { portableOf } from './use-playground.ts';

const file = (text: string) => ({ text, mode: 0o644 });
const entry = { at: 0, terminal: 0, kind: 'command', text: 'sh a.sh' } as const;

test('a log that begins with files of a lesson brings them along, and takes those of the sample away', () => {
  const attempt: Attempt = { files: { 'a.sh': file('echo a'), out: file('a') }, log: [entry, { ...entry, at: 5 }] };
  const { files, log } = portableOf(attempt, { 'a.sh': file('echo a') });
  expect(files).toEqual(attempt.files);
  expect(log).toEqual([
    {
      ...entry,
      files: {
        Dockerfile: null,
        '.dockerignore': null,
        'server.js': null,
        'server.test.js': null,
        'a.sh': file('echo a'),
      },
    },
    { ...entry, at: 5 },
  ]);
});

test('edits of the first entry come after what it begins with', () => {
  const attempt: Attempt = { files: {}, log: [{ ...entry, files: { 'a.sh': file('edited') } }] };
  expect(portableOf(attempt, { 'a.sh': file('echo a') }).log[0]?.files?.['a.sh']).toEqual(file('edited'));
});

test('without a log there is nothing to bring', () => {
  const attempt: Attempt = { files: { 'a.sh': file('echo a') }, log: [] };
  expect(portableOf(attempt, { 'a.sh': file('echo a') })).toBe(attempt);
});
