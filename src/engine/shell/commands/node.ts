import { behave } from '../models/node/behaviour.ts';
import { missingModule, nodeVersion } from '../models/node/errors.ts';
import { loadGraph, resolved, resolveFile } from '../models/node/graph.ts';
import { runTests, testFiles } from '../models/node/tests.ts';
import type { Command, Process, Task } from '../system.ts';

// Node options that change nothing here; those with a value of their own word are in VALUED.
const IGNORED =
  /^--(?:enable-source-maps|max-old-space-size=.*|max-semi-space-size=.*|no-warnings|trace-.*|unhandled-rejections=.*|experimental-.*|no-experimental-.*|env-file(?:-if-exists)?=.*|inspect(?:-brk)?(?:=.*)?|watch|watch-path=.*|test-.*|heapsnapshot-.*|conditions=.*|stack-trace-limit=.*|disable-warning=.*|dns-result-order=.*|use-openssl-ca|use-bundled-ca|preserve-symlinks)$/;
const VALUED =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--watch-path|--test-name-pattern|--test-reporter|--test-reporter-destination)$/;

/**
 * node as a model: a program is loaded for real (every static import must be there, native addons must fit the C
 * library), what it then does is read from its text (models/node/behaviour.ts). Left out: running JavaScript.
 */
const command: Command = {
  summary:
    'node FILE, --test, --version, -e and -p with literals; imports are followed, JavaScript is recognised, not run.',
  example: `
$ node /tmp/nothing.js 2>&1 | grep Error
Error: Cannot find module '/tmp/nothing.js'
`,
  run(process, args) {
    let at = 0;
    for (; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (!arg.startsWith('-') || arg === '-') break;
      if (arg === '-v' || arg === '--version') {
        process.out(`v${nodeVersion(process)}\n`);
        return 0;
      }
      if (arg === '--test') return runTests(process, filesOf(process, args.slice(at + 1)));
      if (/^(?:-e|--eval|-p|--print|-pe)$/.test(arg)) return evaluate(process, args[at + 1] ?? '', arg.includes('p'));
      if (VALUED.test(arg)) at++;
      else if (!IGNORED.test(arg)) process.notSimulated(`flag ${arg} of node`);
    }
    const file = args[at];
    if (file === undefined) {
      process.notSimulated('node without a file');
      return 0;
    }
    return runFile(process, file);
  },
};
export default command;

/** `node FILE`. */
export function runFile(process: Process, file: string): number | Task {
  const path = resolved(process.path(file));
  const found = resolveFile(process, path, true) ?? mainOf(process, path);
  if (found === undefined) return missingModule(process, path);
  const entry = process.files.stat(found);
  if (entry.ok && entry.value.program) return process.exec([found]);
  const graph = loadGraph(process, found);
  process.takes(150);
  return graph.ok ? behave(process, graph.scripts) : graph.exit;
}

/** `node .`: the file that package.json names as main. */
function mainOf(process: Process, folder: string): string | undefined {
  const json = process.files.read(`${folder}/package.json`);
  const main = /"main"\s*:\s*"([^"]+)"/.exec((json.ok ? json.value : undefined) ?? '')?.[1];
  return main === undefined ? undefined : resolveFile(process, `${folder}/${main.replace(/^\.\//, '')}`, true);
}

function filesOf(process: Process, args: readonly string[]): readonly string[] {
  const named = args.filter((arg) => !arg.startsWith('-')).map((arg) => process.path(arg));
  if (named.length === 0) return testFiles(process);
  return testFiles(process).filter((file) => named.some((path) => file === path || file.startsWith(`${path}/`)));
}

function evaluate(process: Process, text: string, print: boolean): number {
  const logged = /^\s*console\.log\(\s*(["'`])([^"'`\\$]*)\1\s*\);?\s*$/.exec(text)?.[2];
  const required = [...text.matchAll(/\brequire\(\s*["']([^"'\n]+)["']\s*\)/g)].map(([, name = '']) => name);
  if (logged !== undefined) process.out(`${logged}\n`);
  else if (print && /^\s*process\.version\s*$/.test(text)) process.out(`v${nodeVersion(process)}\n`);
  else if (/^\s*process\.exit\(\d+\);?\s*$/.test(text)) return Number(/\d+/.exec(text)?.[0]);
  else if (required.length && /^\s*(?:require\([^)]*\);?\s*)+$/.test(text)) {
    for (const name of required) {
      const path = `${process.cwd === '/' ? '' : process.cwd}/[eval]`;
      process.files.write(path, { content: `require('${name}')` });
      const graph = loadGraph(process, path);
      process.files.remove(path);
      if (!graph.ok) return graph.exit;
    }
  } else process.notSimulated(`node ${print ? '-p' : '-e'} ${JSON.stringify(text.slice(0, 40))}`);
  return 0;
}
