import { projectEnvironment } from '../../toolchains/npm/scripts.ts';
import { manifest, readJson, type Manifest } from '../../toolchains/npm/project.ts';
import { yarnAdd, yarnRemove } from '../../toolchains/yarn/add.ts';
import { yarnCache, yarnError, yarnInstall, type YarnOptions } from '../../toolchains/yarn/install.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/**
 * Yarn 1.22 as a model, as the node images have it: install from a yarn.lock, add, remove, run and scripts by name, cache. Texts and
 * rules as Yarn 1.22.22; durations are virtual. Left out: upgrades, workspaces, Yarn 2 and later.
 */
const command: Command = {
  summary:
    'yarn: version 1; install as yarn.lock says, run, cache dir, cache clean; Yarn 2 and later are not simulated.',
  aliases: ['yarnpkg'],
  example: `
$ yarn --version
1.22.22
$ cd /tmp && echo '{"scripts":{"hello":"echo hi"}}' > package.json && yarn --silent hello
hi
$ cd /tmp && yarn nope
yarn run v1.22.22
! error Command "nope" not found.
info Visit https://yarnpkg.com/en/docs/cli/run for documentation about this command.
$ yarn cache dir
/usr/local/share/.cache/yarn/v6
`,
  run(process, args) {
    const [verb = 'install', ...rest] = args.filter((arg) => !GLOBAL.test(arg));
    const options = optionsOf(process, args);
    const other = otherYarn(process);
    if (other !== undefined) return other;
    if (/^(?:--version|-v)$/.test(args[0] ?? '')) {
      process.out('1.22.22\n');
      return 0;
    }
    if (verb === 'install' || verb.startsWith('-')) return checked(process, args) ?? yarnInstall(process, options);
    if (verb === 'add') return add(process, rest, options);
    if (verb === 'remove')
      return yarnRemove(
        process,
        rest.filter((arg) => !arg.startsWith('-')),
        options,
      );
    if (verb === 'cache') return cache(process, rest, options);
    if (verb === 'run') return script(process, rest, options.silent);
    if (OTHERS.test(verb)) {
      process.notSimulated(`yarn ${verb}`);
      return 0;
    }
    return script(process, [verb, ...rest], options.silent);
  },
};
export default command;

function add(process: Process, args: readonly string[], options: YarnOptions): number {
  const has = (...names: readonly string[]): boolean => names.some((name) => args.includes(name));
  for (const arg of args.filter((each) => each.startsWith('-')))
    if (!/^(?:-D|--dev|-O|--optional|-E|--exact)$/.test(arg)) checked(process, [arg]);
  const kind = has('-D', '--dev')
    ? 'devDependencies'
    : has('-O', '--optional')
      ? 'optionalDependencies'
      : 'dependencies';
  const words = args.filter((arg) => !arg.startsWith('-'));
  return yarnAdd(process, words, { kind, exact: has('-E', '--exact'), options });
}

const GLOBAL =
  /^(?:--silent|-s|--offline|--prefer-offline|--non-interactive|--no-progress|--network-timeout=.*|--cache-folder=.*)$/;
const KNOWN =
  /^(?:install|--frozen-lockfile|--pure-lockfile|--production(?:=.*)?|--prod|--ignore-scripts|--ignore-optional|--ignore-engines|--check-files|--force|--no-lockfile|--network-timeout|--cache-folder|--network-concurrency|--mutex|--immutable|--no-bin-links|--link-duplicates|--verbose)$/;
const OTHERS =
  /^(?:audit|autoclean|bin|check|config|create|dlx|exec|generate-lock-entry|global|help|import|info|init|licenses|link|list|login|logout|node|outdated|owner|pack|policies|plugin|publish|rebuild|set|tag|team|unlink|unplug|up|upgrade|upgrade-interactive|version|versions|why|workspace|workspaces)$/;

