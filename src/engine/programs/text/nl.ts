import { operandNames } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { compileRegex } from '../lib/regex/index.ts';
import { linesFrom, openSource } from '../lib/text-source.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Numbers lines: -b a|t|n|pREGEX, -w, -s, -n ln|rn|rz, -v, -i. Logical pages are left out.',
  gnu: {
    nl: 'bdfhilnpsvw body-numbering section-delimiter footer-numbering header-numbering line-increment join-blank-lines number-format no-renumber number-separator starting-line-number number-width',
  },
  example: `
$ printf 'a\\n\\nb\\n' | nl
     1	a
       
     2	b
$ printf 'a\\nb\\n' | nl -w 2 -s ': ' -n rz
01: a
02: b
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'p',
      values: 'bwsnvidfhl',
      busybox: 'b:i:s:v:w:p',
      long: {
        '--body-numbering=': 'b',
        '--number-width=': 'w',
        '--number-separator=': 's',
        '--number-format=': 'n',
        '--starting-line-number=': 'v',
        '--line-increment=': 'i',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const counts = numbered(process, options);
    const width = Number(options.value('w') ?? 6);
    const separator = options.value('s') ?? '\t';
    const form = options.value('n') ?? 'rn';
    let number = Number(options.value('v') ?? 1);
    let status = 0;
    for (const name of operandNames(options.rest)) {
      const source = openSource(process, name);
      if (!source) {
        status = 1;
        continue;
      }
      const lines = linesFrom(source);
      for (let line = yield* lines.next(); line; line = yield* lines.next()) {
        const shown = String(number);
        const cell = form === 'ln' ? shown.padEnd(width) : shown.padStart(width, form === 'rz' ? '0' : ' ');
        const has = counts(line.text);
        if (has) number += Number(options.value('i') ?? 1);
        process.out(`${has ? cell + separator : ' '.repeat(width + separator.length)}${line.text}\n`);
      }
    }
    return status;
  },
};
export default command;

/** Which lines get a number. */
function numbered(process: Process, options: Options): (line: string) => boolean {
  const style = options.value('b') ?? 't';
  if (style === 'a') return () => true;
  if (style === 'n') return () => false;
  if (!style.startsWith('p')) return (line) => line !== '';
  const made = compileRegex(style.slice(1));
  if (made.ok) return (line) => made.regex.test(line);
  process.notSimulated(`expression ${style.slice(1)} of nl`);
  return () => false;
}
