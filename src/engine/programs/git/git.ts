import { gitConfig, workTree } from '../../toolchains/git/config.ts';
import { connect } from '../../toolchains/git/connect.ts';
import { repositoryFiles } from '../../toolchains/git/repository.ts';
import type { Command, Process } from '../../kernel/system.ts';

const VALUED = new Set(
  '--depth -b --branch -o --origin --config -c --filter -C --reference -j --jobs --shallow-since'.split(' '),
);
const PLAIN = new Set(
  '-q --quiet -v --verbose --single-branch --no-single-branch --recurse-submodules --recursive --no-tags --bare --progress --no-checkout -n --sparse --shallow-submodules --tags -t -f --force --detach --no-progress'.split(
    ' ',
  ),
);

/**
 * git as a model: clone, and init with remote, fetch, checkout (over https and ssh, with everything that ssh needs),
 * config with insteadOf. What a foreign repository holds is not known: a checkout has README.md, LICENSE, src/, docs/ and
 * public/index.html, labelled assumed. Left out: all other commands.
 */
const command: Command = {
  summary: 'git: clone, init, remote, fetch, checkout over https or ssh (client, known_hosts, key or agent), config.',
  example: `
$ git clone /nowhere
! fatal: repository '/nowhere' does not exist
$ cd /tmp && git fetch
! fatal: not a git repository (or any of the parent directories): .git
`,
  run(process, args) {
    const at = args.findIndex(
      (arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c' && args[index - 1] !== '-C',
    );
    const verb = args[at] ?? '';
    for (const [index, arg] of args.slice(0, Math.max(0, at)).entries())
      if (args[index - 1] === '-c')
        process.env.set('GIT_CONFIG_PARAMETERS', `${process.env.get('GIT_CONFIG_PARAMETERS') ?? ''} '${arg}'`.trim());
    const folder = args.slice(0, Math.max(0, at)).indexOf('-C');
    if (folder !== -1) process.cwd = process.path(args[folder + 1] ?? '.').replace(/\/$/, '') || '/';
    if (args.includes('--version') && at === -1) {
      process.out('git version 2.47.3\n');
      return 0;
    }
    const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (run) return run(process, args.slice(at + 1));
    process.notSimulated(`git ${verb}`);
    return 0;
  },
};
export default command;

type Verb = (process: Process, args: readonly string[]) => number;
const VERBS: Readonly<Record<string, Verb>> = {
  clone,
  init,
  remote,
  fetch,
  pull,
  checkout,
  switch: checkout,
  config: gitConfig,
};

interface Read {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  readonly quiet: boolean;
}

function read(process: Process, verb: string, args: readonly string[]): Read {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, value] = /^(--[^=]+)=(.*)$/.exec(arg) ?? [];
    if (!arg.startsWith('-') || arg === '--') words.push(arg);
    else if (value === undefined && PLAIN.has(name)) flags.set(name, '');
    else if (VALUED.has(name) || PLAIN.has(name)) flags.set(name, value ?? args[++at] ?? '');
    else process.notSimulated(`flag ${name} of git ${verb}`);
  }
  return { words: words.filter((word) => word !== '--'), flags, quiet: flags.has('-q') || flags.has('--quiet') };
}

function clone(process: Process, args: readonly string[]): number {
  const { words, flags, quiet } = read(process, 'clone', args);
  const [address, folder] = words;
  if (address === undefined) {
    process.err('fatal: You must specify a repository to clone.\n');
    return 129;
  }
  const name = /([^/:]+?)(?:\.git)?\/?$/.exec(address)?.[1] ?? 'repository';
  const target = process.path(folder ?? name).replace(/\/\.$/, '');
  const local = /^[./]/.test(address) ? connect(process, address) : undefined;
  const inside = process.files.list(target);
  if (inside.ok && inside.value.length)
    return fail(process, `fatal: destination path '${folder ?? name}' already exists and is not an empty directory.\n`);
  if (local !== undefined) return fail(process, local);
  const made = process.files.mkdir(target, { parents: true });
  if (!made.ok) return fail(process, `fatal: could not create work tree dir '${folder ?? name}': Permission denied\n`);
  if (!quiet) process.err(`Cloning into '${folder ?? name}'...\n`);
  const problem = connect(process, address);
  if (problem !== undefined) {
    if (!inside.ok) process.files.remove(target, { recursive: true });
    return fail(process, problem);
  }
  const bare = flags.has('--bare') || flags.has('-n') || flags.has('--no-checkout');
  checkOut(process, {
    target,
    address,
    ref: flags.get('-b') ?? flags.get('--branch') ?? '',
    shallow: flags.has('--depth'),
    only: bare,
  });
  return 0;
}

