import type { Process } from '../../kernel/system.ts';
import { fail, unknownFlag } from './build.ts';
import { prepare } from './compile.ts';
import type { GoFile, GoPackage } from './module.ts';
import { needsOf, type Needs } from './resolve.ts';
import { selectPackages } from './select.ts';
import { readFlags, targetOf, type Target } from './settings.ts';

interface Verdict {
  readonly test: string;
  readonly status: 'PASS' | 'FAIL' | 'SKIP';
  /** What it printed, indented as Go does. */
  readonly line: string;
  readonly panic?: string;
}

/**
 * `go test`. Tests are recognised, not executed: one fails when a statement of its body, outside any `if`, `for` or
 * function literal, is `t.Fatal`, `t.Error`, `t.Fail…` or `panic`; `t.Skip` before it skips. Every other test is taken
 * to pass. Left out: figures of coverage (printed as …), JSON, benchmarks, stack traces. Answers the exit code.
 */
export function goTest(process: Process, args: readonly string[]): number {
  const read = readTestFlags(process, args);
  if ('unknown' in read) return unknownFlag(process, 'test', read.unknown);
  const { flags } = read;
  const target = targetOf(process);
  if (!target) return fail(process, 'go: unsupported GOOS/GOARCH pair', 2);
  if (flags.has('race') && !target.cgo)
    return fail(process, 'go: -race requires cgo; enable cgo by setting CGO_ENABLED=1', 2);
  const selected = selectPackages(process, read.rest);
  if (!selected.ok) return setupFailed(process, selected.message, read.rest);
  const units = selected.packages.map((start) => ({
    start,
    needs: needsOf(process, selected.module, { start, tests: true }),
  }));
  const whole = units.filter(({ needs }) => needs.problems.length === 0);
  for (const { start, needs } of units)
    for (const problem of needs.problems) process.err(`# ${start.importPath}\n${problem}\n`);
  const problem = prepare(
    process,
    whole.map(({ needs }) => needs),
    { target, flags },
  );
  if (problem !== undefined) return fail(process, problem);
  const passed = units.map((unit) => testUnit(process, unit, { target, flags }));
  if (passed.every(Boolean)) return 0;
  process.out('FAIL\n');
  return 1;
}

/** What names no package fails before any test; a pattern without a module and an empty folder do, other words end at once. */
function setupFailed(process: Process, message: string, operands: readonly string[]): number {
  if (!/^no Go files|^pattern /.test(message)) return fail(process, message);
  const name = operands[0] ?? '.';
  process.err(`# ${name}\n${message}\n`);
  process.out(`FAIL\t${name} [setup failed]\n${operands.length ? 'FAIL\n' : ''}`);
  return 1;
}

