import { basename, clean } from '../../files/index.ts';
import { errorText } from '../errno.ts';
import { complain, readOptions } from '../options.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Removes files and, with -r, directories; -f, -d, -v. -i never asks.',
  example: `
$ touch /tmp/a; rm /tmp/a; ls /tmp
$ rm /tmp/b
! rm: cannot remove '/tmp/b': No such file or directory
$ rm -f /tmp/b
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'rRfidvI',
      long: {
        '--recursive': 'r',
        '--force': 'f',
        '--dir': 'd',
        '--verbose': 'v',
        '--no-preserve-root': 'N',
        '--preserve-root': 'P',
        '--one-file-system': 'O',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const recursive = options.has('r') || options.has('R');
    const force = options.has('f');
    if (options.rest.length === 0 && !force) return missing(process);
    let status = 0;
    for (const name of options.rest) {
      const last = basename(name.replace(/\/+$/, ''));
      if (last === '.' || last === '..') {
        complain(process, {
          gnu: `refusing to remove '.' or '..' directory: skipping '${name}'`,
          busybox: `refusing to remove '.' or '..' directory: skipping '${name}'`,
        });
        status = 1;
      } else if (recursive && clean(process.path(name)) === '/' && process.flavor !== 'busybox' && !options.has('N')) {
        process.err(
          "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n",
        );
        status = 1;
      } else if (!removeOne(process, name, { recursive, force, dir: options.has('d'), verbose: options.has('v') }))
        status = 1;
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
}

function removeOne(process: Process, name: string, how: How): boolean {
  const path = process.path(name);
  const entry = process.files.stat(path, { follow: false });
  if (!entry.ok) {
    if (how.force && (entry.errno === 'ENOENT' || entry.errno === 'ENOTDIR')) return true;
    return fail(process, name, errorText(entry.errno));
  }
  const folder = entry.value.kind === 'dir';
  if (folder && !how.recursive && !how.dir) return refuseFolder(process, name);
  if (clean(path) === '/') return removeAll(process);
  const removed = process.files.remove(path, { recursive: how.recursive });
  if (!removed.ok && removed.errno === 'EACCES' && folder) return partly(process, name);
  if (!removed.ok) return fail(process, name, errorText(removed.errno));
  if (how.verbose) process.out(folder ? `removed directory '${name}'\n` : `removed '${name}'\n`);
  return true;
}

/** `rm -rf /`: everything but the mount points goes. */
function removeAll(process: Process): boolean {
  const names = process.files.list('/');
  for (const name of names.ok ? names.value : []) {
    const removed = process.files.remove(`/${name}`, { recursive: true });
    if (!removed.ok) fail(process, `/${name}`, errorText(removed.errno));
  }
  return fail(process, '/', errorText('EBUSY'));
}

/** Removes what may be removed below a folder and complains about the rest. */
function partly(process: Process, name: string): boolean {
  const names = process.files.list(process.path(name));
  let complained = false;
  for (const child of names.ok ? names.value : []) {
    const path = `${name.replace(/\/$/, '')}/${child}`;
    const removed = process.files.remove(process.path(path), { recursive: true });
    if (removed.ok) continue;
    complained = true;
    fail(process, path, errorText(removed.errno));
  }
  if (complained) return false;
  const removed = process.files.remove(process.path(name));
  return removed.ok || fail(process, name, errorText(removed.errno));
}

function refuseFolder(process: Process, name: string): boolean {
  if (process.flavor === 'busybox') process.complain(`'${name}' is a directory`);
  else process.complain(`cannot remove '${name}': Is a directory`);
  return false;
}

function fail(process: Process, name: string, text: string): boolean {
  complain(process, { gnu: `cannot remove '${name}': ${text}`, busybox: `can't remove '${name}': ${text}` });
  return false;
}

function missing(process: Process): number {
  if (process.flavor === 'busybox') process.err('BusyBox v1.37.0 multi-call binary.\n\nUsage: rm [-irf] FILE...\n');
  else {
    process.complain('missing operand');
    process.err("Try 'rm --help' for more information.\n");
  }
  return 1;
}
