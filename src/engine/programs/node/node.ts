import { runNode, type NodeCall } from '../../javascript/node.ts';
import { formatOf } from '../../javascript/format.ts';
import { parseEnv } from '../../javascript/host.ts';
import { guessFile, resolved } from '../../javascript/resolve.ts';
import { scan } from '../../javascript/scan.ts';
import type { JsMain, JsRuntime } from '../../kernel/js-runtime.ts';
import { missingModule, nodeVersion } from '../../toolchains/node/errors.ts';
import { readNodeOptions, type NodeOptions } from '../../toolchains/node/options.ts';
import { recognise, recogniseText } from '../../toolchains/node/recognised.ts';
import { runTests, testFiles } from '../../toolchains/node/tests.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/**
 * node: the program runs in an interpreter with Node's model (shell/js). Where packages that have no code here are part
 * of it, what it does is read from its text instead (models/node/recognised.ts).
 */
const command: Command = {
  summary:
    'node FILE, -e, -p, --check, --test, --version: JavaScript runs; programs that use npm packages are recognised by their text.',
  example: `
$ node /tmp/nothing.js 2>&1 | grep Error
Error: Cannot find module '/tmp/nothing.js'
`,
  run(process, args) {
    const options = readNodeOptions(process, args);
    if (options.version) {
      process.out(`v${nodeVersion(process)}\n`);
      return 0;
    }
    if (options.test) return runTestFiles(process, options);
    if (options.text !== undefined) return evaluate(process, options, options.text);
    const [file] = options.rest;
    if (file === undefined || file === '-') return fromInput(process, options);
    return runFile(process, file, options);
  },
};
export default command;

/** The interpreter, if there is one; whoever made the world is told that one is needed. */
function runtimeOf(process: Process): JsRuntime | undefined {
  const { js } = process.system;
  if (js && !js.runtime) js.wanted();
  return js?.runtime;
}

function callOf(process: Process, options: NodeOptions, what: { main: JsMain; argv: readonly string[] }): NodeCall {
  const env: Record<string, string> = {};
  for (const path of options.envFiles) {
    const found = process.files.read(process.path(path));
    Object.assign(env, parseEnv((found.ok ? found.value : undefined) ?? ''));
  }
  const reporter = options.reporter ?? (Number.parseInt(nodeVersion(process), 10) < 23 ? 'tap' : 'spec');
  return { ...what, main: { ...what.main, preload: options.preload, reporter }, execArgv: options.given, env };
}

/** `node FILE`. */
function runFile(process: Process, file: string, options: NodeOptions): number | Task {
  const lost = options.envFiles.find(
    (path) => !options.optional.has(path) && !process.files.stat(process.path(path)).ok,
  );
  if (lost !== undefined) {
    process.err(`node: ${lost}: not found\n`);
    return 9;
  }
  const path = resolved(process.path(file));
  const found = guessFile(process, path);
  if (found === undefined) return missingModule(process, path);
  const entry = process.files.stat(found);
  if (entry.ok && entry.value.program) return process.exec([found]);
  const real = process.files.resolve(found);
  return runPath(process, real.ok ? real.value : found, options);
}

function runPath(process: Process, path: string, options: NodeOptions): number | Task {
  const runtime = runtimeOf(process);
  if (!runtime || /\.[cm]?ts$/.test(path) || scan(process, path).codeless !== undefined)
    return recognise(process, path);
  const found = process.files.read(path);
  const format = formatOf(process, path, (found.ok ? found.value : undefined) ?? '');
  const kind = options.check ? 'check' : format === 'module' ? 'module' : 'commonjs';
  const main: JsMain = { kind, path };
  return runNode(process, runtime, callOf(process, options, { main, argv: [path, ...options.rest.slice(1)] }));
}

function evaluate(process: Process, options: NodeOptions, text: string): number | Task {
  const runtime = runtimeOf(process);
  const path = `${process.cwd === '/' ? '' : process.cwd}/[eval]`;
  if (!runtime || scan(process, path, text).codeless !== undefined) return recogniseText(process, text, options.print);
  const main: JsMain = { kind: options.module ? 'evalModule' : 'eval', text, print: options.print };
  return runNode(process, runtime, callOf(process, options, { main, argv: options.rest }));
}

/** A script on standard input. */
function* fromInput(process: Process, options: NodeOptions): Task {
  const text = yield* process.readAll();
  const runtime = runtimeOf(process);
  if (!runtime || text.trim() === '') {
    if (text.trim() !== '' || !runtime) process.notSimulated('node without a file');
    return 0;
  }
  const main: JsMain = { kind: options.module ? 'evalModule' : 'eval', text, print: false };
  return yield* runNode(process, runtime, callOf(process, options, { main, argv: options.rest }));
}

/** `node --test`. */
function runTestFiles(process: Process, options: NodeOptions): number | Task {
  const named = options.rest.map((arg) => process.path(arg));
  const all = testFiles(process);
  const files =
    named.length === 0
      ? all
      : [
          ...new Set([
            ...named.filter((path) => fileAt(process, path)),
            ...all.filter((file) => named.some((path) => file.startsWith(`${path}/`))),
          ]),
        ];
  const runtime = runtimeOf(process);
  const able =
    runtime && files.every((file) => !/\.[cm]?tsx?$/.test(file) && scan(process, file).codeless === undefined);
  if (!able) return runTests(process, files);
  const main: JsMain = { kind: 'test', files };
  return runNode(process, runtime, callOf(process, options, { main, argv: [] }));
}

function fileAt(process: Process, path: string): boolean {
  const entry = process.files.stat(path);
  return entry.ok && entry.value.kind === 'file';
}
