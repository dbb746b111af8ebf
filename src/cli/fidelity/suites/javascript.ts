import { loadJavaScript } from '../../../content/compile/javascript.ts';
import { programs, type Program } from '../../../engine/javascript/golden/programs.mjs';
import golden from '../../../engine/javascript/golden/recorded.json';
import type { JsRuntime } from '../../../engine/kernel/js-runtime.ts';
import { testMachine } from '../../../engine/testing/machine.ts';
import type { Suite } from '../suite.ts';

const recorded: Readonly<Record<string, { readonly out: string; readonly err: string; readonly exit: number }>> =
  golden.recorded;

function run({ files, args = [], node = [], env = {}, stdin = '', none = false }: Program, runtime: JsRuntime) {
  const machine = testMachine({
    cwd: '/app',
    files: {
      '/app/': '',
      '/usr/bin/node': {
        size: 1,
        mode: 0o755,
        program: { format: 'elf', arch: 'amd64', libc: 'glibc', model: 'node', facts: { version: '20.20.2' } },
      },
      ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`/app/${path}`, text])),
    },
    system: { js: { runtime, wanted: () => undefined } },
  });
  const first = none ? undefined : Object.keys(files)[0];
  // Started by a shell: as the first process of a container it would ignore signals.
  const words = ['node', ...node, ...(first ? [first] : []), ...args].map(
    (word) => `'${word.replaceAll("'", `'\\''`)}'`,
  );
  return machine.run(`${words.join(' ')}; exit $?`, { env: { PATH: '/usr/bin:/bin', HOME: '/root', ...env }, stdin });
}

/** Lines of Node's own places, which the model writes without numbers. */
function plain(text: string): string {
  return text
    .replaceAll(/^(node:[\w/]+):\d+\n(.*\n)?(.*\n)?/gm, '$1\n')
    .replaceAll(/^(node:[\w/]+)\n(?:.+\n)*/gm, '$1\n')
    .split('\n')
    .filter((line) => !/^\s+at .*\bnode:/.test(line) && line.trim() !== '{' && line !== 'Terminated')
    .map((line) => line.replace(/^(\s+at .*) \{$/, '$1'))
    .join('\n');
}

/** Durations of real tests are real, those of the model virtual; frames of Node in YAML are left out. */
function timeless(text: string): string {
  return text
    .replaceAll(/duration_ms:? [\d.]+/g, 'duration_ms')
    .split('\n')
    .filter((line) => !/^\s+(?:(?:async )?\S+ \(node:|async Promise\.all)/.test(line))
    .join('\n');
}

export default {
  title: 'JavaScript in containers',
  recorded: 'Node.js 20.20.2: output, errors and exit code of each program.',
  unit: 'programs',
  async load() {
    const runtime = await loadJavaScript();
    return Object.entries(programs).map(([id, program]) => ({
      id,
      topic: 'node',
      play() {
        const { out, err, exit, notSimulated } = run(program, runtime);
        const wanted = recorded[id];
        return [
          {
            id,
            want: wanted && { out: timeless(wanted.out), err: plain(wanted.err), exit: wanted.exit, notSimulated: [] },
            got: { out: timeless(out), err: plain(err), exit, notSimulated },
          },
        ];
      },
    }));
  },
} satisfies Suite;
