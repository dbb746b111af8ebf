import { basename, clean } from '../../files/index.ts';
import type { Entry, Errno } from '../../files/tree.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { complain, isBusybox, missingOperand } from '../lib/flavor.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Removes files and, with -r, directories: -f, -d, -v, -i.',
  gnu: {
    rm: 'fiIrRdv force interactive one-file-system no-preserve-root preserve-root recursive dir verbose',
  },
  example: `
$ touch /tmp/a; rm /tmp/a; ls /tmp
$ rm /tmp/b
! rm: cannot remove '/tmp/b': No such file or directory
$ rm -f /tmp/b
$ mkdir /tmp/d; touch /tmp/d/x; rm -rv /tmp/d
removed '/tmp/d/x'
removed directory '/tmp/d'
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'rRfidvI',
      busybox: 'firRv',
      long: {
        '--recursive': 'r',
        '--force': 'f',
        '--dir': 'd',
        '--verbose': 'v',
        '--no-preserve-root': 'N',
        '--preserve-root[=': 'P',
        '--one-file-system': 'O',
      },
      refusing: () => hint(process, args),
    });
    if (options.refused !== undefined) return options.refused;
    const how: How = {
      recursive: options.has('r') || options.has('R'),
      force: options.has('f'),
      dir: options.has('d'),
      verbose: options.has('v'),
      ask: options.has('i'),
    };
    if (options.rest.length === 0 && !how.force) return missingOperand(process);
    let status = 0;
    for (const name of options.rest) {
      const last = basename(name.replace(/\/+$/, ''));
      const whole = how.recursive && clean(process.path(name)) === '/' && !isBusybox(process) && !options.has('N');
      const good =
        (last === '.' || last === '..') && (how.recursive || isBusybox(process))
          ? refuseDots(process, name)
          : whole
            ? refuseRoot(process)
            : yield* removeOne(process, name, how);
      if (!good) status = 1;
    }
    return status;
  },
};
export default command;

interface How {
  readonly recursive: boolean;
  readonly force: boolean;
  readonly dir: boolean;
  readonly verbose: boolean;
  readonly ask: boolean;
}

/** GNU tells how to remove a file whose name begins with a dash, when there is one. */
function hint(process: Process, args: readonly string[]): void {
  const file = args.find((arg) => arg.startsWith('-') && process.files.stat(process.path(arg), { follow: false }).ok);
  if (file !== undefined && !isBusybox(process))
    process.err(`Try '${process.name} ./${file}' to remove the file '${file}'.\n`);
}

function refuseDots(process: Process, name: string): boolean {
  complain(process, {
    gnu: `refusing to remove '.' or '..' directory: skipping '${name}'`,
    busybox: "can't remove '.' or '..'",
  });
  return false;
}

function refuseRoot(process: Process): boolean {
  process.err(
    "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n",
  );
  return false;
}

function* removeOne(process: Process, name: string, how: How): Task<boolean> {
  const path = process.path(name);
  const entry = process.files.stat(path, { follow: false });
  if (!entry.ok) {
    if (how.force && (entry.errno === 'ENOENT' || entry.errno === 'ENOTDIR')) return true;
    return fail(process, name, entry.errno);
  }
  const folder = entry.value.kind === 'dir';
  if (folder && !how.recursive && !how.dir) return refuseFolder(process, name);
  if (how.ask && !(yield* agreed(process, name, entry.value))) return true;
  if (clean(path) === '/') return removeAll(process);
  if (folder && (how.verbose || how.ask)) return yield* below(process, name, how);
  const removed = process.files.remove(path, { recursive: how.recursive });
  if (!removed.ok && (removed.errno === 'EACCES' || removed.errno === 'EROFS') && folder)
    return yield* below(process, name, how);
  if (!removed.ok) return fail(process, name, removed.errno);
  if (how.verbose) process.out(`removed '${name}'\n`);
  return true;
}

/** Removes what is in a folder one by one, then the folder. */
function* below(process: Process, name: string, how: How): Task<boolean> {
  const names = process.files.list(process.path(name));
  let good = true;
  for (const child of names.ok ? names.value : [])
    if (!(yield* removeOne(process, `${name.replace(/\/$/, '')}/${child}`, how))) good = false;
  if (!good) return false;
  const removed = process.files.remove(process.path(name));
  if (!removed.ok) return fail(process, name, removed.errno);
  if (how.verbose) process.out(isBusybox(process) ? `removed directory: '${name}'\n` : `removed directory '${name}'\n`);
  return true;
}

function* agreed(process: Process, name: string, entry: Entry): Task<boolean> {
  const kind = entry.kind === 'dir' ? 'directory' : entry.size === 0 ? 'regular empty file' : 'regular file';
  process.err(isBusybox(process) ? `rm: remove '${name}'? ` : `rm: remove ${kind} '${name}'? `);
  return /^[yY]/.test((yield* process.read()) ?? '');
}

/** `rm -rf /`: everything but the mount points goes. */
function removeAll(process: Process): boolean {
  const names = process.files.list('/');
  for (const name of names.ok ? names.value : []) {
    const removed = process.files.remove(`/${name}`, { recursive: true });
    if (!removed.ok) fail(process, `/${name}`, removed.errno);
  }
  return fail(process, '/', 'EBUSY');
}

function refuseFolder(process: Process, name: string): boolean {
  complain(process, { gnu: `cannot remove '${name}': Is a directory`, busybox: `'${name}' is a directory` });
  return false;
}

function fail(process: Process, name: string, errno: Errno): boolean {
  const text = errorText(errno);
  complain(process, { gnu: `cannot remove '${name}': ${text}`, busybox: `can't remove '${name}': ${text}` });
  return false;
}
