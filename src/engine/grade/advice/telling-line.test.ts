import { expect, test } from 'vitest';
import { tellingLine } from './telling-line.ts';

test('an uncaught error of Node leads, not the version below it', () => {
  const text = `node:internal/modules/cjs/loader
Error: Error relocating /app/x_sqlite3.node: fcntl64: symbol not found
    at Object..node (node:internal/modules/cjs/loader) {
  code: 'ERR_DLOPEN_FAILED'
}

Node.js v22.23.3
`;
  expect(tellingLine(text)).toBe('Error: Error relocating /app/x_sqlite3.node: fcntl64: symbol not found');
});

test('npm is quoted without its codes and its pointer to a log', () => {
  const text = `npm error code ENOENT
npm error path /app/package.json
npm error enoent Could not read package.json
npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log
`;
  expect(tellingLine(text)).toBe('npm error enoent Could not read package.json');
});

test('without a line that names a cause, the last one speaks', () => {
  expect(tellingLine('> app@1 build\n> tsc\n\nsh: tsc: not found\n')).toBe('sh: tsc: not found');
  expect(tellingLine('')).toBe('');
});

test('ssh says why it refuses; what Git makes of it comes after', () => {
  const end =
    'fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n';
  expect(tellingLine(`Cloning into '/src'...\nHost key verification failed.\n${end}`)).toBe(
    'Host key verification failed.',
  );
  expect(tellingLine(`git@github.com: Permission denied (publickey).\n${end}`)).toBe(
    'git@github.com: Permission denied (publickey).',
  );
});

test('a sentence that goes on in the next line is read to its end', () => {
  expect(
    tellingLine(
      'npm error code EUSAGE\nnpm error\nnpm error The `npm ci` command can only install with an existing package-lock.json or\nnpm error npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or\nnpm error later to generate a package-lock.json file, then try again.\nnpm error\nnpm error Clean install\n',
    ),
  ).toBe(
    'npm error The `npm ci` command can only install with an existing package-lock.json or npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or later to generate a package-lock.json file, then try again.',
  );
  expect(tellingLine('a.go:4:2: no required module provides package x.y/z; to add it:\n\tgo get x.y/z\n')).toBe(
    'a.go:4:2: no required module provides package x.y/z; to add it: go get x.y/z',
  );
});

test('a command that was not found leads, not what npm makes of it', () => {
  expect(tellingLine('sh: husky: not found\nnpm error code 127\nnpm error command failed\n')).toBe(
    'sh: husky: not found',
  );
});
