import { expect, test } from 'vitest';
import { jsonRows, keyOf } from './rows.ts';

const DATA = { Id: 'abc', State: { Pid: 0, OOMKilled: false }, Ports: { '80/tcp': null }, Args: ['a', 2], Empty: {} };

test('fields are listed with their values; what is closed says how much is in it', () => {
  const rows = jsonRows(DATA, new Set());
  expect(rows.map(({ key, text, kind, expanded }) => [key, text, kind, expanded])).toEqual([
    ['/Id', '"abc"', 'string', undefined],
    ['/State', '{ 2 }', 'many', false],
    ['/Ports', '{ 1 }', 'many', false],
    ['/Args', '[ 2 ]', 'many', false],
    ['/Empty', '{}', 'many', undefined],
  ]);
});

test('what is open is followed by what is in it, with the way to each field', () => {
  const rows = jsonRows(DATA, new Set(['/State', '/Ports', '/Args']));
  expect(
    rows.filter(({ level }) => level === 2).map(({ path, text, parent, position }) => [path, text, parent, position]),
  ).toEqual([
    [['State', 'Pid'], '0', '/State', 1],
    [['State', 'OOMKilled'], 'false', '/State', 2],
    [['Ports', '80/tcp'], 'null', '/Ports', 1],
    [['Args', 0], '"a"', '/Args', 1],
    [['Args', 1], '2', '/Args', 2],
  ]);
});

test('keys of fields are different where names have slashes', () => {
  expect(keyOf(['a/b'])).toBe('/a~1b');
  expect(keyOf(['a', 'b'])).toBe('/a/b');
  expect(keyOf(['~1'])).toBe('/~01');
});

test('data without fields has no rows', () => {
  expect([jsonRows('text', new Set()), jsonRows(null, new Set()), jsonRows([], new Set())]).toEqual([[], [], []]);
});
