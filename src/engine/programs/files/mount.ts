import { capable } from '../../files/index.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox, shortName, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'What a container may not do: mount, umount, swapon, chroot and nologin fail as they do there; mountpoint knows /, /dev, /proc and /sys.',
  aliases: ['umount', 'swapon', 'swapoff', 'mountpoint', 'nologin', 'chroot'],
  example: `
$ mount -t tmpfs tmpfs /mnt
! mount: /mnt: permission denied.
$ nologin
This account is currently not available.
$ mountpoint -q /proc && echo mounted
mounted
`,
  run(process, args) {
    const name = shortName(process);
    if (name === 'nologin') {
      process.out(
        isBusybox(process) ? 'This account is not available\n' : 'This account is currently not available.\n',
      );
      return 1;
    }
    const options = readOptions(process, args, { flags: 'rwvanflidqxsM', values: 'toO', stops: name === 'chroot' });
    if (options.refused !== undefined) return options.refused;
    const { rest } = options;
    switch (name) {
      case 'mountpoint':
        return mountpoint(process, rest[0], options.has('q'));
      case 'chroot':
        if (!capable(process.credentials, 'SYS_CHROOT')) {
          const folder = rest[0] ?? '';
          process.complain(
            isBusybox(process)
              ? `can't change root directory to '${folder}': Operation not permitted`
              : `cannot change root directory to '${folder}': Operation not permitted`,
          );
          return isBusybox(process) ? 1 : 125;
        }
        process.notSimulated('chroot');
        return 0;
      case 'mount':
        if (rest.length < 2 && !options.has('o'))
          return list(process, rest[0] === undefined ? options.values('t') : []);
        if (process.credentials.capabilities !== undefined && capable(process.credentials, 'SYS_ADMIN'))
          return remount(process, options.values('o'), rest);
        process.complain(denied(process, rest));
        return isBusybox(process) ? 1 : 32;
      default:
        process.complain(
          isBusybox(process)
            ? `can't unmount ${rest[0] ?? ''}: Operation not permitted`
            : `${rest[0] ?? ''}: must be superuser to unmount.`,
        );
        return isBusybox(process) ? 1 : 32;
    }
  },
};
export default command;

/** The table of mounts, those of some types only. */
function list(process: Process, types: readonly string[]): number {
  const mounts = process.system.mounts?.();
  if (!mounts) process.notSimulated('the list of mounts');
  const wanted = new Set(types.flatMap((one) => one.split(',')));
  for (const { source, path, type, options } of mounts ?? [])
    if (wanted.size === 0 || wanted.has(type)) process.out(`${source} on ${path} type ${type} (${options})\n`);
  return 0;
}

/** `mount -o remount,rw /` makes the root file system writable; other mounts are not modelled. Recorded, sec-readonly. */
function remount(process: Process, options: readonly string[], rest: readonly string[]): number {
  const words = options.flatMap((one) => one.split(','));
  const root = process.system.rights?.root;
  if (!words.includes('remount') || rest.at(-1) !== '/' || !root) process.notSimulated('mounting');
  else if (words.includes('ro') || words.includes('rw')) root.readonly = words.includes('ro');
  return 0;
}

function denied(process: Process, rest: readonly string[]): string {
  if (isBusybox(process)) return `permission denied (are you root?)`;
  return `${rest[1] ?? ''}: permission denied.`;
}

/** What every container has mounted. */
const USUAL = ['/', '/dev', '/proc', '/sys', '/dev/shm', '/dev/pts', '/dev/mqueue'];

function mountpoint(process: Process, name: string | undefined, quiet: boolean): number {
  if (name === undefined) return usage(process);
  const real = process.files.resolve(process.path(name));
  if (!real.ok) {
    if (!quiet) process.complain(`${name}: No such file or directory`);
    return 1;
  }
  const known = process.system.mounts?.().map(({ path }) => path) ?? USUAL;
  const mounted = known.includes(real.value);
  if (!quiet) process.out(`${name} is ${mounted ? '' : 'not '}a mountpoint\n`);
  return mounted ? 0 : isBusybox(process) ? 1 : 32;
}
