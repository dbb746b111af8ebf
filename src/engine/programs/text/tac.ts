import { errorText } from '../../kernel/errno.ts';
import { operandNames } from '../lib/operands.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox, shortName } from '../lib/flavor.ts';
import { complainRead, linesFrom, readSource, sourceOf } from '../lib/text-source.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'tac prints lines in reverse order, rev each line backwards.',
  aliases: ['rev'],
  gnu: {
    tac: 'brs before regex separator',
  },
  example: `
$ printf 'a\\nb\\n' | tac
b
a
$ echo abc | rev
cba
`,
  *run(process, args) {
    const options = readOptions(process, args, { flags: '', busybox: '' });
    if (options.refused !== undefined) return options.refused;
    let status = 0;
    for (const name of operandNames(options.rest)) {
      const source = sourceOf(process, name);
      if ('errno' in source) {
        if (shortName(process) === 'rev' && !isBusybox(process))
          process.complain(`cannot open ${name}: ${errorText(source.errno)}`);
        else if (isBusybox(process)) complainRead(process, name, source.errno);
        else
          process.complain(
            source.errno === 'EISDIR'
              ? `${name}: read error: ${errorText(source.errno)}`
              : `failed to open '${name}' for reading: ${errorText(source.errno)}`,
          );
        status = 1;
      } else if (shortName(process) === 'tac')
        process.out(
          (yield* readSource(source, isBusybox(process) ? { factor: 1, line: 40 } : { factor: 0 }))
            .split(/(?<=\n)/)
            .toReversed()
            .join(''),
        );
      else yield* reverse(process, linesFrom(source));
    }
    return status;
  },
};
export default command;

function* reverse(process: Process, lines: ReturnType<typeof linesFrom>): Task<void> {
  for (let line = yield* lines.next(); line; line = yield* lines.next())
    process.out(Array.from(line.text).toReversed().join('') + (line.complete ? '\n' : ''));
}
