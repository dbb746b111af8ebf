import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { complain, extraOperand, isBusybox, missingOperand, shortName, usage } from '../lib/flavor.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Removes one file (unlink) or makes one hard link (link), as the system calls do.',
  aliases: ['link'],
  example: `
$ touch /tmp/a; unlink /tmp/a; ls /tmp
$ unlink /tmp/a
! unlink: cannot unlink '/tmp/a': No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, { flags: '', busybox: '' });
    if (options.refused !== undefined) return options.refused;
    const [first, second, third] = options.rest;
    if (shortName(process) === 'link') {
      if (first === undefined || second === undefined) {
        if (isBusybox(process)) return usage(process);
        return missingOperand(process, first === undefined ? 'missing operand' : `missing operand after '${first}'`);
      }
      if (third !== undefined) return extraOperand(process, third);
      const made = process.files.link(process.path(second), process.path(first));
      if (made.ok) return 0;
      const text = errorText(made.errno);
      complain(process, {
        gnu: `cannot create link '${second}' to '${first}': ${text}`,
        busybox: `can't create hardlink '${second}' to '${first}': ${text}`,
      });
      return 1;
    }
    if (first === undefined) return missingOperand(process);
    if (second !== undefined) return extraOperand(process, second);
    const entry = process.files.stat(process.path(first), { follow: false });
    const removed =
      entry.ok && entry.value.kind === 'dir'
        ? ({ ok: false, errno: 'EISDIR' } as const)
        : process.files.remove(process.path(first));
    if (removed.ok) return 0;
    const text = errorText(removed.errno);
    complain(process, { gnu: `cannot unlink '${first}': ${text}`, busybox: `can't remove file '${first}': ${text}` });
    return 1;
  },
};
export default command;
