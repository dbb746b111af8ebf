import type { Entry } from '../../files/tree.ts';
import { groupName, userName } from '../../files/accounts.ts';
import { timeOf } from '../../kernel/time/clock.ts';
import { errorText } from '../../kernel/errno.ts';
import { unescape } from '../../base/escapes.ts';
import { modeText } from '../../files/mode-text.ts';
import { readOptions } from '../lib/options.ts';
import { complain, missingOperand } from '../lib/flavor.ts';
import { formatTime } from '../../kernel/time/strftime.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Shows facts of files; -c (GNU also --printf) with %a %A %f %F %g %G %h %n %N %s %u %U %i %Y, -L. Without -c: not simulated.',
  gnu: {
    stat: 'Lfct dereference file-system cached printf terse',
  },
  example: `
$ touch /tmp/a; stat -c '%a %U:%G %s %n' /tmp/a
644 root:root 0 /tmp/a
$ stat /none
! stat: cannot statx '/none': No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'Lft',
      values: 'c',
      busybox: 'ltfLc:',
      long: { '--format=': 'c', '--printf=': 'printf', '--dereference': 'L' },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length === 0) return missingOperand(process);
    const printf = options.value('printf');
    const format = printf === undefined ? options.value('c') : unescape(printf, 'printf').text;
    let status = 0;
    for (const name of options.rest) {
      const entry = process.files.stat(process.path(name), { follow: options.has('L') });
      if (!entry.ok) {
        const text = errorText(entry.errno);
        complain(process, { gnu: `cannot statx '${name}': ${text}`, busybox: `can't stat '${name}': ${text}` });
        status = 1;
      } else if (format === undefined) process.notSimulated('stat without -c');
      else {
        const text = format.replaceAll(
          /%-?\d*([a-zA-Z%])/g,
          (all, letter: string) => fact(process, { name, entry: entry.value }, letter) ?? all,
        );
        process.out(options.has('printf') ? text : `${text}\n`);
      }
    }
    return status;
  },
};
export default command;

function fact(process: Process, file: { name: string; entry: Entry }, letter: string): string | undefined {
  const { name, entry } = file;
  const { tree } = process.system;
  switch (letter) {
    case 'a':
      return entry.mode.toString(8);
    case 'A':
      return modeText(entry.kind, entry.mode);
    case 'F':
      return kindText(entry);
    case 'u':
      return String(entry.uid);
    case 'g':
      return String(entry.gid);
    case 'U':
      return userName(tree, entry.uid) ?? 'UNKNOWN';
    case 'G':
      return groupName(tree, entry.gid) ?? 'UNKNOWN';
    case 's':
      return String(entry.kind === 'dir' ? 4096 : entry.size);
    case 'n':
      return name;
    case 'N':
      return entry.target === undefined
        ? process.flavor === 'busybox'
          ? name
          : `'${name}'`
        : `'${name}' -> '${entry.target}'`;
    case 'h':
      return entry.kind === 'dir' ? '2' : '1';
    default:
      return number(process, entry, letter);
  }
}

/** Times and figures of the file system. */
function number(process: Process, entry: Entry, letter: string): string | undefined {
  switch (letter) {
    case 'Y':
    case 'X':
    case 'Z':
      return String(timeOf(entry));
    case 'y':
    case 'x':
    case 'z':
      return formatTime('%Y-%m-%d %H:%M:%S.000000000 +0000', timeOf(entry));
    case 'f':
      return (
        { file: 0o100000, dir: 0o40000, symlink: 0o120000, fifo: 0o10000, char: 0o20000 }[entry.kind] | entry.mode
      ).toString(16);
    case 'b':
      return String(entry.kind === 'file' ? Math.ceil(entry.size / 4096) * 8 : entry.kind === 'dir' ? 8 : 0);
    case 'B':
      return '512';
    case 'o':
      return '4096';
    case 't':
    case 'T':
      return entry.kind === 'char' ? (letter === 't' ? '1' : '3') : '0';
    case 'i':
    case 'd':
    case 'D':
    case 'm':
    case 'w':
    case 'W':
      process.notSimulated(`%${letter} of stat`);
      return '0';
    case '%':
      return '%';
    default:
      return undefined;
  }
}

function kindText(entry: Entry): string {
  if (entry.kind === 'file') return entry.size === 0 ? 'regular empty file' : 'regular file';
  return { dir: 'directory', symlink: 'symbolic link', fifo: 'fifo', char: 'character special file' }[entry.kind];
}
