import { npmCi, npmError, npmInstall, npmPrune, type InstallOptions } from '../models/npm/install.ts';
import { npmRun } from '../models/npm/scripts.ts';
import type { Command, Process } from '../system.ts';

interface Arguments {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** Behind `--`. */
  readonly rest: readonly string[];
  readonly omit: ReadonlySet<string>;
}

// Flags whose value is the next word.
const VALUED = /^(?:--(?:omit|include|only|prefix|registry|cache|loglevel|workspace|userconfig|fetch-retries)|-w|-C)$/;
const KNOWN =
  /^(?:--(?:omit|include|only|cache|loglevel|production|no-audit|audit|no-fund|fund|ignore-scripts|no-progress|progress|prefer-offline|offline|silent|quiet|no-optional|if-present|force|legacy-peer-deps|no-save|save-dev|save-exact|global|no-update-notifier|no-package-lock|verbose|yes|dry-run|foreground-scripts|registry|userconfig|fetch-retries)|-[dgsfqyDE])$/;

/**
 * npm as a model: ci, install, prune, run and its short forms, cache clean, config, version. Packages come from the lock
 * file, with sizes from content/packages/npm or assumed. Left out: choosing versions without a lock file, workspaces,
 * publish, audit, global installs.
 */
const command: Command = {
  summary: 'npm: ci, install, prune, run, test, start, cache clean, config; packages as the lock file says.',
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
`,
  run(process, args) {
    const read = readArguments(process, args);
    const [verb = ''] = read.words;
    if (read.flags.has('--version') || read.flags.has('-v')) {
      process.out('11.6.2\n');
      return 0;
    }
    const run = VERBS[verb];
    if (run) return run(process, read);
    if (verb === '') {
      process.out('npm <command>\n\nUsage:\n\nnpm install        install all the dependencies in your project\n');
      return 1;
    }
    if (
      !/^(?:audit|publish|pack|login|view|info|outdated|update|link|exec|init|create|uninstall|rm|remove|rebuild|dedupe|pkg|set|get|fund|doctor|root|prefix|bin|whoami|explain|sbom|query|ping|help)$/.test(
        verb,
      )
    ) {
      return npmError(process, [
        `Unknown command: "${verb}"`,
        '',
        'To see a list of supported npm commands, run:',
        '  npm help',
      ]);
    }
    process.notSimulated(`npm ${verb}`);
    return 0;
  },
};
export default command;

type Verb = (process: Process, read: Arguments) => number;

const install: Verb = (process, read) => {
  if (read.words.length > 1 || read.flags.has('-g') || read.flags.has('--global')) {
    process.notSimulated(`npm install of ${read.words.slice(1).join(' ') || 'a global package'}`);
    return 0;
  }
  return npmInstall(process, options(read));
};
const ci: Verb = (process, read) => npmCi(process, options(read));
const script =
  (fixed?: string): Verb =>
  (process, read) => {
    const words = fixed === undefined ? read.words.slice(1) : [fixed, ...read.words.slice(1)];
    const [name, ...more] = words;
    if (name === undefined) {
      process.notSimulated('the list of npm run');
      return 0;
    }
    return npmRun(process, {
      name,
      args: [...more, ...read.rest],
      silent: options(read).silent,
      ifPresent: read.flags.has('--if-present'),
    });
  };

const VERBS: Readonly<Record<string, Verb>> = {
  ci,
  'clean-install': ci,
  install,
  i: install,
  prune: (process, read) => npmPrune(process, options(read)),
  run: script(),
  'run-script': script(),
  test: script('test'),
  t: script('test'),
  start: script('start'),
  cache: (process, read) => {
    if (read.words[1] !== 'clean') process.notSimulated(`npm cache ${read.words[1] ?? ''}`);
    const home = process.env.get('HOME') ?? '/root';
    process.files.remove(`${process.env.get('npm_config_cache') ?? `${home === '/' ? '' : home}/.npm`}/_cacache`, {
      recursive: true,
    });
    if (!read.flags.has('--force') && !read.flags.has('-f')) return 0;
    process.err('npm warn using --force Recommended protections disabled.\n');
    return 0;
  },
  config: (process, read) => {
    if (read.words[1] !== 'set') process.notSimulated(`npm config ${read.words[1] ?? ''}`);
    else if (!/^(?:fund|audit|update-notifier|loglevel|progress|fetch-retries)\b/.test(read.words[2] ?? ''))
      process.notSimulated(`npm config set ${read.words[2] ?? ''}`);
    return 0;
  },
};

function options({ flags, omit }: Arguments): InstallOptions {
  const level = flags.get('--loglevel') ?? '';
  return {
    omit,
    ignoreScripts: flags.has('--ignore-scripts'),
    audit: !flags.has('--no-audit') && flags.get('--audit') !== 'false',
    fund: !flags.has('--no-fund') && flags.get('--fund') !== 'false',
    silent: flags.has('--silent') || flags.has('-s') || level === 'silent',
  };
}

function readArguments(process: Process, args: readonly string[]): Arguments {
  const words: string[] = [];
  const flags = new Map<string, string>();
  const omit = new Set<string>();
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') break;
    if (!arg.startsWith('-')) words.push(arg);
    else {
      const [, name = arg, value] = /^(--?[^=]+)(?:=(.*))?$/.exec(arg) ?? [];
      const given = value ?? (VALUED.test(name) ? (args[++at] ?? '') : 'true');
      flags.set(name, given);
      if (name === '--omit') omit.add(given);
      if (!KNOWN.test(name) && !['--version', '-v', '--prefix'].includes(name))
        process.notSimulated(`flag ${name} of npm`);
      if (name === '--prefix') process.notSimulated('flag --prefix of npm');
    }
  }
  warnOld(process, flags, omit);
  const production =
    process.env.get('NODE_ENV') === 'production' ||
    process.env.get('npm_config_omit') === 'dev' ||
    process.env.get('NPM_CONFIG_OMIT') === 'dev';
  if (production && flags.get('--include') !== 'dev') omit.add('dev');
  return { words, flags, rest: args.slice(at + 1), omit };
}

/** Old spellings still work, with npm's own warnings (facts.md, 8.1-12). */
function warnOld(process: Process, flags: ReadonlyMap<string, string>, omit: Set<string>): void {
  const only = flags.get('--only');
  if (only === 'production' || only === 'prod') {
    omit.add('dev');
    process.err('npm warn config only Use `--omit=dev` to omit dev dependencies from the install.\n');
  }
  if (flags.has('--production') && flags.get('--production') !== 'false') {
    omit.add('dev');
    process.err('npm warn config production Use `--omit=dev` instead.\n');
  }
}
