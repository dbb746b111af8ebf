import { copy, destination, type CopyProblem, type Copying } from '../lib/copy-files.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, missingOperand, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Copies files; -r, -a, -p, -P, -L, -t, -T, -n, -f, -u (always copies), -v.',
  gnu: {
    cp: 'abdfiHlLnPpRrsStTuvxZ archive attributes-only backup copy-contents debug force interactive link dereference no-clobber no-dereference preserve no-preserve parents recursive reflink remove-destination sparse strip-trailing-slashes symbolic-link suffix target-directory no-target-directory update verbose keep-directory-symlink one-file-system context',
  },
  example: `
$ echo a > /tmp/a; cp /tmp/a /tmp/b; cat /tmp/b
a
$ mkdir /tmp/d; cp /tmp/d /tmp/e
! cp: -r not specified; omitting directory '/tmp/d'
$ cp -r /tmp/d /tmp/e; ls /tmp
a
b
d
e
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'rRaApPdLHfnuviTlsxbZ',
      values: 'tS',
      busybox: 'pdRfilsLHarPvuTt:n',
      long: {
        '--recursive': 'r',
        '--archive': 'a',
        '--preserve[=': 'p',
        '--no-preserve=': 'no-preserve',
        '--no-clobber': 'n',
        '--force': 'f',
        '--interactive': 'i',
        '--update[=': 'u',
        '--verbose': 'v',
        '--no-target-directory': 'T',
        '--target-directory=': 't',
        '--no-dereference': 'P',
        '--dereference': 'L',
        '--link': 'l',
        '--symbolic-link': 's',
        '--parents': 'parents',
        '--reflink[=': 'reflink',
        '--remove-destination': 'f',
        '--one-file-system': 'x',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const { rest } = options;
    const folder = options.value('t');
    const sources = folder === undefined ? rest.slice(0, -1) : rest;
    const target = folder ?? rest.at(-1);
    if (target === undefined || sources.length === 0)
      return missingOperand(
        process,
        rest[0] === undefined ? 'missing file operand' : `missing destination file operand after '${rest[0]}'`,
      );
    return copyAll(process, sources, { target, options });
  },
};
export default command;

function copying(options: Options): Copying {
  const archive = options.has('a') || options.has('A');
  const recursive = archive || options.has('r') || options.has('R');
  return {
    recursive,
    preserve: archive || options.has('p'),
    links: !options.has('L') && (archive || options.has('d') || options.has('P') || recursive),
    followOperands: options.has('H'),
  };
}

function copyAll(process: Process, sources: readonly string[], what: { target: string; options: Options }): number {
  const { target, options } = what;
  const how = copying(options);
  const known = process.files.stat(process.path(target));
  const into = known.ok && known.value.kind === 'dir' && !options.has('T');
  const parents = options.has('parents');
  if (parents && !into) {
    process.complain('with --parents, the destination must be a directory');
    return isBusybox(process) ? 1 : usage(process);
  }
  if (!into && (sources.length > 1 || options.value('t') !== undefined))
    return noFolder(process, sources, { target, exists: known.ok });
  let status = 0;
  for (const source of sources) {
    const to = parents ? `${target}/${source}` : destination(target, source, into);
    if (parents) makeParents(process, target, source);
    if (options.has('n') && process.files.stat(process.path(to), { follow: false }).ok) continue;
    if (!copyOne(process, { source, to }, { how, options })) status = 1;
  }
  return status;
}

/** Several files need a directory to go to; BusyBox finds that out with each of them. */
function noFolder(process: Process, sources: readonly string[], what: { target: string; exists: boolean }): number {
  const { target, exists } = what;
  const text = exists ? 'Not a directory' : 'No such file or directory';
  if (!isBusybox(process)) {
    process.complain(`target '${target}': ${text}`);
    return 1;
  }
  for (const source of sources) {
    const there = process.files.stat(process.path(source));
    process.complain(
      there.ok
        ? `can't create '${destination(target, source, true)}': ${text}`
        : `can't stat '${source}': ${errorText(there.errno)}`,
    );
  }
  return 1;
}

function makeParents(process: Process, target: string, source: string): void {
  const parts = source.split('/').slice(0, -1);
  for (let at = 1; at <= parts.length; at++)
    process.files.mkdir(process.path(`${target}/${parts.slice(0, at).join('/')}`), { parents: true });
}

interface Names {
  readonly source: string;
  readonly to: string;
}

