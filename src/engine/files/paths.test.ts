import { expect, it } from 'vitest';
import { basename, clean, dirname, isWithin, join, parents } from './paths.ts';

it('paths are cleaned lexically', () => {
  expect(['/', '', 'a/b/', '/a//b', '/a/./b/../c', '/../..', '/..a/.b', '/a/.'].map(clean)).toEqual([
    '/',
    '/',
    '/a/b',
    '/a/b',
    '/a/c',
    '/',
    '/..a/.b',
    '/a',
  ]);
});
it('paths are joined, an absolute one starting anew', () => {
  expect([join('/app', 'x'), join('/app', '../x', 'y'), join('/app', '/x'), join('/', '.')]).toEqual([
    '/app/x',
    '/x/y',
    '/x',
    '/',
  ]);
});
it('paths are taken apart', () => {
  expect([dirname('/a/b'), dirname('/a'), dirname('/'), basename('/a/b'), basename('/')]).toEqual([
    '/a',
    '/',
    '/',
    'b',
    '',
  ]);
  expect(parents('/a/b/c')).toEqual(['/a/b', '/a', '/']);
  expect([isWithin('/a', '/a'), isWithin('/a', '/a/b'), isWithin('/a', '/ab'), isWithin('/', '/x')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});
