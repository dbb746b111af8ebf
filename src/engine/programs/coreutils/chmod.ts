import { errorText } from '../../kernel/errno.ts';
import { symbolicMode } from '../../files/symbolic-mode.ts';
import { shownMode } from '../../files/mode-text.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, missingOperand, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Changes modes, octal or symbolic: -R, -f, -v, -c, --reference.',
  gnu: {
    chmod:
      'cfvhRHLP changes silent quiet verbose dereference no-dereference no-preserve-root preserve-root reference recursive',
  },
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
    const end = args.indexOf('--');
    const at = args.findIndex((arg, index) => /^-[rwxXst]+(?:,.*)?$/.test(arg) && (end === -1 || index < end));
    const given = at === -1 ? args : args.filter((_, index) => index !== at);
    const options = readOptions(process, given, {
      flags: 'RfvchHLP',
      busybox: 'Rcvf',
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
    const reference = options.value('reference');
    const rest = at === -1 ? [...options.rest] : [args[at] ?? '', ...options.rest];
    const mode = reference === undefined ? rest.shift() : referred(process, reference);
    if (typeof mode === 'number') return mode;
    if (mode === undefined || rest.length === 0)
      return missingOperand(process, mode === undefined ? 'missing operand' : `missing operand after '${mode}'`);
    if (readMode(mode, { mode: 0, umask: 0, folder: false }) === undefined) {
      complain(process, { gnu: `invalid mode: '${mode}'`, busybox: `invalid mode '${mode}'` });
      return isBusybox(process) ? 1 : usage(process);
    }
    let status = 0;
    for (const name of rest) if (!apply(process, name, { mode, options })) status = 1;
    return status;
  },
};
export default command;

/** The mode of another file as text; a status when there is none. */
function referred(process: Process, name: string): string | number {
  const entry = process.files.stat(process.path(name));
  if (entry.ok) return entry.value.mode.toString(8);
  process.complain(`failed to get attributes of '${name}': ${errorText(entry.errno)}`);
  return 1;
}

interface How {
  readonly mode: string;
  readonly options: Options;
}

function apply(process: Process, name: string, how: How): boolean {
  const { options } = how;
  const top = process.files.stat(process.path(name));
  if (!top.ok) {
    const text = errorText(top.errno);
    const dangling = process.files.stat(process.path(name), { follow: false }).ok;
    const gnu = dangling ? `cannot operate on dangling symlink '${name}'` : `cannot access '${name}': ${text}`;
    if (!options.has('f')) complain(process, { gnu, busybox: `${name}: ${text}` });
    if (options.has('v') && !isBusybox(process)) process.out(`'${name}' could not be accessed\n`);
    return false;
  }
  let good = true;
  const real = process.files.resolve(process.path(name));
  const recursive = options.has('R');
  const paths =
    recursive && real.ok ? Array.from(process.files.walk(real.value)) : [[process.path(name), top.value] as const];
  for (const [path, entry] of paths) {
    if (entry.kind === 'symlink') continue;
    const shown = real.ok && recursive ? name + path.slice(real.value.length) : name;
    const mode = newMode(process, how.mode, entry);
    const changed = process.files.chmod(path, mode);
    if (changed.ok) {
      tell(process, { shown, before: entry.mode, after: mode }, options);
      continue;
    }
    good = false;
    const text = errorText(changed.errno);
    if (!options.has('f'))
      complain(process, { gnu: `changing permissions of '${shown}': ${text}`, busybox: `${shown}: ${text}` });
  }
  return good;
}

/** What `-v` shows of every file and `-c` of those that changed. */
function tell(process: Process, what: { shown: string; before: number; after: number }, options: Options): void {
  const { shown, before, after } = what;
  const changed = before !== after;
  if (!options.has('v') && !(options.has('c') && changed)) return;
  if (isBusybox(process)) process.out(`mode of '${shown}' changed to ${shownMode(after)}\n`);
  else if (changed) process.out(`mode of '${shown}' changed from ${shownMode(before)} to ${shownMode(after)}\n`);
  else process.out(`mode of '${shown}' retained as ${shownMode(after)}\n`);
}

/** Is the text a mode; 9 is no octal digit. */
function readMode(text: string, context: Parameters<typeof symbolicMode>[1]): number | undefined {
  if (/^\d+$/.test(text)) return /^0*[0-7]{1,4}$/.test(text) ? Number.parseInt(text, 8) : undefined;
  return symbolicMode(text, context);
}

function newMode(process: Process, mode: string, entry: { mode: number; kind: string }): number {
  const folder = entry.kind === 'dir';
  if (/^[0-7]+$/.test(mode)) {
    const bits = Number.parseInt(mode, 8) & 0o7777;
    // GNU chmod keeps setuid and setgid of a directory unless five digits are given.
    return folder && mode.length <= 4 && !isBusybox(process) ? bits | (entry.mode & 0o6000) : bits;
  }
  return symbolicMode(mode, { mode: entry.mode, umask: process.credentials.umask, folder }) ?? entry.mode;
}