function copyOne(process: Process, names: Names, what: { how: Copying; options: Options }): boolean {
  const { source, to } = names;
  const { how, options } = what;
  const entry = process.files.stat(process.path(source), { follow: !how.links || how.followOperands });
  const folder = entry.ok && entry.value.kind === 'dir';
  if (folder && !how.recursive) {
    complain(process, {
      gnu: `-r not specified; omitting directory '${source}'`,
      busybox: `omitting directory '${source}'`,
    });
    return false;
  }
  if (entry.ok && !folder && to.endsWith('/') && !process.files.stat(process.path(to)).ok) {
    complain(process, {
      gnu: `cannot create regular file '${to}': Not a directory`,
      busybox: `can't create '${to}': Is a directory`,
    });
    return false;
  }
  if (same(process, source, to) && !options.has('l') && !options.has('s')) {
    process.complain(`'${source}' and '${to}' are the same file`);
    return false;
  }
  const shown = options.has('v') ? watcher(process) : undefined;
  const watching = { ...how, recursive: folder, ...(shown ? { made: shown.made } : {}) };
  const problems =
    options.has('l') || options.has('s')
      ? linked(process, names, options.has('s'))
      : copy(process, { from: source, to }, watching);
  shown?.finish();
  for (const problem of problems) report(process, problem, names);
  return problems.length === 0;
}

/** Shows what is copied: GNU a directory before what is in it, BusyBox after. */
function watcher(process: Process): { made: (names: { from: string; to: string }) => void; finish: () => void } {
  const show = ({ from, to }: { from: string; to: string }): void => process.out(`'${from}' -> '${to}'\n`);
  if (!isBusybox(process)) return { made: show, finish: () => undefined };
  const open: { from: string; to: string }[] = [];
  const close = (path: string | undefined): void => {
    for (let last = open.at(-1); last && !path?.startsWith(`${last.from}/`); last = open.at(-1)) {
      open.pop();
      show(last);
    }
  };
  return {
    made(names) {
      close(names.from);
      open.push({ from: names.from, to: names.to });
    },
    finish: () => close(undefined),
  };
}

function same(process: Process, one: string, other: string): boolean {
  const first = process.files.resolve(process.path(one));
  const second = process.files.resolve(process.path(other));
  return first.ok && second.ok && first.value === second.value;
}

function linked(process: Process, names: Names, symbolic: boolean): readonly CopyProblem[] {
  const made = symbolic
    ? process.files.symlink(process.path(names.to), names.source)
    : process.files.link(process.path(names.to), process.path(names.source));
  return made.ok ? [] : [{ path: names.to, errno: made.errno, at: 'target' }];
}

function report(process: Process, problem: CopyProblem, names: Names): void {
  const text = errorText(problem.errno);
  if (problem.errno === 'ELOOP' && problem.at === 'source' && process.files.stat(process.path(problem.path)).ok) {
    complain(process, {
      gnu: `cannot copy a directory, '${names.source}', into itself, '${names.to}'`,
      busybox: `recursion detected, omitting directory '${problem.path}'`,
    });
    return;
  }
  const known = process.files.stat(process.path(problem.path));
  const folder = known.ok && known.value.kind === 'dir';
  if (isBusybox(process)) {
    const missing = problem.at === 'source' && problem.errno === 'ENOENT';
    process.complain(
      missing
        ? `can't stat '${problem.path}': ${text}`
        : `can't ${problem.at === 'source' ? 'open' : kindOf(process, problem, names) === 'directory' ? 'create directory' : 'create'} '${problem.path}': ${text}`,
    );
  } else if (problem.at === 'source')
    process.complain(
      problem.errno === 'ENOENT' || problem.errno === 'ENOTDIR' || problem.errno === 'ELOOP'
        ? `cannot stat '${problem.path}': ${text}`
        : folder
          ? `cannot access '${problem.path}': ${text}`
          : `cannot open '${problem.path}' for reading: ${text}`,
    );
  else if (problem.errno === 'ENOTDIR' && problem.path === names.to)
    process.complain(`cannot overwrite non-directory '${problem.path}' with directory '${names.source}'`);
  else if (problem.errno === 'EISDIR')
    process.complain(`cannot overwrite directory '${problem.path}' with non-directory '${names.source}'`);
  else process.complain(`cannot create ${kindOf(process, problem, names)} '${problem.path}': ${text}`);
}

function kindOf(process: Process, problem: CopyProblem, names: Names): string {
  const source = process.files.stat(process.path(names.source));
  return source.ok && source.value.kind === 'dir' && problem.path === names.to ? 'directory' : 'regular file';
}
