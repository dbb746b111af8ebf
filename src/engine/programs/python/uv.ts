import { cacheFolder } from '../../toolchains/uv/cache.ts';
import { interpreter, makeEnvironment } from '../../toolchains/uv/environment.ts';
import { readArguments, valueOf } from '../../toolchains/uv/options.ts';
import { uvPip } from '../../toolchains/uv/pip.ts';
import { installTool, uvx } from '../../toolchains/uv/tool.ts';
import { projectEnvironment, uvSync } from '../../toolchains/uv/sync.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/**
 * uv as a model: pip install, pip sync, venv, sync from a uv.lock, run, cache dir, clean and prune. Packages have the
 * figures of content/packages/pip, those of a lock file the sizes of its wheels. Left out: resolving (lock, add, init),
 * Pythons of its own, build, publish. Texts as uv 0.9 prints them.
 */
const command: Command = {
  summary: 'uv: pip install, venv, sync as uv.lock says, run, cache; resolving and managed Pythons are not simulated.',
  example: `
$ uv pip install flask
! error: No virtual environment found; run \`uv venv\` to create an environment, or pass \`--system\` to install into a non-virtual environment
$ cd /tmp && uv sync --frozen
! error: No \`pyproject.toml\` found in current directory or any parent directory
$ cd /tmp && touch pyproject.toml && uv sync --frozen
! error: Unable to find lockfile at \`uv.lock\`. To create a lockfile, run \`uv lock\` or \`uv sync\`.
$ uv cache dir
/root/.cache/uv
`,
  run(process, args) {
    const at = args.findIndex((arg) => !arg.startsWith('-'));
    const [verb = '', before, rest] = [args[at], args.slice(0, Math.max(0, at)), args.slice(at + 1)];
    if (at === -1) return plain(process, args);
    const play = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (play) return play(process, [...before, ...rest]);
    if (OTHERS.test(verb)) {
      process.notSimulated(`uv ${verb}`);
      return 0;
    }
    process.err(
      `error: unrecognized subcommand '${verb}'\n\nUsage: uv [OPTIONS] <COMMAND>\n\nFor more information, try '--help'.\n`,
    );
    return 2;
  },
};
export default command;

const OTHERS =
  /^(?:auth|init|add|remove|version|lock|export|tree|format|python|build|publish|self|help|generate-shell-completion)$/;

function plain(process: Process, args: readonly string[]): number {
  if (args.includes('--version') || args.includes('-V'))
    process.out(`uv ${String(process.program?.facts?.['version'] ?? '0.9.13')}\n`);
  else process.notSimulated(`uv ${args.join(' ')}`.trimEnd());
  return 0;
}

const VERBS: Readonly<Record<string, (process: Process, args: readonly string[]) => number | Task>> = {
  pip: uvPip,
  venv,
  sync: (process, args) => uvSync(process, readArguments(process, args)),
  run,
  cache,
  tool: (process, args) => {
    if (args[0] === 'run') return uvx(process, args.slice(1));
    if (args[0] === 'install') return installTool(process, args.slice(1));
    process.notSimulated(`uv tool ${args.join(' ')}`.trimEnd());
    return 0;
  },
};

function venv(process: Process, args: readonly string[]): number {
  const read = readArguments(process, args);
  const python = interpreter(process);
  if (python === undefined) {
    process.notSimulated('uv without a Python: it would fetch one of its own');
    return 0;
  }
  const folder = read.words[0] ?? '.venv';
  process.err(`Using CPython interpreter at: ${python}\nCreating virtual environment at: ${folder}\n`);
  const failed = makeEnvironment(process, process.path(folder).replace(/\/$/, ''), python);
  if (failed !== undefined) return failed;
  process.err(`Activate with: source ${folder}/bin/activate\n`);
  return 0;
}

/** `uv run COMMAND`: in the project's environment, which is brought into step first. */
function* run(process: Process, args: readonly string[]): Task {
  const read = readArguments(process, args, 1);
  const words = read.words[0] === '--' ? read.words.slice(1) : read.words;
  if (words.length === 0) {
    process.notSimulated('uv run without a command');
    return 0;
  }
  const project = process.files.stat(process.path('pyproject.toml')).ok;
  if (project && !read.flags.has('--no-sync')) {
    const status = uvSync(process, { ...read, words: [] });
    if (status !== 0) return status;
  }
  const root = projectEnvironment(process);
  const env = new Map(process.env);
  env.set('VIRTUAL_ENV', root);
  env.set('PATH', `${root}/bin:${env.get('PATH') ?? ''}`);
  const name = words[0] ?? '';
  let started = true;
  const failed = (): void => {
    started = false;
    process.err(`error: Failed to spawn: \`${name}\`\n  Caused by: No such file or directory (os error 2)\n`);
  };
  const status = yield* process.exec(name.endsWith('.py') ? ['python', ...words] : words, { env, failed });
  return started ? status : 2;
}

function cache(process: Process, args: readonly string[]): number {
  const read = readArguments(process, args);
  const folder = cacheFolder(process, valueOf(read, 'cache-dir'));
  const [verb = ''] = read.words;
  if (verb === 'dir') process.out(`${folder}\n`);
  else if (verb === 'clean') {
    process.err(process.files.stat(folder).ok ? `Clearing cache at: ${folder}\n` : `No cache found at: ${folder}\n`);
    process.files.remove(folder, { recursive: true });
  } else process.notSimulated(`uv cache ${verb}`);
  return 0;
}
