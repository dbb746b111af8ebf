import { errorText } from '../errno.ts';
import { symbolicMode } from '../mode.ts';
import { complain, missingOperand, readOptions } from '../options.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Changes modes, octal or symbolic; -R, -f, -v.',
  example: `
$ touch /tmp/a; chmod 640 /tmp/a; stat -c %a /tmp/a
640
$ chmod u+x,o=r /tmp/a; stat -c %a /tmp/a
744
$ chmod zz /tmp/a
! chmod: invalid mode: 'zz'
! Try 'chmod --help' for more information.
`,
  run(process, args) {
    // A mode such as -x looks like an option.
    const at = args.findIndex((arg) => /^-[rwxXst]+$/.test(arg) || /^-[rwxXst]+,/.test(arg));
    const given = at === -1 ? args : args.filter((_, index) => index !== at);
    const options = readOptions(process, given, {
      flags: 'Rfvc',
      long: {
        '--recursive': 'R',
        '--silent': 'f',
        '--quiet': 'f',
        '--verbose': 'v',
        '--changes': 'c',
        '--reference=': 'reference',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const mode = at === -1 ? options.rest[0] : args[at];
    const names = at === -1 ? options.rest.slice(1) : options.rest;
    if (mode === undefined || names.length === 0)
      return missingOperand(process, mode === undefined ? 'missing operand' : `missing operand after '${mode}'`);
    if (!/^[0-7]+$/.test(mode) && symbolicMode(mode, { mode: 0, umask: 0, folder: false }) === undefined) {
      complain(process, { gnu: `invalid mode: '${mode}'`, busybox: `invalid mode '${mode}'` });
      if (process.flavor !== 'busybox') process.err("Try 'chmod --help' for more information.\n");
      return 1;
    }
    let status = 0;
    for (const name of names) {
      const done = apply(process, { name, mode, recursive: options.has('R') });
      if (!done && !options.has('f')) status = 1;
    }
    return status;
  },
};
export default command;

function apply(process: Process, what: { name: string; mode: string; recursive: boolean }): boolean {
  const { name } = what;
  const top = process.files.stat(process.path(name));
  if (!top.ok) {
    const text = errorText(top.errno);
    complain(process, { gnu: `cannot access '${name}': ${text}`, busybox: `${name}: ${text}` });
    return false;
  }
  let good = true;
  const real = process.files.resolve(process.path(name));
  const paths =
    what.recursive && real.ok ? Array.from(process.files.walk(real.value)) : [[process.path(name), top.value] as const];
  for (const [path, entry] of paths) {
    if (entry.kind === 'symlink') continue;
    const changed = process.files.chmod(path, newMode(process, what.mode, entry));
    if (changed.ok) continue;
    good = false;
    const shown = real.ok && what.recursive ? name + path.slice(real.value.length) : name;
    const text = errorText(changed.errno);
    complain(process, { gnu: `changing permissions of '${shown}': ${text}`, busybox: `${shown}: ${text}` });
  }
  return good;
}

function newMode(process: Process, mode: string, entry: { mode: number; kind: string }): number {
  const folder = entry.kind === 'dir';
  if (/^[0-7]+$/.test(mode)) {
    const bits = Number.parseInt(mode, 8) & 0o7777;
    // GNU chmod keeps setuid and setgid of a directory unless five digits are given.
    return folder && mode.length <= 4 && !mode.startsWith('0') ? bits | (entry.mode & 0o6000) : bits;
  }
  return symbolicMode(mode, { mode: entry.mode, umask: process.credentials.umask, folder }) ?? entry.mode;
}
