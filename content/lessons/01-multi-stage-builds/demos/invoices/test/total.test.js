import { test } from 'node:test';
import assert from 'node:assert/strict';
import { total } from '../dist/total.js';

test('the tax is rounded once per rate', () => {
  const line = { quantity: 1, cents: 33, vat: 19 };
  assert.equal(total([line, line, line]), 118);
});
