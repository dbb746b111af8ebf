import { expect, test } from 'vitest';
import type { Attempt } from '../../engine/grade/check.ts';
import { answersAll, lockedViews, marked, withAnswer } from './prediction-answers.ts';

const EMPTY: Attempt = { files: {}, log: [] };

test('an answer is a part of the attempt, and so is that nothing fits', () => {
  const one = withAnswer(EMPTY, 'touch', ['a']);
  expect(withAnswer(one, 'edit', [])).toEqual({ ...EMPTY, answers: { touch: ['a'], edit: [] } });
});

test('an answer taken back leaves no trace', () => {
  const both = withAnswer(withAnswer(EMPTY, 'touch', ['a']), 'edit', []);
  expect(withAnswer(both, 'edit', null)).toEqual({ ...EMPTY, answers: { touch: ['a'] } });
  expect(withAnswer(withAnswer(EMPTY, 'touch', ['a']), 'touch', null)).toEqual(EMPTY);
});

test('all are answered, an empty choice included', () => {
  const one = withAnswer(EMPTY, 'touch', []);
  expect([answersAll(one, ['touch']), answersAll(one, ['touch', 'edit']), answersAll(EMPTY, [])]).toEqual([
    true,
    false,
    true,
  ]);
});

const QUESTION = { html: '', options: ['a'], stale: false, answer: undefined, outcome: undefined } as const;

/** What is locked while there is a question of this kind. */
function locked(kind: 'reruns' | 'stages' | 'files', attempt = EMPTY, options: readonly string[] = ['a']): string[] {
  const views = lockedViews(attempt, [{ ...QUESTION, id: 'x', kind, options }]);
  return Object.entries(views).flatMap(([view, is]) => (is ? [view] : []));
}

test('what gives an answer away is locked until the answer is handed in', () => {
  expect(locked('stages')).toEqual(['build', 'log', 'stages']);
  expect(locked('files')).toEqual(['build', 'layers']);
  expect(locked('reruns')).toEqual([]);
  expect(locked('stages', withAnswer(EMPTY, 'x', []))).toEqual([]);
  expect(locked('files', withAnswer(EMPTY, 'y', ['a']))).toEqual(['build', 'layers']);
});

test('a question about a build that fails locks nothing', () => {
  expect([locked('stages', EMPTY, []), locked('files', EMPTY, [])]).toEqual([[], []]);
});

test('each option says what it was and why', () => {
  const outcome = [
    { option: 'a', right: true, why: 'a runs.' },
    { option: 'b', right: false, why: 'B.' },
    { option: 'c', right: true, why: 'C.' },
    { option: 'd', right: false, why: 'D.' },
  ];
  const view = { id: 'x', html: '', kind: 'reruns', options: ['a', 'b', 'c', 'd'], stale: false } as const;
  expect(marked({ ...view, answer: ['a', 'b'], outcome })).toEqual([
    { option: 'a', state: 'pass', word: 'right', why: 'It runs.' },
    { option: 'b', state: 'fail', word: 'wrong', why: 'B.' },
    { option: 'c', state: 'fail', word: 'missed', why: 'C.' },
    { option: 'd', state: 'pass', word: 'right, not chosen', why: 'D.' },
  ]);
  expect(marked({ ...view, answer: undefined, outcome: undefined })).toBeUndefined();
});

test('a reason names other steps by their place in the list', () => {
  const outcome = [
    { option: '[build 1/2] COPY . .', right: true, why: '[build 1/2] COPY . . ran because `a` changed.' },
    { option: '[build 2/2] RUN x', right: true, why: '[build 2/2] RUN x ran because [build 1/2] COPY . . changed.' },
  ];
  const view = { id: 'x', html: '', kind: 'reruns', options: [], stale: false, answer: [], outcome } as const;
  expect(marked(view)?.map(({ why }) => why)).toEqual([
    'It ran because `a` changed.',
    'It ran because `[build 1/2]` changed.',
  ]);
});

test('a reason about a file names the step that wrote it as code', () => {
  const outcome = [
    { option: '/app/a', right: true, why: '/app/a is in a layer. [build 2/3] COPY . . writes it.' },
    { option: '/app/b', right: false, why: '/app/b is not in a layer.' },
  ];
  const view = { id: 'x', html: '', kind: 'files', options: [], stale: false, answer: [], outcome } as const;
  expect(marked(view)?.map(({ why }) => why)).toEqual([
    'It is in a layer. `[build 2/3] COPY . .` writes it.',
    'It is not in a layer.',
  ]);
});
