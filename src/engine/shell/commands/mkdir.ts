import { symbolicMode } from '../mode.ts';
import { errorText } from '../errno.ts';
import { complain, readOptions } from '../options.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Makes directories; -p, -m, -v.',
  example: `
$ mkdir /tmp/a && ls -d /tmp/a
/tmp/a
$ mkdir -p /tmp/x/y/z; mkdir /tmp/x
! mkdir: cannot create directory '/tmp/x': File exists
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'pvZ',
      values: 'm',
      long: { '--parents': 'p', '--mode=': 'm', '--verbose': 'v' },
    });
    if (options.rest.length === 0) return missingOperand(process);
    const mode = modeOf(options.value('m'));
    let status = 0;
    for (const name of options.rest) {
      const path = process.path(name);
      const known = process.files.stat(path);
      const made = process.files.mkdir(path, {
        parents: options.has('p'),
        ...(mode === undefined ? {} : { mode }),
      });
      if (!made.ok) {
        const text = errorText(made.errno);
        complain(process, {
          gnu: `cannot create directory '${name}': ${text}`,
          busybox: `can't create directory '${name}': ${text}`,
        });
        status = 1;
      } else if (options.has('v') && !known.ok)
        process.out(
          process.flavor === 'busybox' ? `created directory: '${name}'\n` : `mkdir: created directory '${name}'\n`,
        );
    }
    return status;
  },
};
export default command;

function modeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return symbolicMode(text, { mode: 0o777, umask: 0, folder: true });
}

function missingOperand(process: Process): number {
  if (process.flavor === 'busybox') {
    process.err('BusyBox v1.37.0 multi-call binary.\n\nUsage: mkdir [-m MODE] [-p] DIRECTORY...\n');
    return 1;
  }
  process.complain('missing operand');
  process.err("Try 'mkdir --help' for more information.\n");
  return 1;
}
