import { configOf } from '../../toolchains/npm/config.ts';
import { fetchForRun } from '../../toolchains/npm/npx.ts';
import { projectEnvironment } from '../../toolchains/npm/scripts.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/**
 * npx (and npm exec) runs what is installed in the project or on PATH, else it fetches the package for one run; a package
 * whose commands are not known here is not simulated.
 */
const command: Command = {
  summary:
    'npx [--yes --package NAME] COMMAND: of node_modules/.bin, else fetched; packages without a model are not simulated.',
  example: `
$ mkdir -p /tmp/node_modules/.bin && printf '#!/bin/sh\\necho hi from $INIT_CWD\\n' > /tmp/node_modules/.bin/greet
$ chmod +x /tmp/node_modules/.bin/greet && cd /tmp && npx greet && npx --yes greet
hi from /tmp
hi from /tmp
`,
  run(process, args) {
    const read = readArguments(process, args);
    const [name, ...rest] = read.words;
    if (name === undefined) {
      process.notSimulated('npx without a command');
      return 0;
    }
    return play(process, { ...read, name, rest });
  },
};
export default command;

interface Read {
  readonly flags: ReadonlySet<string>;
  readonly packages: readonly string[];
  readonly words: readonly string[];
}

/** Options end at the command. */
function readArguments(process: Process, args: readonly string[]): Read {
  const flags = new Set<string>();
  const packages: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, long = arg, value] = /^(--[^=]+)=(.*)$/.exec(arg) ?? [];
    if (!arg.startsWith('-')) return { flags, packages, words: args.slice(at) };
    if (arg === '--') return { flags, packages, words: args.slice(at + 1) };
    if (long === '-p' || long === '--package') packages.push(value ?? args[++at] ?? '');
    else if (/^(?:--yes|-y|--no|--no-install|--quiet|-q)$/.test(arg)) flags.add(arg);
    else process.notSimulated(`flag ${arg} of npx`);
  }
  return { flags, packages, words: [] };
}

function play(process: Process, read: Read & { name: string; rest: readonly string[] }): number | Task {
  const { flags, packages, name, rest } = read;
  const env = projectEnvironment(process, 'npx');
  const folders = (env.get('PATH') ?? '').split(':').filter((folder) => folder.endsWith('/node_modules/.bin'));
  const plain = name.replace(/(.)@.*$/, '$1');
  const local = packages.length > 0 || plain !== name ? [] : folders.map((folder) => `${folder}/${name}`);
  const file = local.find((path) => process.files.stat(path).ok);
  if (file !== undefined) return process.exec([file, ...rest], { env });
  const config = configOf(process, { words: [], flags: new Map(), rest: [] });
  const has = (...names: readonly string[]): boolean => names.some((flag) => flags.has(flag));
  const wish = {
    word: packages[0] ?? name,
    command: plain,
    yes: has('--yes', '-y', '--quiet', '-q') || config.is('yes'),
    no: has('--no', '--no-install'),
    config,
  };
  const path = packages.length > 1 ? undefined : fetchForRun(process, wish);
  if (typeof path === 'string') return process.exec([path, ...rest], { env });
  if (path !== undefined) return path;
  process.notSimulated(`npx of ${packages[0] ?? name}, which is not installed`);
  return 0;
}
