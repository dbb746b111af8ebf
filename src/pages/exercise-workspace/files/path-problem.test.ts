import { expect, test } from 'vitest';
import { pathProblem } from './path-problem.ts';

const EXISTING = ['Dockerfile', 'src/app.js'];

test.each(['.dockerignore', 'src/b.js', 'a b/ü.txt'])('%s can be given to a new file', (path) => {
  expect(pathProblem(path, EXISTING)).toBeUndefined();
});

test.each([
  '',
  'Dockerfile',
  '/etc/passwd',
  'a/',
  '../x',
  'a//b',
  'a\\b',
  'a\0',
  'Dockerfile/x',
  'src',
  '__proto__',
  'x'.repeat(300),
])('%j cannot, and the reason is said', (path) => {
  expect(pathProblem(path, EXISTING)).toMatch(/\w/);
});
