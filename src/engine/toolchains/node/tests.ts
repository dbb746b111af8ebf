import type { Process } from '../../kernel/system.ts';
import { nodeVersion } from './errors.ts';
import { withoutComments } from './graph.ts';

interface Failure {
  readonly file: string;
  readonly name: string;
}

/**
 * Runs test files the way the models do: recognised, not executed. A test fails when a statement directly in its body is
 * `throw`, `assert.fail(…)`, `assert(false)`, `expect.fail(…)`, or compares two different literals
 * (`assert.equal(1, 2)`, `expect(1).toBe(2)`). Every other test is taken to pass. A missing relative import of a test
 * file fails it.
 */
export function failures(process: Process, files: readonly string[]): readonly Failure[] {
  return files.flatMap((file) => {
    const found = process.files.read(file);
    const text = withoutComments((found.ok ? found.value : undefined) ?? '');
    const lost = lostImport(process, file, text);
    if (lost !== undefined) return [{ file, name: `Cannot find module '${lost}' imported from ${file}` }];
    return [
      ...text.matchAll(
        /^(?:\s{0,4})(?:test|it)(?:\.only)?\(\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1[^{]*\{([^]*?)^\s{0,4}\}\s*\)/gm,
      ),
    ]
      .filter(([, , , body = '']) => failsPlainly(body))
      .map(([, , name = '']) => ({ file, name }));
  });
}

function lostImport(process: Process, file: string, text: string): string | undefined {
  const folder = file.slice(0, file.lastIndexOf('/'));
  const names = [
    ...text.matchAll(/\bfrom\s*["'](\.{1,2}\/[^"'\n]+)["']|\brequire\(\s*["'](\.{1,2}\/[^"'\n]+)["']/g),
  ].map(([, from, required]) => from ?? required ?? '');
  return names
    .map((name) => process.path(`${folder}/${name}`))
    .find((path) => ['', '.js', '.ts', '/index.js'].every((ending) => !process.files.stat(path + ending).ok));
}

const LITERAL = String.raw`(-?\d+(?:\.\d+)?|true|false|null|'[^'\n]*'|"[^"\n]*")`;
const UNEQUAL = new RegExp(
  String.raw`\bassert\.(?:strictEqual|equal|deepEqual|deepStrictEqual|is)\(\s*${LITERAL}\s*,\s*${LITERAL}\s*[,)]|\bexpect\(\s*${LITERAL}\s*\)\.(?:toBe|toEqual|toStrictEqual)\(\s*${LITERAL}\s*\)`,
  'g',
);

function failsPlainly(body: string): boolean {
  const top = body
    .split('\n')
    .filter((line) => /^\s{0,6}\S/.test(line))
    .join('\n');
  if (/^\s*(?:throw\b|assert\.fail\(|expect\.fail\(|t\.fail\(|assert(?:\.ok)?\(\s*(?:false|0)\s*[,)])/m.test(top))
    return true;
  return [...top.matchAll(UNEQUAL)].some(([, a, b, c, d]) => plain(a ?? c ?? '') !== plain(b ?? d ?? ''));
}

function plain(literal: string): string {
  return literal.replace(/^(['"])([^]*)\1$/, '"$2"');
}

/** Test files below the working folder by the names that runners look for. */
export function testFiles(process: Process): readonly string[] {
  const files: string[] = [];
  for (const [path, { kind }] of process.files.walk(process.cwd)) {
    if (kind !== 'file' || path.includes('/node_modules/') || !/\.[cm]?[jt]sx?$/.test(path)) continue;
    const below = path.slice(process.cwd.length);
    if (
      /[._-]test\.[cm]?[jt]sx?$|\.spec\.[cm]?[jt]sx?$|(?:^|\/)(?:test|tests|__tests__)\/[^/]*\.[cm]?[jt]sx?$|(?:^|\/)test(?:-[^/]*)?\.[cm]?js$/.test(
        below,
      )
    )
      files.push(path);
  }
  return files;
}

/** The tests of a file by name; one that cannot be loaded counts as a test of its own. */
function testsOf(process: Process, file: string): readonly { name: string; failed: boolean }[] {
  const bad = failures(process, [file]);
  const lost = bad.find(({ name }) => name.startsWith('Cannot find module'));
  if (lost) return [{ name: lost.name, failed: true }];
  const found = process.files.read(file);
  const text = withoutComments((found.ok ? found.value : undefined) ?? '');
  const names = [...text.matchAll(/^\s{0,4}(?:test|it)(?:\.only)?\(\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/gm)].map(
    ([, , name = '']) => name,
  );
  const failed = new Set(bad.map(({ name }) => name));
  return names.map((name) => ({ name, failed: failed.has(name) }));
}

/**
 * `node --test` and other runners. Node before 23 prints TAP where no terminal is, later the spec form (compared with Node
 * 20.20.2; the texts of jest, vitest and mocha are not modelled). Answers the exit code.
 */
export function runTests(process: Process, files: readonly string[]): number {
  const tests = files.flatMap((file) => testsOf(process, file));
  const bad = tests.filter(({ failed }) => failed).length;
  const tap = Number.parseInt(nodeVersion(process), 10) < 23;
  if (tap) process.out('TAP version 13\n');
  for (const [index, { name, failed }] of tests.entries())
    process.out(
      tap
        ? `# Subtest: ${name}\n${failed ? 'not ok' : 'ok'} ${index + 1} - ${name}\n`
        : `${failed ? '✖' : '✔'} ${name} (0.5ms)\n`,
    );
  const mark = tap ? '#' : 'ℹ';
  const sums = {
    tests: tests.length,
    suites: 0,
    pass: tests.length - bad,
    fail: bad,
    cancelled: 0,
    skipped: 0,
    todo: 0,
  };
  if (tap) process.out(`1..${tests.length}\n`);
  for (const [name, count] of Object.entries(sums)) process.out(`${mark} ${name} ${count}\n`);
  process.takes(400);
  return bad ? 1 : 0;
}
