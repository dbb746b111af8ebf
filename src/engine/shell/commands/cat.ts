import { openOperand, operandNames } from '../operands.ts';
import { readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Prints files or standard input; -n, -e, -A and -v in part.',
  example: `
$ printf 'a\\nb\\n' > /tmp/a; cat -n /tmp/a
     1	a
     2	b
$ cat /tmp/none
! cat: /tmp/none: No such file or directory
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'nbsuvEAeTt',
      long: { '--number': 'n', '--show-all': 'A', '--show-ends': 'E' },
    });
    let number = 0;
    let status = 0;
    for (const operand of operandNames(options.rest)) {
      const { text, failed } = yield* openOperand(process, operand);
      if (failed) status = 1;
      else if (options.has('n') || options.has('b') || options.has('A') || options.has('E') || options.has('e')) {
        const ends = options.has('A') || options.has('E') || options.has('e');
        const lines = text.split(/(?<=\n)/);
        process.out(
          lines
            .map((line) => {
              const shown = ends ? line.replace(/\n$/, '$\n') : line;
              const tabs = options.has('A') || options.has('T') ? shown.replaceAll('\t', '^I') : shown;
              const numbered = options.has('n') || (options.has('b') && line !== '\n');
              return numbered ? `${String(++number).padStart(6)}\t${tabs}` : tabs;
            })
            .join(''),
        );
      } else process.out(text);
    }
    return status;
  },
};
export default command;