interface Checkout {
  readonly target: string;
  readonly address: string;
  readonly ref: string;
  readonly shallow: boolean;
  /** Only the history, no files. */
  readonly only: boolean;
}

function checkOut(process: Process, { target, address, ref, shallow, only }: Checkout): void {
  const history = shallow ? { files: 40, size: 400_000 } : { files: 210, size: 2_600_000 };
  const files = repositoryFiles(address, ref, history);
  for (const [path, file] of Object.entries(files)) {
    if (only && path !== '.git') continue;
    if (path === 'public/index.html') process.files.mkdir(`${target}/public`);
    process.files.write(`${target}/${path}`, file);
  }
  if (!only) process.takes(shallow ? 900 : 2600);
}

function init(process: Process, args: readonly string[]): number {
  const folder = args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-b');
  const target = folder === undefined ? process.cwd : process.path(folder);
  const made = process.files.mkdir(`${target === '/' ? '' : target}/.git/objects`, { parents: true });
  if (!made.ok) return fail(process, `fatal: cannot mkdir ${target}: Permission denied\n`);
  process.files.write(`${target === '/' ? '' : target}/.git/HEAD`, { content: 'ref: refs/heads/master\n' });
  if (!args.includes('-q') && !args.includes('--quiet'))
    process.out(`Initialized empty Git repository in ${target === '/' ? '' : target}/.git/\n`);
  return 0;
}

const NO_REPOSITORY = 'fatal: not a git repository (or any of the parent directories): .git\n';

function remote(process: Process, args: readonly string[]): number {
  const folder = workTree(process);
  if (folder === undefined) return fail(process, NO_REPOSITORY);
  const [verb, name, address] = args.filter((arg) => !arg.startsWith('-'));
  if ((verb !== 'add' && verb !== 'set-url') || name === undefined || address === undefined) {
    process.notSimulated(`git remote ${args.join(' ')}`);
    return 0;
  }
  return gitConfig(process, [`remote.${name}.url`, address]);
}

/** Fetches and notes what a later checkout lays down. */
function fetch(process: Process, args: readonly string[]): number {
  const folder = workTree(process);
  if (folder === undefined) return fail(process, NO_REPOSITORY);
  const { words, flags } = read(process, 'fetch', args);
  const [name = 'origin', ref = ''] = words;
  const address = addressOf(process, folder, name);
  if (address === undefined)
    return fail(
      process,
      `fatal: '${name}' does not appear to be a git repository\nfatal: Could not read from remote repository.\n`,
    );
  const problem = connect(process, address);
  if (problem !== undefined) return fail(process, problem);
  process.files.write(`${folder}/.git/FETCH_HEAD`, {
    content: `${address}\n${ref}\n${flags.has('--depth') ? 'shallow' : 'whole'}\n`,
  });
  return 0;
}

function addressOf(process: Process, folder: string, name: string): string | undefined {
  if (/[:/]/.test(name)) return name;
  const config = process.files.read(`${folder}/.git/config`);
  const text = (config.ok ? config.value : undefined) ?? '';
  return [...text.matchAll(/\[remote "([^"]*)"\]\n\turl = (.*)/g)].findLast(([, known]) => known === name)?.[2];
}

function pull(process: Process, args: readonly string[]): number {
  const status = fetch(process, args);
  return status === 0
    ? checkout(process, ['FETCH_HEAD'])
    : status === 128 && workTree(process) !== undefined
      ? 1
      : status;
}

/** Lays down what was fetched; a clone knows all of its branches, whose files are the same here. */
function checkout(process: Process, args: readonly string[]): number {
  const folder = workTree(process);
  if (folder === undefined) return fail(process, NO_REPOSITORY);
  const { words } = read(process, 'checkout', args);
  const fetched = process.files.read(`${folder}/.git/FETCH_HEAD`);
  const [address, ref = '', depth] = ((fetched.ok ? fetched.value : undefined) ?? '').split('\n');
  if (address) {
    checkOut(process, {
      target: folder === '/' ? '' : folder,
      address,
      ref,
      shallow: depth === 'shallow',
      only: false,
    });
    return 0;
  }
  if (process.files.stat(`${folder}/README.md`).ok) return 0;
  process.err(`error: pathspec '${words[0] ?? ''}' did not match any file(s) known to git\n`);
  return 1;
}

function fail(process: Process, message: string): number {
  process.err(message);
  return 128;
}
