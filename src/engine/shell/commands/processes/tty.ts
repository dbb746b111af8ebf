import { readOptions } from '../../options.ts';
import { shortName, usage } from '../../flavor.ts';
import { openSource } from '../../source.ts';
import type { Command, Process, Task } from '../../system.ts';

const command: Command = {
  summary:
    'What there is to say without a system log or a disk: tty (the first terminal, or none), sync, logger, clear, less and more (which copy), shuf (not simulated).',
  aliases: ['sync', 'logger', 'clear', 'reset', 'less', 'more', 'shuf', 'usleep', 'hostid', 'dnsdomainname'],
  gnu: {
    sync: 'df data file-system',
  },
  example: `
$ tty
not a tty
$ printf 'a\\nb\\n' | less
a
b
$ sync && logger started
`,
  *run(process, args) {
    const options = readOptions(process, args, { flags: 'sdfaeRSXFNiqnEruz', values: 'tpPinoc' });
    if (options.refused !== undefined) return options.refused;
    const { rest } = options;
    switch (shortName(process)) {
      case 'tty':
        if (!options.has('s')) process.out(process.terminal ? '/dev/pts/0\n' : 'not a tty\n');
        return process.terminal ? 0 : 1;
      case 'less':
      case 'more':
        return yield* copy(process, rest);
      case 'usleep':
        if (rest[0] === undefined) return usage(process);
        yield* process.sleep(Number(rest[0]) / 1000);
        return 0;
      case 'shuf':
        process.notSimulated('a random order (shuf)');
        return yield* copy(process, rest);
      case 'hostid':
        process.notSimulated('hostid');
        return 0;
      case 'clear':
      case 'reset':
        process.out('\u001b[H\u001b[J');
        return 0;
      default:
        return 0;
    }
  },
};
export default command;

function* copy(process: Process, names: readonly string[]): Task {
  let status = 0;
  for (const name of names.length > 0 ? names : ['-']) {
    const source = openSource(process, name);
    if (!source) status = 1;
    else for (let piece = yield* source.read(); piece !== undefined; piece = yield* source.read()) process.out(piece);
  }
  return status;
}
