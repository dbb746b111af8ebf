import { expect, it } from 'vitest';
import { evaluate, parse } from '../index.ts';
import { isHttpSource, parseGitSource } from './git-reference.ts';

const found = { checksum: '', keepGitDir: undefined, local: false };

it.each([
  ['HTTPS://h/a.git', found],
  ['GIT://h/a', found],
  ['https://u:p@[::1]:8080/a.gi%74', found],
  ['git@h:a?checksum=c&keep-git-dir#v1:dir', { ...found, checksum: 'c', keepGitDir: true }],
  ['github.com/a/b', { ...found, local: true }],
  ['github.com/a/b?x=1', { failure: 'unexpected query "x"' }],
  ['https://h/a.git?ref=%zz&a;b&&commit=1', { ...found, checksum: '1' }],
  ['git@h:a?ref=%zz', undefined],
  ['https://h/a.git?ref=a+b#c', { failure: 'ref conflicts: "c" vs "a b"' }],
  ['https://h:port/a.git', undefined],
  ['https://h/%zz.git', undefined],
  ['https://h/a.git#%zz', undefined],
  ['https://h%20/a.git', undefined],
  ['https://[::1/a.git', undefined],
  ['git://h/a\tb', undefined],
  ['ftp://h/a.git', undefined],
  ['C:a', undefined],
])('%j as a Git source', (source, wanted) => {
  expect(parseGitSource(source)).toEqual(wanted);
});

it('an address that Go cannot read is fetched over HTTP, one with a scheme in capitals is a path', () => {
  expect(['https://h:port/a.git', 'HTTPS://h/a'].map(isHttpSource)).toEqual([true, false]);
});

it.each([
  ['--checksum=x github.com/a/b /', undefined],
  ['--checksum=x a /', 'checksum requires HTTP(S) or Git sources'],
  ['git://h/a?checksum=b https://h/c /', 'invalid checksum digest format'],
  ['git://h/a?checksum=b git://h/c?checksum=d /', 'checksum mismatch "b" != "d"'],
])('ADD %s: %s', (line, message) => {
  expect(evaluate(parse(`FROM scratch\nADD ${line}\n`), {}).error?.message).toBe(message);
});
