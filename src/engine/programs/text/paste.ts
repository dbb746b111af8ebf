import { unescape } from '../../base/escapes.ts';
import { operandNames } from '../lib/operands.ts';
import { readOptions } from '../lib/options.ts';
import { linesFrom, openSource, type Lines } from '../lib/text-source.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Puts lines of files side by side: -d, -s.',
  gnu: {
    paste: 'dsz delimiters serial zero-terminated',
  },
  example: `
$ printf '1\\n2\\n' > /tmp/a; printf 'x\\ny\\n' | paste /tmp/a -
1	x
2	y
$ printf '1\\n2\\n3\\n' | paste -s -d, -
1,2,3
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'sz',
      values: 'd',
      busybox: 'd:s',
      long: { '--delimiters=': 'd', '--serial': 's', '--zero-terminated': 'z' },
    });
    if (options.refused !== undefined) return options.refused;
    const delimiters = Array.from(unescape(options.value('d') ?? '\t', 'printf').text);
    const files: Lines[] = [];
    const shared = new Map<string, Lines>();
    let status = 0;
    for (const name of operandNames(options.rest)) {
      const source = openSource(process, name);
      if (!source) return 1;
      const lines = shared.get('-') ?? linesFrom(source);
      // Several dashes share one input: a line for each in turn.
      if (name === '-') shared.set('-', lines);
      files.push(name === '-' ? lines : linesFrom(source));
      status = 0;
    }
    if (options.has('s')) for (const file of files) yield* serial(process, file, delimiters);
    else yield* beside(process, files, delimiters);
    return status;
  },
};
export default command;

/** Characters that are written together. */
const BLOCK = 4096;

function* serial(process: Process, file: Lines, delimiters: readonly string[]): Task<void> {
  let made = '';
  let count = 0;
  for (let line = yield* file.next(); line; line = yield* file.next()) {
    made += (count > 0 ? (delimiters[(count - 1) % delimiters.length] ?? '') : '') + line.text;
    count++;
    if (made.length < BLOCK) continue;
    process.out(made);
    made = '';
  }
  process.out(`${made}\n`);
}

function* beside(process: Process, files: readonly Lines[], delimiters: readonly string[]): Task<void> {
  for (;;) {
    let made = '';
    let any = false;
    for (const [at, file] of files.entries()) {
      const line = yield* file.next();
      any ||= line !== undefined;
      made += (at > 0 ? (delimiters[(at - 1) % delimiters.length] ?? '') : '') + (line?.text ?? '');
    }
    if (!any) return;
    process.out(`${made}\n`);
  }
}
