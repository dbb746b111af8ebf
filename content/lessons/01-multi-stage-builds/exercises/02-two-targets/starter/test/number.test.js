import { test } from 'node:test';
import assert from 'node:assert/strict';
import { isValid, normalise } from '../src/number.js';

test('blanks and case do not matter', () => {
  assert.equal(normalise('rr 123 456 785 de'), 'RR123456785DE');
});

test('the check digit is checked', () => {
  assert.equal(isValid('RR473124829FR'), true);
  assert.equal(isValid('RR473124828FR'), false);
});
