import { readArguments } from '../models/pip/arguments.ts';
import { cacheFolder } from '../models/pip/cache.ts';
import { pipInstall, pipWheel } from '../models/pip/install.ts';
import type { Command, Process } from '../system.ts';

/**
 * pip as a model: install and wheel of packages and requirement files, with the figures of content/packages/pip, a cache
 * for each package, virtual environments, `--target`, `--prefix`, `--user`, `--find-links`. A package not listed there is
 * not simulated. Left out: local projects, editable installs, freeze, download, uninstall.
 */
const command: Command = {
  summary:
    'pip: install and wheel of packages as content/packages/pip lists them, with its cache; cache dir, cache purge.',
  aliases: ['pip3'],
  example: '',
  run(process, args) {
    const [verb = '', ...rest] = args.filter((arg, index) => index > 0 || !arg.startsWith('--disable'));
    if (verb === '--version' || verb === '-V') {
      process.out('pip 25.3\n');
      return 0;
    }
    if (verb === 'cache') return cacheCommand(process, rest);
    if (verb !== 'install' && verb !== 'wheel') {
      process.notSimulated(`pip ${verb}`);
      return 0;
    }
    const read = readArguments(process, rest);
    if (typeof read === 'number') return read;
    return verb === 'wheel' ? pipWheel(process, read) : pipInstall(process, read);
  },
};
export default command;

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
