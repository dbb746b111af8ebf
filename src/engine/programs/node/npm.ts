import { npmAdd, npmInit, npmRemove } from '../../toolchains/npm/add.ts';
import {
  configOf,
  omitted,
  readArguments,
  setConfig,
  type Arguments,
  type Config,
} from '../../toolchains/npm/config.ts';
import { cacheFolder, npmError } from '../../toolchains/npm/errors.ts';
import { installGlobally } from '../../toolchains/npm/global.ts';
import {
  npmCi,
  npmInstall,
  npmPrune,
  npmRebuild,
  npmVersion,
  type InstallOptions,
} from '../../toolchains/npm/install.ts';
import { listScripts, npmRun } from '../../toolchains/npm/scripts.ts';
import { inEach, membersOf, selected, selectionOf } from '../../toolchains/npm/workspaces.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';
import npx from './npx.ts';

/**
 * npm as a model: ci, install, uninstall, init -y, prune, rebuild, run and its short forms, exec, cache, config, version.
 * Packages come from the lock file, with sizes from content/packages/npm or assumed; what is added or not in the lock file
 * is the release listed there; configuration from flags, environment and .npmrc. Left out: packages that are not listed,
 * publish, audit; of global installs the tools that models/npm/global.ts lists are there.
 */
const command: Command = {
  summary: 'npm: ci, install, prune, rebuild, run, test, start, exec, cache, config; packages as the lock file says.',
  example: `
$ cd /tmp && npm run build
! npm error code ENOENT
! npm error syscall open
! npm error path /tmp/package.json
! npm error errno -2
! npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/tmp/package.json'
! npm error enoent This is related to npm not being able to find a file.
! npm error enoent
! npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log
$ cd /tmp && echo '{"scripts":{"hello":"echo hi"}}' > package.json && npm run hello

> hello
> echo hi

hi
`,
  run(process, args) {
    if (/^(?:exec|x)$/.test(args[0] ?? '')) return npx.run(process, args.slice(1));
    const read = readArguments(process, args);
    const [verb = ''] = read.words;
    const config = configOf(process, read);
    // npm hands its folder to the scripts that it starts in the same way
    const cache = config.get('cache');
    if (cache) process.env.set('npm_config_cache', cache);
    if (config.is('version') && verb === '') {
      process.out(`${npmVersion(process)}\n`);
      return 0;
    }
    const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (run) return run(process, read, config);
    if (verb === '') {
      process.out('npm <command>\n\nUsage:\n\nnpm install        install all the dependencies in your project\n');
      return 1;
    }
    if (OTHERS.test(verb)) {
      process.notSimulated(`npm ${verb}`);
      return 0;
    }
    process.out(`Unknown command: "${verb}"\n\nTo see a list of supported npm commands, run:\n  npm help\n`);
    return 1;
  },
};
export default command;

/** Commands that npm has and the model leaves out. */
const OTHERS =
  /^(?:audit|publish|pack|login|view|info|outdated|update|up|upgrade|link|create|dedupe|pkg|get|fund|doctor|root|prefix|bin|whoami|explain|sbom|query|ping|help|ls|list|ll|version|search|edit|docs|repo|bugs|diff|shrinkwrap|token|team|org|owner|access|deprecate|dist-tag|completion|install-test|it|cit|approve-scripts|install-scripts)$/;

type Verb = (process: Process, read: Arguments, config: Config) => number | Task;

const install: Verb = (process, read, config) => {
  const words = read.words.slice(1);
  if (config.is('global')) return installGlobally(process, words);
  if (words.length) return npmAdd(process, words, options(process, read, config));
  return npmInstall(process, options(process, read, config));
};
const remove: Verb = (process, read, config) => {
  const words = read.words.slice(1);
  if (!config.is('global')) return npmRemove(process, words, options(process, read, config));
  process.notSimulated(`npm uninstall -g ${words.join(' ')}`);
  return 0;
};
const ci: Verb = (process, read, config) => npmCi(process, options(process, read, config));
const script =
  (fixed?: string): Verb =>
  (process, read, config) => {
    const [name, ...more] = fixed === undefined ? read.words.slice(1) : [fixed, ...read.words.slice(1)];
    if (name === undefined) return listScripts(process);
    const play = (): Task =>
      npmRun(process, {
        name,
        args: [...more, ...read.rest],
        silent: isSilent(config),
        ifPresent: config.is('if-present'),
      });
    const selection = selectionOf(read, config);
    if (selection === undefined) return play();
    const members = selected(process, membersOf(process), selection);
    return typeof members === 'number' ? members : inEach(process, members, play);
  };

