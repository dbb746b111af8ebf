import { capable } from '../../files/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { newMode } from '../../files/mode-text.ts';
import { readOptions } from '../lib/options.ts';
import { complain, isBusybox, missingOperand, shortName, usage } from '../lib/flavor.ts';
import type { Entry } from '../../files/tree.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Makes named pipes (mkfifo, mknod NAME p) and character devices (mknod NAME c MAJOR MINOR); -m.',
  aliases: ['mknod'],
  gnu: {
    mkfifo: 'mZ mode context',
    mknod: 'mZ mode context',
  },
  example: `
$ mkfifo -m 600 /tmp/p; stat -c '%F %a' /tmp/p
fifo 600
$ mkfifo /tmp/p
! mkfifo: cannot create fifo '/tmp/p': File exists
`,
  run(process, args) {
    const options = readOptions(process, args, { flags: 'Z', values: 'm', busybox: 'm:', long: { '--mode=': 'm' } });
    if (options.refused !== undefined) return options.refused;
    const text = options.value('m');
    const mode = text === undefined ? 0o666 & ~process.credentials.umask : newMode(text, false);
    if (mode === undefined) {
      process.complain(isBusybox(process) ? `invalid mode '${text ?? ''}'` : 'invalid mode');
      return 1;
    }
    const { rest } = options;
    if (shortName(process) === 'mknod') return device(process, rest, mode);
    if (rest.length === 0) return missingOperand(process);
    return rest.map((name) => make(process, name, { kind: 'fifo', mode })).every(Boolean) ? 0 : 1;
  },
};
export default command;

function device(process: Process, rest: readonly string[], mode: number): number {
  const [name, type, major, minor] = rest;
  if (name === undefined || type === undefined)
    return missingOperand(process, name === undefined ? 'missing operand' : `missing operand after '${name}'`);
  if (type === 'p') return make(process, name, { kind: 'fifo', mode }) ? 0 : 1;
  if (!'bcu'.includes(type) || major === undefined || minor === undefined) {
    if (!isBusybox(process)) process.complain(`missing operand after '${rest.at(-1) ?? ''}'`);
    if (!isBusybox(process)) process.err('Special files require major and minor device numbers.\n');
    return usage(process);
  }
  if (!capable(process.credentials, 'MKNOD')) {
    complain(process, { gnu: `${name}: ${errorText('EPERM')}`, busybox: `${name}: ${errorText('EPERM')}` });
    return 1;
  }
  process.notSimulated(`device ${type} ${major} ${minor} of mknod`);
  return make(process, name, { kind: 'char', mode }) ? 0 : 1;
}

function make(process: Process, name: string, what: Pick<Entry, 'kind' | 'mode'>): boolean {
  const path = process.path(name);
  const known = process.files.stat(path, { follow: false });
  const { uid, gid } = process.credentials;
  const made = known.ok
    ? ({ ok: false, errno: 'EEXIST' } as const)
    : process.files.put(path, { ...what, uid, gid, size: 0, digest: '' });
  if (made.ok) return true;
  const text = errorText(made.errno);
  const gnu = shortName(process) === 'mkfifo' ? `cannot create fifo '${name}': ${text}` : `${name}: ${text}`;
  complain(process, { gnu, busybox: `${name}: ${text}` });
  return false;
}
