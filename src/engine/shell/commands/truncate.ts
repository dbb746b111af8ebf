import { errorText } from '../errno.ts';
import { readOptions } from '../options.ts';
import { sizeOf } from './head.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Sets the size of files: -s with units, -c.',
  example: `
$ truncate -s 5M /tmp/a; stat -c %s /tmp/a
5242880
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'co',
      values: 'sr',
      long: { '--size=': 's', '--no-create': 'c' },
    });
    if (options.refused !== undefined) return options.refused;
    const size = sizeOf(options.value('s') ?? '');
    if (Number.isNaN(size)) {
      process.complain("you must specify either '--size' or '--reference'");
      return 1;
    }
    let status = 0;
    for (const name of options.rest) {
      const path = process.path(name);
      const text = process.files.read(path);
      if (!text.ok && options.has('c')) continue;
      const old = text.ok ? text.value : '';
      const fits = old !== undefined && size <= old.length;
      const written = process.files.write(path, fits ? { content: old.slice(0, size) } : { size });
      if (written.ok) continue;
      process.complain(`cannot open '${name}' for writing: ${errorText(written.errno)}`);
      status = 1;
    }
    return status;
  },
};
export default command;
