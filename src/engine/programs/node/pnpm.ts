import { configOf, readArguments, setConfig } from '../../toolchains/npm/config.ts';
import { manifest, readJson, type Manifest } from '../../toolchains/npm/project.ts';
import { projectEnvironment } from '../../toolchains/npm/scripts.ts';
import { pnpmAdd, pnpmRemove } from '../../toolchains/pnpm/add.ts';
import { pnpmError, pnpmFetch, pnpmInstall, storeOf, type PnpmOptions } from '../../toolchains/pnpm/install.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/**
 * pnpm 10 as a model: install and fetch from a pnpm-lock.yaml of version 9 into a virtual store, add, remove, prune, run, exec, store
 * path. Packages are linked from the store on the same file system and copied across, as with a cache mount. Left out:
 * updates, workspaces, deploy, dlx, patches, progress.
 */
const command: Command = {
  summary: 'pnpm: install, fetch, prune, run, exec, store path as pnpm-lock.yaml says; workspaces are not simulated.',
  aliases: ['pnpx'],
  example: `
$ cd /tmp && pnpm install
 ERR_PNPM_NO_PKG_MANIFEST  No package.json found in /tmp
$ cd /tmp && echo '{"scripts":{"hello":"echo hi"}}' > package.json && pnpm install --frozen-lockfile
 ERR_PNPM_NO_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is absent
$ cd /tmp && pnpm --silent hello
hi
$ pnpm store path
/root/.local/share/pnpm/store/v10
`,
  run(process, args) {
    if (process.name === 'pnpx') {
      process.notSimulated('pnpx');
      return 0;
    }
    const at = args.findIndex((arg) => !arg.startsWith('-'));
    const verb = args[at] ?? '';
    if (at === -1 && args.some((arg) => /^(?:--version|-v)$/.test(arg))) {
      process.out(`${versionOf(process)}\n`);
      return 0;
    }
    const flags = args.slice(0, Math.max(0, at));
    const rest = args.slice(at + 1);
    const silent = flags.some((flag) => /^(?:--silent|-s)$/.test(flag));
    const play = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (play) return play(process, [...flags, ...rest]);
    if (verb === '' || OTHERS.test(verb)) {
      process.notSimulated(`pnpm ${verb}`.trimEnd());
      return 0;
    }
    return script(process, rest, { name: verb, silent, bare: true });
  },
};
export default command;

/** The version that package.json asks for: corepack and pnpm 10 itself fetch it. */
function versionOf(process: Process): string {
  const wanted = readJson(process, process.path('package.json'))?.['packageManager'];
  return /^pnpm@(\d+\.\d+\.\d+)/.exec(typeof wanted === 'string' ? wanted : '')?.[1] ?? '10.24.0';
}

const OTHERS =
  /^(?:approve-builds|audit|bin|create|dedupe|deploy|dlx|doctor|env|help|import|init|install-test|licenses|link|list|ls|login|outdated|pack|patch|patch-commit|publish|rebuild|rb|root|self-update|setup|unlink|up|update|upgrade|why)$/;
const OWN =
  /^(?:--frozen-lockfile|--no-frozen-lockfile|--prod|-P|--production|--store-dir(?:=.*)?|--ignore-scripts|--offline|--prefer-offline|--reporter(?:=.*)?|--silent|-s|--no-optional|--shamefully-hoist|--config\.[\w-]+(?:=.*)?|-D|--dev)$/;
const LEFT_OUT = /^(?:--no-optional|--shamefully-hoist|--config\..*|-D|--dev)$/;

type Verb = (process: Process, args: readonly string[]) => number | Task;

const install: Verb = (process, args) => {
  const options = optionsOf(process, args);
  return pnpmInstall(process, options);
};

const remove: Verb = (process, args) => pnpmRemove(process, namesIn(args), optionsOf(process, args));

/** Words that are no flags and no value of `--store-dir`. */
function namesIn(args: readonly string[]): readonly string[] {
  return args.filter((arg, index) => !arg.startsWith('-') && args[index - 1] !== '--store-dir');
}

