import { errorText } from '../errno.ts';
import { readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Copies standard input to files (-a appends) and to standard output.',
  example: `
$ echo a | tee /tmp/x; cat /tmp/x
a
a
`,
  *run(process, args) {
    const options = readOptions(process, args, { flags: 'ai', long: { '--append': 'a' } });
    const text = yield* process.readAll();
    let status = 0;
    for (const name of options.rest) {
      const path = process.path(name);
      const old = options.has('a') ? process.files.read(path) : undefined;
      const before = old?.ok ? (old.value ?? '') : '';
      const written = process.files.write(path, { content: before + text });
      if (written.ok) continue;
      process.complain(`${name}: ${errorText(written.errno)}`);
      status = 1;
    }
    process.out(text);
    return status;
  },
};
export default command;
