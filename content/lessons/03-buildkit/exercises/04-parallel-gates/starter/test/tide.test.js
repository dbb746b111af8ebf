import { test } from 'node:test';
import assert from 'node:assert/strict';
import { height } from '../src/tide.js';

const port = { high: 3.3, low: 0.4 };

test('high water at the beginning', () => {
  assert.equal(height(0, port), 3.3);
});

test('low water after half a tide', () => {
  assert.equal(height(6.21, port).toFixed(1), '0.4');
});
