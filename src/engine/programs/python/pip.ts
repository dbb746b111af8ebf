import { readArguments, type Arguments } from '../../toolchains/pip/arguments.ts';
import { cacheFolder } from '../../toolchains/pip/cache.ts';
import { pipDownload, pipInstall, pipWheel } from '../../toolchains/pip/install.ts';
import type { Command, Process } from '../../kernel/system.ts';

/**
 * pip as a model: install and wheel of packages and requirement files, with the figures of content/packages/pip, a cache
 * for each package, virtual environments, `--target`, `--prefix`, `--user`, `--find-links`; download; hashes, constraints, projects of the
 * workspace (`.`, `-e`). A package not listed there is not simulated. Left out: setup.py, Git, freeze, uninstall.
 */
const command: Command = {
  summary: 'pip: install, wheel and download of packages as content/packages/pip lists them; cache dir, cache purge.',
  aliases: ['pip3'],
  example: `
$ pip install -r requirements.txt
! ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'
$ pip cache dir
/root/.cache/pip
$ PIP_CACHE_DIR=/var/pip pip cache dir
/var/pip
`,
  run(process, args) {
    const [verb = '', ...rest] = args.filter((arg, index) => index > 0 || !arg.startsWith('--disable'));
    if (verb === '--version' || verb === '-V') {
      process.out('pip 25.3\n');
      return 0;
    }
    if (verb === 'cache') return cacheCommand(process, rest);
    const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!run) {
      process.notSimulated(`pip ${verb}`);
      return 0;
    }
    const read = readArguments(process, rest);
    return typeof read === 'number' ? read : run(process, read);
  },
};
export default command;

const VERBS: Readonly<Record<string, (process: Process, args: Arguments) => number>> = {
  install: pipInstall,
  wheel: pipWheel,
  download: pipDownload,
};

function cacheCommand(process: Process, args: readonly string[]): number {
  const folder = cacheFolder(process, undefined);
  if (args[0] === 'dir') process.out(`${folder}\n`);
  else if (args[0] === 'purge') {
    let files = 0;
    for (const [, entry] of process.files.walk(folder)) files += entry.kind === 'file' ? 1 : (entry.bulk?.files ?? 0);
    for (const name of ['http-v2', 'wheels']) process.files.remove(`${folder}/${name}`, { recursive: true });
    if (files === 0) process.err('WARNING: No matching packages\n');
    process.out(`Files removed: ${files}\n`);
  } else process.notSimulated(`pip cache ${args.join(' ')}`);
  return 0;
}
