import type { Process } from '../../system.ts';
import { fail, prepare, selectPackages, unknownFlag } from './build.ts';
import type { GoFile, GoPackage } from './module.ts';
import { needsOf } from './resolve.ts';
import { readFlags, targetOf } from './settings.ts';

interface Verdict {
  readonly test: string;
  readonly status: 'PASS' | 'FAIL' | 'SKIP';
  readonly line: string;
}

/**
 * `go test`. Tests are recognised, not executed: one fails when a statement of its body, outside any `if`, `for` or
 * function literal, is `t.Fatal`, `t.Error`, `t.Fail…` or `panic`; `t.Skip` before it skips. Every other test is taken
 * to pass. Answers the exit code.
 */
export function goTest(process: Process, args: readonly string[]): number {
  const read = readFlags(process, args);
  if ('unknown' in read) return unknownFlag(process, 'test', read.unknown);
  const { flags } = read;
  const selected = selectPackages(process, read.rest);
  if (!selected.ok) return fail(process, selected.message);
  const target = targetOf(process);
  if (!target) return fail(process, 'go: unsupported GOOS/GOARCH pair', 2);
  if (flags.has('race') && !target.cgo)
    return fail(process, 'go: -race requires cgo; enable cgo by setting CGO_ENABLED=1', 2);
  const needs = selected.packages.map((start) => needsOf(process, selected.module, { start, tests: true }));
  const problem = prepare(process, needs, { target, flags });
  if (problem !== undefined) return fail(process, problem);
  let failed = false;
  for (const start of selected.packages) failed = !testPackage(process, start, flags) || failed;
  if (failed) process.out('FAIL\n');
  return failed ? 1 : 0;
}

/** `go vet`: imports are followed; its own findings are not modelled. */
export function goVet(process: Process, args: readonly string[]): number {
  const read = readFlags(process, args);
  if ('unknown' in read) return unknownFlag(process, 'vet', read.unknown);
  const selected = selectPackages(process, read.rest);
  if (!selected.ok) return fail(process, selected.message);
  const target = targetOf(process);
  const needs = selected.packages.map((start) => needsOf(process, selected.module, { start, tests: true }));
  const problem = target && prepare(process, needs, { target, flags: read.flags });
  return problem === undefined ? 0 : fail(process, problem);
}

function testPackage(process: Process, { importPath, tests }: GoPackage, flags: ReadonlyMap<string, string>): boolean {
  if (tests.length === 0) {
    process.out(`?   \t${importPath}\t[no test files]\n`);
    return true;
  }
  const wanted = flags.get('run') === undefined ? undefined : safePattern(flags.get('run') ?? '');
  const verdicts = tests.flatMap((file) => verdictsOf(file)).filter(({ test }) => !wanted || wanted.test(test));
  const failures = verdicts.filter(({ status }) => status === 'FAIL');
  const verbose = flags.has('v');
  for (const { test, status, line } of verbose ? verdicts : failures) {
    if (verbose) process.out(`=== RUN   ${test}\n`);
    process.out(`${verbose && status !== 'FAIL' ? '' : ''}--- ${status}: ${test} (0.00s)\n${line}`);
  }
  process.takes(200);
  if (failures.length) {
    process.out(`FAIL\nFAIL\t${importPath}\t0.002s\n`);
    return false;
  }
  if (verbose) process.out('PASS\n');
  const coverage = flags.has('cover') || flags.has('coverprofile');
  if (coverage) process.notSimulated('coverage figures of go test');
  process.out(`ok  \t${importPath}\t0.002s${verdicts.length === 0 ? ' [no tests to run]' : ''}\n`);
  return true;
}

function safePattern(text: string): RegExp {
  // only plain words and ^ $ |: everything else would need Go's own regular expressions
  return /^[\w^$|/]*$/.test(text) ? new RegExp(text.split('/')[0] ?? '') : /(?:)/;
}

/** The tests of one file, by the statements that stand directly in their bodies. */
function verdictsOf({ name, text }: GoFile): Verdict[] {
  const verdicts: Verdict[] = [];
  let test: string | undefined;
  let status: Verdict['status'] = 'PASS';
  let words = '';
  for (const [index, line] of text.split('\n').entries()) {
    const begin = /^func (Test\w*)\(\s*\w+ \*testing\.T\s*\)/.exec(line);
    if (begin) {
      test = begin[1];
      status = 'PASS';
      words = '';
    }
    const statement =
      /^(?:\t|func Test\w*\([^)]*\)\s*\{\s*)(?:t\.(Fatal|Fatalf|Error|Errorf|FailNow|Fail|Skip|Skipf|SkipNow)|(panic))\((.*)\)/.exec(
        line,
      );
    if (test !== undefined && statement && status === 'PASS') {
      status = statement[1]?.startsWith('Skip') ? 'SKIP' : 'FAIL';
      const said = /^"((?:[^"\\]|\\.)*)"/.exec(statement[3] ?? '')?.[1];
      words = said === undefined ? '' : `    ${name}:${index + 1}: ${said}\n`;
    }
    if (test !== undefined && (line === '}' || /^func Test.*\}\s*$/.test(line))) {
      verdicts.push({ test, status, line: words });
      test = undefined;
    }
  }
  return verdicts;
}
