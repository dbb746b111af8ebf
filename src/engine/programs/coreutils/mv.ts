import { isWithin, clean } from '../../files/index.ts';
import { copy, destination } from '../lib/copy-files.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { complain, isBusybox, missingOperand } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Renames or moves files; -f, -n, -t, -T, -v. -i never asks.',
  gnu: {
    mv: 'bfinStTuvZ backup debug exchange force interactive no-clobber no-copy strip-trailing-slashes suffix target-directory no-target-directory update verbose context',
  },
  example: `
$ echo a > /tmp/a; mv /tmp/a /tmp/b; cat /tmp/b
a
$ mv /tmp/none /tmp/x
! mv: cannot stat '/tmp/none': No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'fnivTuZ',
      values: 'tS',
      busybox: 'finTt:vu',
      long: {
        '--force': 'f',
        '--no-clobber': 'n',
        '--verbose': 'v',
        '--target-directory=': 't',
        '--no-target-directory': 'T',
        '--update[=': 'u',
        '--interactive': 'i',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const { rest } = options;
    const folder = options.value('t');
    const sources = folder === undefined ? options.rest.slice(0, -1) : options.rest;
    const target = folder ?? options.rest.at(-1);
    if (target === undefined || sources.length === 0)
      return missingOperand(
        process,
        rest[0] === undefined ? 'missing file operand' : `missing destination file operand after '${rest[0]}'`,
      );
    const known = process.files.stat(process.path(target));
    const into = known.ok && known.value.kind === 'dir' && !options.has('T');
    if (!into && (sources.length > 1 || folder !== undefined)) return noFolder(process, { target, sources }, known.ok);
    let status = 0;
    for (const source of sources) {
      const to = destination(target, source, into);
      if (options.has('n') && process.files.stat(process.path(to), { follow: false }).ok) continue;
      if (!move(process, source, to)) status = 1;
      else if (options.has('v'))
        process.out(process.flavor === 'busybox' ? `'${source}' -> '${to}'\n` : `renamed '${source}' -> '${to}'\n`);
    }
    return status;
  },
};
export default command;

/** Several files need a directory to go to; BusyBox finds that out with each of them. */
function noFolder(process: Process, names: { target: string; sources: readonly string[] }, exists: boolean): number {
  const text = exists ? 'Not a directory' : 'No such file or directory';
  if (isBusybox(process)) for (const source of names.sources) process.complain(`can't rename '${source}': ${text}`);
  else process.complain(`target '${names.target}': ${text}`);
  return 1;
}

function move(process: Process, source: string, to: string): boolean {
  const from = process.path(source);
  const known = process.files.stat(from, { follow: false });
  if (!known.ok) {
    complain(process, {
      gnu: `cannot stat '${source}': ${errorText(known.errno)}`,
      busybox: `can't rename '${source}': ${errorText(known.errno)}`,
    });
    return false;
  }
  const target = process.path(to);
  const own = process.files.stat(target, { follow: false });
  if (own.ok && clean(from) === clean(target)) {
    if (!isBusybox(process)) process.complain(`'${source}' and '${to}' are the same file`);
    return isBusybox(process);
  }
  if (to.endsWith('/') && known.value.kind !== 'dir' && !(own.ok && own.value.kind === 'dir')) {
    fail(process, { source, to }, 'ENOTDIR');
    return false;
  }
  if (known.value.kind === 'dir' && isWithin(clean(from), clean(target))) {
    complain(process, {
      gnu: `cannot move '${source}' to a subdirectory of itself, '${to}'`,
      busybox: `can't rename '${source}': Invalid argument`,
    });
    return false;
  }
  const moved = process.files.rename(from, target);
  if (moved.ok) return true;
  // From a read-only file system the copy to another one works, and only then the removal fails.
  if (moved.errno === 'EXDEV' || moved.errno === 'EROFS') return across(process, source, to);
  fail(process, { source, to }, moved.errno);
  return false;
}

/** Across mounts a move is a copy and a removal. */
function across(process: Process, source: string, to: string): boolean {
  const problems = copy(
    process,
    { from: source, to },
    { recursive: true, preserve: true, links: true, followOperands: false },
  );
  const [first] = problems;
  if (first) {
    fail(process, { source, to }, first.errno);
    return false;
  }
  const removed = process.files.remove(process.path(source), { recursive: true });
  if (!removed.ok)
    complain(process, {
      gnu: `cannot remove '${source}': ${errorText(removed.errno)}`,
      busybox: `can't remove '${source}': ${errorText(removed.errno)}`,
    });
  return removed.ok;
}

function fail(process: Process, names: { source: string; to: string }, errno: Parameters<typeof errorText>[0]): void {
  const text = errorText(errno);
  const { source, to } = names;
  const gnu =
    errno === 'EISDIR'
      ? `cannot overwrite directory '${to}' with non-directory '${source}'`
      : errno === 'ENOTDIR' && !to.endsWith('/') && process.files.stat(process.path(to)).ok
        ? `cannot overwrite non-directory '${to}' with directory '${source}'`
        : errno === 'ENOTEMPTY'
          ? `cannot overwrite '${to}': Directory not empty`
          : `cannot move '${source}' to '${to}': ${text}`;
  complain(process, {
    gnu,
    busybox: errno === 'EISDIR' ? `'${to}' is a directory` : `can't rename '${source}': ${text}`,
  });
}