const VERBS: Readonly<Record<string, Verb>> = {
  install,
  i: install,
  add: (process, args) => {
    const own = /^(?:-D|--save-dev|-O|--save-optional|-E|--save-exact|-P|--save-prod)$/;
    const has = (...names: readonly string[]): boolean => names.some((name) => args.includes(name));
    if (has('-g', '--global')) {
      process.notSimulated(`pnpm add ${args.join(' ')}`);
      return 0;
    }
    const kind = has('-D', '--save-dev')
      ? 'devDependencies'
      : has('-O', '--save-optional')
        ? 'optionalDependencies'
        : 'dependencies';
    const options = optionsOf(
      process,
      args.filter((arg) => !own.test(arg)),
    );
    return pnpmAdd(process, namesIn(args), { kind, exact: has('-E', '--save-exact'), options });
  },
  remove,
  rm: remove,
  uninstall: remove,
  ci: (process, args) => install(process, ['--frozen-lockfile', ...args]),
  fetch: (process, args) => pnpmFetch(process, optionsOf(process, args)),
  prune: (process, args) => pnpmInstall(process, { ...optionsOf(process, args), ignoreScripts: true }),
  run: (process, args) => {
    const rest = args.filter((arg, index) => index > 0 || !/^(?:--silent|-s)$/.test(arg));
    return script(process, rest.slice(1), { name: rest[0] ?? '', silent: rest.length < args.length, bare: false });
  },
  test: (process, args) => script(process, args, { name: 'test', silent: false, bare: false }),
  start: (process, args) => script(process, args, { name: 'start', silent: false, bare: false }),
  exec: (process, args) => {
    const words = args.filter((arg, index) => index > 0 || arg !== '--');
    return process.exec(words, { env: projectEnvironment(process, 'exec') });
  },
  store: (process, args) => {
    const read = readArguments(
      process,
      args.filter((arg) => !OWN.test(arg)),
    );
    if (read.words[0] === 'path') process.out(`${storeOf(process, configOf(process, withStore(read, args)))}\n`);
    else process.notSimulated(`pnpm store ${read.words.join(' ')}`);
    return 0;
  },
  config: (process, args) => {
    if (args[0] === 'set') return setConfig(process, args.slice(1));
    process.notSimulated(`pnpm config ${args.join(' ')}`);
    return 0;
  },
};

/** npm's reader of arguments does not know pnpm's store; its value is put in by hand. */
function withStore(read: ReturnType<typeof readArguments>, args: readonly string[]): ReturnType<typeof readArguments> {
  const at = args.indexOf('--store-dir');
  const given = args.find((arg) => arg.startsWith('--store-dir='))?.slice('--store-dir='.length);
  const store = given ?? (at === -1 ? undefined : args[at + 1]);
  return store === undefined ? read : { ...read, flags: new Map([...read.flags, ['store-dir', [store]]]) };
}

function optionsOf(process: Process, args: readonly string[]): PnpmOptions {
  const at = args.indexOf('--store-dir');
  for (const [index, arg] of args.entries()) {
    const known = OWN.test(arg) || (at !== -1 && index === at + 1) || !arg.startsWith('-');
    if (!known || LEFT_OUT.test(arg)) process.notSimulated(`flag ${arg} of pnpm`);
  }
  const config = configOf(process, withStore({ words: [], flags: new Map(), rest: [] }, args));
  const has = (...names: readonly string[]): boolean => names.some((name) => args.includes(name));
  const ci = /^(?:1|true)$/.test(process.env.get('CI') ?? '');
  return {
    frozen: has('--frozen-lockfile') || (ci && !has('--no-frozen-lockfile')),
    production: has('--prod', '-P', '--production') || process.env.get('NODE_ENV') === 'production',
    offline: has('--offline') || config.is('offline'),
    ignoreScripts: has('--ignore-scripts') || config.is('ignore-scripts'),
    config,
  };
}

interface Script {
  readonly name: string;
  readonly silent: boolean;
  /** Without `run`: a command of node_modules/.bin will do. */
  readonly bare: boolean;
}

function* script(process: Process, args: readonly string[], { name, silent, bare }: Script): Task {
  const json = readJson(process, process.path('package.json'));
  if (!json)
    return pnpmError(process, 'ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND', `No package.json was found in "${process.cwd}".`);
  const project: Manifest = manifest(json);
  const own = project.scripts?.[name];
  const env = projectEnvironment(process, name, project);
  process.takes(250);
  if (own === undefined) {
    const tool = process.path(`node_modules/.bin/${name}`);
    if (bare && process.files.stat(tool).ok) return yield* process.exec([tool, ...args], { env });
    if (bare) return pnpmError(process, 'ERR_PNPM_RECURSIVE_EXEC_FIRST_FAIL', `Command "${name}" not found`);
    return pnpmError(process, 'ERR_PNPM_NO_SCRIPT', `Missing script: ${name}`);
  }
  const text = [own, ...args].join(' ');
  const title = [project.name === undefined ? '' : `${project.name}@${project.version ?? 'undefined'} `, name].join('');
  if (!silent) process.out(`\n> ${title} ${process.cwd}\n> ${text}\n\n`);
  const status = yield* process.shell(text, { env });
  if (status !== 0 && !silent) process.out(` ELIFECYCLE  Command failed with exit code ${status}.\n`);
  return status;
}
