import type { Process, Task } from '../../kernel/system.ts';
import { requirement } from '../pip/requirements.ts';
import { cacheFolder, openCache } from './cache.ts';
import { interpreter, makeEnvironment, siteBelow } from './environment.ts';
import { counted, lay, unreachable, wantedOf, type Wanted } from './place.ts';

/** A tool in an environment of its own. */
interface Tool {
  readonly root: string;
  readonly command: string;
  readonly wanted: Wanted;
}

/** `uvx [--from PACKAGE] COMMAND`: in an environment below the cache. Answers the exit code. */
export function* uvx(process: Process, args: readonly string[]): Task {
  const at = args.indexOf('--from');
  const from = at === -1 ? undefined : args[at + 1];
  const words = at === -1 ? args : args.slice(at + 2);
  const flags = (at === -1 ? words : args.slice(0, at)).filter(
    (arg, index) => arg.startsWith('-') && index < firstWord(words),
  );
  for (const flag of flags) process.notSimulated(`flag ${flag} of uvx`);
  const [typed, ...rest] = words.slice(Math.min(firstWord(words), words.length));
  if (typed === undefined) {
    process.err('Provide a command to run with `uvx <command>`.\n\nSee `uvx --help` for more information.\n');
    return 2;
  }
  const tool = prepare(process, {
    typed: from ?? typed,
    command: typed,
    root: (key) => `${cacheFolder(process, undefined)}/environments-v2/${key}`,
  });
  if (tool === undefined || typeof tool === 'number') return tool ?? 0;
  const status = yield* process.exec([`${tool.root}/bin/${tool.command}`, ...rest]);
  return status;
}

const firstWord = (words: readonly string[]): number => {
  const at = words.findIndex((word) => !word.startsWith('-'));
  return at === -1 ? words.length : at;
};

/** `uv tool install PACKAGE`: below the data folder, with links in ~/.local/bin. Answers the exit code. */
export function installTool(process: Process, words: readonly string[]): number {
  const [typed] = words.filter((word) => !word.startsWith('-'));
  const home = (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
  const tools = process.env.get('UV_TOOL_DIR') ?? `${home}/.local/share/uv/tools`;
  if (typed === undefined || words.some((word) => word.startsWith('-'))) {
    process.notSimulated(`uv tool install ${words.join(' ')}`.trimEnd());
    return 0;
  }
  const { name } = requirement(typed);
  const tool = prepare(process, { typed, command: name, root: () => `${tools}/${name}` });
  if (tool === undefined || typeof tool === 'number') return tool ?? 0;
  const bin = process.env.get('UV_TOOL_BIN_DIR') ?? process.env.get('XDG_BIN_HOME') ?? `${home}/.local/bin`;
  process.files.mkdir(bin, { parents: true });
  const commands = (tool.wanted.facts?.binaries ?? []).map((path) => path.slice(path.lastIndexOf('/') + 1));
  for (const each of commands) process.files.symlink(`${bin}/${each}`, `${tool.root}/bin/${each}`);
  process.err(`Installed ${commands.length} executable${commands.length === 1 ? '' : 's'}: ${commands.join(', ')}\n`);
  if (!(process.env.get('PATH') ?? '').split(':').includes(bin))
    process.err(
      `warning: \`${bin}\` is not on your PATH. To use installed tools, run \`export PATH="${bin}:$PATH"\` or \`uv tool update-shell\`.\n`,
    );
  return 0;
}

interface Wish {
  readonly typed: string;
  readonly command: string;
  readonly root: (key: string) => string;
}

/** Makes the environment unless it is there; undefined when something is not simulated. */
function prepare(process: Process, { typed, command, root: folder }: Wish): Tool | number | undefined {
  const spec = requirement(typed.replace(/@(?:latest)?$/, '').replace('@', '=='));
  const wanted = wantedOf(process, spec.name, spec.version);
  const plain = command.replace(/[@=<>~].*$/, '');
  const has = wanted?.facts?.binaries.some((path) => path.endsWith(`/${plain}`)) ?? false;
  const python = interpreter(process);
  if (!wanted || !has || python === undefined) {
    process.notSimulated(
      python === undefined ? 'uv without a Python: it would fetch one of its own' : `tool ${typed} of uv`,
    );
    return undefined;
  }
  const root = folder(`${spec.name}-${wanted.version}`);
  if (process.files.stat(`${root}/bin/${plain}`).ok) return { root, command: plain, wanted };
  const made = makeEnvironment(process, root, python);
  if (made !== undefined) return made;
  const site = siteBelow(process, root);
  const cache = openCache(process, {
    folder: cacheFolder(process, undefined),
    none: false,
    site: site.libraries,
    linkMode: '',
  });
  if (!cache.holds(wanted) && !process.system.network) return unreachable(process, spec.name);
  process.err(`Resolved ${counted([wanted])} in 120ms\n`);
  const failed = lay(process, { all: [wanted], site, cache });
  return failed ?? { root, command: plain, wanted };
}