/** A project of Yarn 2 and later: Yarn 1.22.22 refuses it, corepack would fetch the other one. */
function otherYarn(process: Process): number | undefined {
  const wanted = readJson(process, process.path('package.json'))?.['packageManager'];
  if (typeof wanted !== 'string' || !/^yarn@(?!1\.)/.test(wanted)) return undefined;
  if (process.program?.facts?.['corepack'] === true) {
    process.notSimulated(`Yarn 2 and later (${wanted.replace(/\+.*$/, '')})`);
    return 0;
  }
  process.err(
    `error This project's package.json defines "packageManager": "${wanted}". However the current global version of Yarn is 1.22.22.\n\nPresence of the "packageManager" field indicates that the project is meant to be used with Corepack, a tool included by default with all official Node.js distributions starting from 16.9 and 14.19.\nCorepack must currently be enabled by running corepack enable in your terminal. For more information, check out https://yarnpkg.com/corepack.\n`,
  );
  return 1;
}

/** Reports options that are left out. */
function checked(process: Process, args: readonly string[]): undefined {
  for (const arg of args.filter((each) => each.startsWith('-')))
    if (!KNOWN.test(arg) && !GLOBAL.test(arg)) process.notSimulated(`flag ${arg} of yarn`);
  return undefined;
}

function optionsOf(process: Process, args: readonly string[]): YarnOptions {
  const has = (...names: readonly string[]): boolean => names.some((name) => args.includes(name));
  const at = args.indexOf('--cache-folder');
  const folder = args.find((arg) => arg.startsWith('--cache-folder='))?.slice('--cache-folder='.length);
  const production = args.find((arg) => /^--prod(?:uction)?(?:=.*)?$/.test(arg));
  return {
    frozen: has('--frozen-lockfile', '--immutable'),
    production:
      production === undefined ? process.env.get('NODE_ENV') === 'production' : !production.endsWith('=false'),
    ignoreScripts: has('--ignore-scripts'),
    silent: has('--silent', '-s'),
    offline: has('--offline'),
    cacheFolder: folder ?? (at === -1 ? undefined : args[at + 1]),
  };
}

function cache(process: Process, [verb = '']: readonly string[], options: YarnOptions): number {
  const folder = yarnCache(process, options.cacheFolder);
  if (verb === 'dir') process.out(`${folder}\n`);
  else if (verb === 'clean') {
    process.files.remove(folder, { recursive: true });
    process.out('yarn cache v1.22.22\nsuccess Cleared cache.\nDone in 0.05s.\n');
  } else process.notSimulated(`yarn cache ${verb}`);
  return 0;
}

/** A script of package.json, else a command of node_modules/.bin. */
function* script(process: Process, [name = '', ...args]: readonly string[], silent: boolean): Task {
  const json = readJson(process, process.path('package.json'));
  const project: Manifest = json ? manifest(json) : {};
  const env = projectEnvironment(process, name, project);
  if (!silent) process.out('yarn run v1.22.22\n');
  const start = process.now;
  process.takes(150);
  const own = Object.hasOwn(project.scripts ?? {}, name);
  const tool = process.files.stat(process.path(`node_modules/.bin/${name}`)).ok;
  if (!own && !tool) return yarnError(process, `Command "${name}" not found.`, 'run');
  const rest = args.filter((arg, index) => arg !== '--' || index > 0);
  const texts = own
    ? [project.scripts?.[`pre${name}`], [project.scripts?.[name], ...rest].join(' '), project.scripts?.[`post${name}`]]
    : [[process.path(`node_modules/.bin/${name}`), ...rest].join(' ')];
  for (const text of texts) {
    if (text === undefined) continue;
    if (!silent) process.out(`$ ${text}\n`);
    const status = yield* process.shell(text, { env });
    if (status !== 0) return failed(process, status);
  }
  if (!silent) process.out(`Done in ${((process.now - start) / 1000).toFixed(2)}s.\n`);
  return 0;
}

function failed(process: Process, status: number): number {
  yarnError(process, `Command failed with exit code ${status}.`, 'run');
  return status;
}