/** Flags of go test may stand behind the packages too. */
function readTestFlags(process: Process, args: readonly string[]): ReturnType<typeof readFlags> {
  const first = readFlags(process, args);
  if ('unknown' in first) return first;
  const at = first.rest.findIndex((word) => word.startsWith('-'));
  if (at === -1) return first;
  const more = readFlags(process, first.rest.slice(at));
  if ('unknown' in more) return more;
  return { flags: new Map([...first.flags, ...more.flags]), rest: first.rest.slice(0, at) };
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

interface Unit {
  readonly start: GoPackage;
  readonly needs: Needs;
}

/** Tests of one package. True when none failed. */
function testUnit(
  process: Process,
  { start, needs }: Unit,
  { target, flags }: { target: Target; flags: ReadonlyMap<string, string> },
): boolean {
  const { importPath, tests } = start;
  const covered = flags.has('cover') || flags.has('coverprofile');
  if (needs.problems.length) {
    process.out(`FAIL\t${importPath} [setup failed]\n`);
    return false;
  }
  if (tests.length === 0) {
    process.out(
      covered ? `\t${importPath}\t\tcoverage: 0.0% of statements\n` : `?   \t${importPath}\t[no test files]\n`,
    );
    return true;
  }
  if (!target.native) {
    const name = importPath.slice(importPath.lastIndexOf('/') + 1);
    process.err(`fork/exec /tmp/go-build/b001/${name}.test: exec format error\n`);
    process.out(`FAIL\t${importPath}\t0.000s\n`);
    return false;
  }
  writeProfile(process, flags);
  return runTests(process, start, flags);
}

function runTests(process: Process, { importPath, tests }: GoPackage, flags: ReadonlyMap<string, string>): boolean {
  const wanted = flags.get('run') === undefined ? undefined : safePattern(flags.get('run') ?? '');
  const verdicts = tests.flatMap((file) => verdictsOf(file)).filter(({ test }) => !wanted || wanted.test(test));
  const last = verdicts.findIndex(({ panic }) => panic !== undefined);
  const ran = last === -1 ? verdicts : verdicts.slice(0, last + 1);
  const verbose = flags.has('v');
  for (const verdict of ran) report(process, verdict, verbose);
  process.takes(200);
  if (ran.some(({ status }) => status === 'FAIL')) {
    process.out(`${last === -1 ? 'FAIL\n' : ''}FAIL\t${importPath}\t0.002s\n`);
    return false;
  }
  if (verbose) process.out('PASS\n');
  const covered = flags.has('cover') || flags.has('coverprofile') ? '\tcoverage: …% of statements' : '';
  process.out(`ok  \t${importPath}\t0.002s${covered}${ran.length === 0 ? ' [no tests to run]' : ''}\n`);
  return true;
}

/** One test as it is printed: with -v while it runs, else only when it failed. */
function report(process: Process, { test, status, line, panic }: Verdict, verbose: boolean): void {
  const closing = `--- ${status}: ${test} (0.00s)\n`;
  if (verbose) process.out(`=== RUN   ${test}\n${line}${closing}`);
  else if (status === 'FAIL') process.out(`${closing}${line}`);
  if (panic !== undefined) process.out(`panic: ${panic} [recovered]\n\tpanic: ${panic}\n\n`);
}

function writeProfile(process: Process, flags: ReadonlyMap<string, string>): void {
  const profile = flags.get('coverprofile');
  if (profile) process.files.write(process.path(profile), { size: 400, digest: 'go coverage' });
}

function safePattern(text: string): RegExp {
  // only plain words and ^ $ |: everything else would need Go's own regular expressions
  return /^[\w^$|/]*$/.test(text) ? new RegExp(text.split('/')[0] ?? '') : /(?:)/;
}

const STATEMENT =
  /^(?:\t|func Test\w*\([^)]*\)\s*\{\s*)(?:t\.(Fatal|Fatalf|Error|Errorf|FailNow|Fail|Skip|Skipf|SkipNow)|(panic))\((.*)\)/;

/** The tests of one file, by the statements that stand directly in their bodies. */
function verdictsOf({ name, text }: GoFile): Verdict[] {
  const verdicts: Verdict[] = [];
  let open: Verdict | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const begin = /^func (Test\w*)\(\s*\w+ \*testing\.T\s*\)/.exec(line);
    if (begin) open = { test: begin[1] ?? '', status: 'PASS', line: '' };
    const statement = STATEMENT.exec(line);
    if (open?.status === 'PASS' && statement) open = { ...open, ...outcomeOf(statement, `${name}:${index + 1}`) };
    if (open && (line === '}' || /^func Test.*\}\s*$/.test(line))) {
      verdicts.push(open);
      open = undefined;
    }
  }
  return verdicts;
}

/** What a statement does to its test. Values behind verbs of a format are not known: they print as …. */
function outcomeOf([, method, panicked, argument = '']: RegExpExecArray, place: string): Omit<Verdict, 'test'> {
  const literal = /^"((?:[^"\\]|\\.)*)"/.exec(argument)?.[1];
  const said = literal?.replaceAll(/%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z]/g, '…');
  if (panicked) return { status: 'FAIL', line: '', panic: said ?? '…' };
  const status = method?.startsWith('Skip') ? 'SKIP' : 'FAIL';
  return { status, line: said === undefined ? '' : `    ${place}: ${said}\n` };
}
