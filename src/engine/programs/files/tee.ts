import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Copies standard input to files (-a appends) and to standard output.',
  gnu: {
    tee: 'aip append ignore-interrupts output-error',
  },
  example: `
$ echo a | tee /tmp/x; cat /tmp/x
a
a
$ echo b | tee -a /tmp/x > /dev/null; cat /tmp/x
a
b
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'aip',
      busybox: 'ai',
      long: { '--append': 'a', '--ignore-interrupts': 'i', '--output-error[=': 'p' },
    });
    if (options.refused !== undefined) return options.refused;
    let status = 0;
    const devices: ((text: string) => void)[] = [];
    const targets: { path: string; text: string }[] = [];
    for (const name of options.rest) {
      if (name === '-' && process.flavor === 'busybox') continue;
      const device = process.writer(name);
      if (device) {
        devices.push(device);
        continue;
      }
      const path = process.path(name);
      const old = options.has('a') ? process.files.read(path) : undefined;
      const text = old?.ok ? (old.value ?? '') : '';
      const written = process.files.write(path, { content: text });
      if (written.ok) targets.push({ path, text });
      else {
        process.complain(`${name}: ${errorText(written.errno)}`);
        status = 1;
      }
    }
    const parts: string[] = [];
    for (let piece = yield* process.read(); piece !== undefined; piece = yield* process.read()) {
      process.out(piece);
      for (const device of devices) device(piece);
      if (targets.length > 0) parts.push(piece);
    }
    for (const { path, text } of targets) {
      const written = process.files.write(path, { content: text + parts.join('') });
      if (!written.ok) status = 1;
    }
    return status;
  },
};
export default command;
