import type { Entry } from '../../files/tree.ts';
import { groupName, userName } from '../accounts.ts';
import { errorText } from '../errno.ts';
import { modeText } from '../mode.ts';
import { complain, readOptions } from '../options.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary:
    'Shows facts of files; -c (GNU also --printf) with %a %A %f %F %g %G %h %n %N %s %u %U %i %Y, -L. Without -c: not simulated.',
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
      long: { '--format=': 'c', '--printf=': 'printf', '--dereference': 'L' },
    });
    if (options.refused !== undefined) return options.refused;
    const format = options.value('printf')?.replaceAll(String.raw`\n`, '\n') ?? options.value('c');
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
          /%([a-zA-Z%])/g,
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
    case 'Y':
    case 'X':
    case 'Z':
      return '1795507200';
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
