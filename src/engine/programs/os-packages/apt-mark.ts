import { automatic, mark } from '../../toolchains/apt/marks.ts';
import { installedPackages } from '../../toolchains/dpkg/dpkg.ts';
import type { Command, Process } from '../../kernel/system.ts';

/**
 * apt-mark as a model: which packages were asked for and which came for others. Packages of the base image are not listed
 * one by one in the model, so that only those installed since are named. Texts as apt 3.0.4 prints them.
 */
const command: Command = {
  summary: 'apt-mark: auto, manual, showauto, showmanual of packages installed since the base image.',
  example: `
$ apt-mark showmanual; apt-mark showauto
$ apt-mark auto '.*'
$ apt-mark manual curl
! E: Unable to locate package curl
$ apt-mark
! E: No action specified
`,
  run(process, args) {
    const [verb = '', ...words] = args.filter((arg) => !arg.startsWith('-'));
    if (verb === '') {
      process.err('E: No action specified\n');
      return 100;
    }
    if (verb === 'showmanual' || verb === 'showauto') return show(process, verb === 'showauto', words);
    if (verb !== 'auto' && verb !== 'manual') {
      process.notSimulated(`apt-mark ${verb}`);
      return 0;
    }
    if (process.credentials.uid !== 0) {
      process.err(
        'E: Could not create temporary file for /var/lib/apt/extended_states - mkstemp (13: Permission denied)\nE: Failed to write temporary StateFile /var/lib/apt/extended_states\n',
      );
      return 100;
    }
    const unknown = mark(process, words, verb).filter((word) => !/[.*]/.test(word) && !isOfBase(process, word));
    for (const word of unknown) process.err(`E: Unable to locate package ${word}\n`);
    return unknown.length ? 100 : 0;
  },
};
export default command;

function show(process: Process, auto: boolean, words: readonly string[]): number {
  const marked = automatic(process);
  for (const name of [...installedPackages(process)].toSorted())
    if (marked.has(name) === auto && (words.length === 0 || words.includes(name))) process.out(`${name}\n`);
  return 0;
}

function isOfBase(process: Process, name: string): boolean {
  const suite = process.system.os.suite ?? 'trixie';
  return process.system.packages.find('apt', suite, name)?.inBase === true;
}