const VERBS: Readonly<Record<string, Verb>> = {
  ci,
  'clean-install': ci,
  install,
  i: install,
  add: install,
  uninstall: remove,
  un: remove,
  unlink: remove,
  remove,
  rm: remove,
  r: remove,
  init: (process, read, config) => {
    if (read.words.length === 1 && config.is('yes')) return npmInit(process);
    process.notSimulated(`npm ${read.words.join(' ')}`);
    return 0;
  },
  prune: (process, read, config) => npmPrune(process, options(process, read, config)),
  rebuild: (process, read, config) => npmRebuild(process, read.words.slice(1), options(process, read, config)),
  rb: (process, read, config) => npmRebuild(process, read.words.slice(1), options(process, read, config)),
  run: script(),
  'run-script': script(),
  test: script('test'),
  t: script('test'),
  start: script('start'),
  stop: script('stop'),
  restart: script('restart'),
  cache: cacheCommand,
  config: configCommand,
  c: configCommand,
  set: (process, read) => setConfig(process, read.words.slice(1)),
};

// The texts of npm 11.19.
const CLEAN_WITHOUT_FORCE = [
  'As of npm@5, the npm cache self-heals from corruption issues by treating integrity mismatches as cache misses.',
  'As a result, data extracted from the cache is guaranteed to be valid.',
  'If you want to make sure everything is consistent, use `npm cache verify` instead.',
  'Deleting the cache can only make npm go slower, and is not likely to correct any problems you may be encountering!',
  '',
  "On the other hand, if you're debugging an issue with the installer, or race conditions that depend on the timing of writing to an empty cache, you can use `npm install --cache /tmp/empty-cache` to use a temporary cache instead of removing the actual one.",
  '',
  "If you're sure you want to delete the entire cache, rerun this command with --force.",
];

function cacheCommand(process: Process, read: Arguments, config: Config): number {
  const verb = read.words[1] ?? '';
  if (verb === 'verify') {
    process.out('Cache verified and compressed (~/.npm/_cacache)\n');
    return 0;
  }
  if (verb !== 'clean') {
    process.notSimulated(`npm cache ${verb}`);
    return 0;
  }
  if (!config.is('force')) return npmError(process, CLEAN_WITHOUT_FORCE);
  process.err('npm warn using --force Recommended protections disabled.\n');
  process.files.remove(`${cacheFolder(process)}/_cacache`, { recursive: true });
  return 0;
}

function configCommand(process: Process, read: Arguments, config: Config): number {
  const [, verb = '', ...words] = read.words;
  if (verb === 'set') {
    if (config.is('global') || config.get('location') === 'global') {
      process.notSimulated('npm config set --global');
      return 0;
    }
    return setConfig(process, words);
  }
  if (verb === 'get' && words.length === 1 && config.get(words[0] ?? '') !== undefined)
    process.out(`${config.get(words[0] ?? '')}\n`);
  else process.notSimulated(`npm config ${[verb, ...words].join(' ')}`);
  return 0;
}

function isSilent(config: Config): boolean {
  return config.is('silent') || config.get('loglevel') === 'silent';
}

function options(process: Process, read: Arguments, config: Config): InstallOptions {
  const source = config.get('build-from-source');
  return {
    workspaces: selectionOf(read, config),
    omit: omitted(process, read, config),
    ignoreScripts: config.is('ignore-scripts'),
    audit: !config.isOff('audit'),
    fund: !config.isOff('fund'),
    silent: isSilent(config),
    warn: !isSilent(config) && config.get('loglevel') !== 'error',
    offline: config.is('offline'),
    fromSource: source !== undefined && source !== 'false',
    config,
  };
}
