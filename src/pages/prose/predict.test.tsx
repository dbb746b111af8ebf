// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { PredictFigure } from '../../content/index.ts';
import { paint } from '../lesson/paint.tsx';
import { check } from './predict.ts';

const QUESTION: PredictFigure = {
  kind: 'predict',
  title: 'Predict',
  question: 'Which steps run after `a` changes?',
  code: '',
  options: [
    { label: '`[1/2] COPY a /`', right: true, why: 'It runs: `a` changed.' },
    { label: '`[2/2] RUN b`', right: false, why: 'It is cached.' },
    { label: 'The image is the same', right: false, why: 'False. It differs.' },
  ],
  because: '<p>So order them.</p>',
  drawn: [],
};

function page() {
  document.body.innerHTML = paint(QUESTION, 'figure-1');
  const figure = document.querySelector('figure')!;
  return { figure, boxes: [...figure.querySelectorAll('input')], button: figure.querySelector('button')! };
}

const rows = (figure: Element) => [...figure.querySelectorAll('fieldset li')].map((row) => row.textContent);

test('without a script the answer is a closed list of reasons', () => {
  const { figure } = page();
  expect([...figure.querySelectorAll('details li')].map((row) => row.textContent)).toEqual([
    '[1/2] COPY a /: It runs: a changed.',
    '[2/2] RUN b: It is cached.',
    'The image is the same: False. It differs.',
  ]);
  expect(figure.querySelector('details')?.open).toBe(false);
});

test('each option is marked in words with its reason', () => {
  const { figure, boxes, button } = page();
  boxes[1]!.checked = true;
  check(figure, button);
  expect(rows(figure)).toEqual([
    '[1/2] COPY a /missed[1/2] COPY a /: It runs: a changed.',
    '[2/2] RUN bwrong[2/2] RUN b: It is cached.',
    'The image is the sameright, not chosenThe image is the same: False. It differs.',
  ]);
  expect(figure.querySelector('[role=status]')?.textContent).toBe('1 of 3 right.');
  expect(figure.lastElementChild?.textContent).toBe('So order them.');
  expect(boxes.every((box) => box.disabled)).toBe(true);
});

test('a right answer is right in every part', () => {
  const { figure, boxes, button } = page();
  boxes[0]!.checked = true;
  check(figure, button);
  expect(figure.querySelector('[role=status]')?.textContent).toBe('All 3 right.');
});

test('predicting again begins with nothing chosen and the answer closed', () => {
  const { figure, boxes, button } = page();
  const before = figure.outerHTML;
  boxes[0]!.checked = true;
  check(figure, button);
  check(figure, button);
  expect(boxes.some((box) => box.checked || box.disabled)).toBe(false);
  expect(figure.outerHTML.replace(' hidden=""', '')).toBe(before);
});
