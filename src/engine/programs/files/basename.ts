import { readOptions } from '../lib/options.ts';
import { extraOperand, missingOperand } from '../lib/flavor.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints the last part of a path without a suffix; -a, -s.',
  gnu: {
    basename: 'asz multiple suffix zero',
  },
  example: `
$ basename /a/b.txt .txt
b
$ basename -a /a/b /c/d
b
d
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'az',
      values: 's',
      busybox: 'as:',
      stops: true,
      long: { '--suffix=': 's', '--multiple': 'a', '--zero': 'z' },
    });
    if (options.refused !== undefined) return options.refused;
    const many = options.has('a') || options.has('s');
    const names = many ? options.rest : options.rest.slice(0, 1);
    const suffix = options.value('s') ?? (many ? '' : (options.rest[1] ?? ''));
    if (names.length === 0) return missingOperand(process);
    const [, , extra] = options.rest;
    if (!many && extra !== undefined) return extraOperand(process, extra);
    for (const name of names) {
      const bare = name.replace(/\/+$/, '') || (name === '' ? '' : '/');
      const last = bare === '/' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
      const cut = suffix !== '' && last.endsWith(suffix) && last !== suffix ? last.slice(0, -suffix.length) : last;
      process.out(`${cut}${options.has('z') ? '\0' : '\n'}`);
    }
    return 0;
  },
};
export default command;
