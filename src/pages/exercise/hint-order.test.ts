import { expect, test } from 'vitest';
import { hintOrder } from './hint-order.ts';

const hints = ['a', 'b', 'c'].map((id) => ({ id, title: id, html: '', when: [] }));
const ids = (opened: string[], fitting: string[]) => {
  const order = hintOrder(hints, opened, fitting);
  return [order.opened.map((hint) => hint.id), order.next?.id, order.locked];
};

test('the first hint that fits the attempt is the next', () => {
  expect(ids([], ['b', 'c'])).toEqual([[], 'b', 2]);
});

test('without one that fits, they come in the order of the exercise', () => {
  expect(ids(['b'], ['b'])).toEqual([['b'], 'a', 1]);
});

test('all opened: none is next; a hint that no longer exists is left out', () => {
  expect(ids(['c', 'gone', 'a', 'b'], [])).toEqual([['c', 'a', 'b'], undefined, 0]);
});
