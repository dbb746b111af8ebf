import { runTests, testFiles } from './tests.ts';
import type { Tool } from './tool.ts';
import { tsc } from './tsc.ts';
import { vite } from './vite.ts';

/** nodemon, tsx and ts-node: start the file that they are given, or package.json's main. */
const runner: Tool = (process, args) => {
  const valued = new Set([
    '--watch',
    '-w',
    '--ext',
    '-e',
    '--ignore',
    '-i',
    '--exec',
    '-x',
    '--delay',
    '-d',
    '--signal',
    '-s',
  ]);
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--exec' || arg === '-x') return process.shell(args.slice(at + 1).join(' '));
    if (valued.has(arg)) at++;
    else if (!arg.startsWith('-') && arg !== 'watch') return process.exec(['node', ...args.slice(at)]);
  }
  return process.exec(['node', '.']);
};

const tests: Tool = (process) => runTests(process, testFiles(process));

/** Linters and formatters find nothing: their rules are not modelled. */
const checker: Tool = (process, args) => {
  process.notSimulated(`findings of ${String(process.program?.facts?.['tool'] ?? 'the linter')} ${args.join(' ')}`);
  return 0;
};

/** By the name of the command in node_modules/.bin. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  tsc,
  vite,
  nodemon: runner,
  tsx: runner,
  'ts-node': runner,
  jest: tests,
  vitest: tests,
  mocha: tests,
  eslint: checker,
  prettier: checker,
};
