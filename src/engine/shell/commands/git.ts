import { repositoryFiles } from '../models/git/repository.ts';
import { sshProblem } from '../models/git/ssh.ts';
import type { Command, Process } from '../system.ts';

const VALUED = new Set([
  '--depth',
  '-b',
  '--branch',
  '-o',
  '--origin',
  '--config',
  '-c',
  '--filter',
  '-C',
  '--reference',
  '-j',
  '--jobs',
  '--shallow-since',
]);
const PLAIN = new Set([
  '-q',
  '--quiet',
  '-v',
  '--verbose',
  '--single-branch',
  '--no-single-branch',
  '--recurse-submodules',
  '--recursive',
  '--no-tags',
  '--bare',
  '--progress',
  '--no-checkout',
  '-n',
  '--sparse',
  '--shallow-submodules',
]);

/**
 * git as a model: clone (over https and ssh, with everything that ssh needs), config, init, rev-parse. What a foreign
 * repository holds is not known: a clone has README.md, LICENSE, src/, docs/ and public/index.html, labelled assumed.
 * Left out: all other commands.
 */
const command: Command = {
  summary: 'git: clone over https or ssh (client, known_hosts, key or agent), config, init, --version.',
  example: '',
  run(process, args) {
    const at = args.findIndex(
      (arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c' && args[index - 1] !== '-C',
    );
    const verb = args[at] ?? '';
    if (args.includes('--version') && at === -1) {
      process.out('git version 2.47.3\n');
      return 0;
    }
    if (verb === 'clone') return clone(process, args.slice(at + 1));
    if (verb === 'config' || verb === 'init') return 0;
    process.notSimulated(`git ${verb}`);
    return 0;
  },
};
export default command;

function clone(process: Process, args: readonly string[]): number {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, value] = /^(--[^=]+)=(.*)$/.exec(arg) ?? [];
    if (!arg.startsWith('-')) words.push(arg);
    else if (VALUED.has(name)) flags.set(name, value ?? args[++at] ?? '');
    else if (PLAIN.has(name)) flags.set(name, '');
    else process.notSimulated(`flag ${name} of git clone`);
  }
  const [address, folder] = words;
  if (address === undefined) {
    process.err('fatal: You must specify a repository to clone.\n');
    return 129;
  }
  const name = /([^/:]+?)(?:\.git)?\/?$/.exec(address)?.[1] ?? 'repository';
  const target = process.path(folder ?? name).replace(/\/\.$/, '');
  const inside = process.files.list(target);
  if (inside.ok && inside.value.length) {
    process.err(`fatal: destination path '${folder ?? name}' already exists and is not an empty directory.\n`);
    return 128;
  }
  if (!flags.has('-q') && !flags.has('--quiet')) process.err(`Cloning into '${folder ?? name}'...\n`);
  const problem = connect(process, address);
  if (problem !== undefined) {
    process.err(problem);
    return 128;
  }
  return checkOut(process, { target, address, flags });
}

const NO_ACCESS =
  'fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n';

/** What is printed when the other side is not reached. */
function connect(process: Process, address: string): string | undefined {
  const host = /^(?:ssh:\/\/)?(?:[^@/]+@)([\w.-]+)(?::\d+)?[:/]/.exec(address)?.[1];
  if (/^https?:\/\//.test(address)) {
    const [, name = ''] = /^https?:\/\/(?:[^@/]*@)?([^/:]+)/.exec(address) ?? [];
    return process.system.network
      ? undefined
      : `fatal: unable to access '${address}/': Could not resolve host: ${name}\n`;
  }
  if (host === undefined)
    return process.files.stat(process.path(address)).ok ? undefined : `fatal: repository '${address}' does not exist\n`;
  if (process.find('ssh') === undefined)
    return `error: cannot run ssh: No such file or directory\nfatal: unable to fork\n`;
  const problem = sshProblem(process, host);
  return problem === undefined ? undefined : `${problem}\n${NO_ACCESS}`;
}

function checkOut(
  process: Process,
  { target, address, flags }: { target: string; address: string; flags: ReadonlyMap<string, string> },
): number {
  const made = process.files.mkdir(target, { parents: true });
  if (!made.ok) {
    process.err(`fatal: could not create work tree dir '${target}': Permission denied\n`);
    return 128;
  }
  const history = flags.has('--depth') ? { files: 40, size: 400_000 } : { files: 210, size: 2_600_000 };
  const bare = flags.has('--bare') || flags.has('-n') || flags.has('--no-checkout');
  const files = repositoryFiles(address, flags.get('-b') ?? flags.get('--branch') ?? '', history);
  for (const [path, file] of Object.entries(files)) {
    if (bare && path !== '.git') continue;
    if (path === 'public/index.html') process.files.mkdir(`${target}/public`);
    process.files.write(`${target}/${path}`, file);
  }
  if (bare) return 0;
  process.takes(flags.has('--depth') ? 900 : 2600);
  return 0;
}
