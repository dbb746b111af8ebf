import { expect, test } from 'vitest';
import { find, highlight, type Entry } from './find.ts';

const entry = (kind: Entry['kind'], title: string, text = ''): Entry => ({ kind, title, text, note: '', to: '/' });
const ENTRIES = [
  entry('Lesson', 'Multi-stage builds', 'COPY --from is the door between stages'),
  entry('Exercise', 'Assets into nginx, nothing else', 'What COPY --from takes along'),
  entry('Check', 'CopyIgnoredFile', 'A file is ignored'),
];
const titles = (question: string) => find(ENTRIES, question).map((found) => found.title);

test('a title that begins with the word comes before texts that hold it', () => {
  expect(titles('copy')).toEqual(['CopyIgnoredFile', 'Multi-stage builds', 'Assets into nginx, nothing else']);
});

test('every word must be there', () => {
  expect([titles('copy nginx'), titles('copy mariadb')]).toEqual([['Assets into nginx, nothing else'], []]);
});

test('an empty question shows where one can go', () => {
  expect(titles('  ')).toEqual(['Multi-stage builds', 'Assets into nginx, nothing else']);
});

test('what matched is marked', () => {
  expect(highlight('CopyIgnoredFile', 'copy')).toEqual([
    { at: 0, text: 'Copy', hit: true },
    { at: 4, text: 'IgnoredFile', hit: false },
  ]);
});
