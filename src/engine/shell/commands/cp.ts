import { isWithin, clean } from '../../files/index.ts';
import { copy, destination, type CopyProblem, type Copying } from '../copy.ts';
import { errorText } from '../errno.ts';
import { complain, isBusybox, readOptions, type Options } from '../options.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Copies files; -r, -a, -p, -P, -L, -t, -T, -n, -f, -u (always copies), -v.',
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
      flags: 'rRaApPdLHfnuviTlsx',
      values: 'tS',
      long: {
        '--recursive': 'r',
        '--archive': 'a',
        '--preserve': 'p',
        '--no-clobber': 'n',
        '--force': 'f',
        '--update': 'u',
        '--verbose': 'v',
        '--no-target-directory': 'T',
        '--target-directory=': 't',
        '--no-dereference': 'P',
        '--dereference': 'L',
        '--link': 'l',
        '--symbolic-link': 's',
        '--parents': 'parents',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('parents')) process.notSimulated('flag --parents of cp');
    const folder = options.value('t');
    const sources = folder === undefined ? options.rest.slice(0, -1) : options.rest;
    const target = folder ?? options.rest.at(-1);
    if (target === undefined || sources.length === 0) return noOperands(process, options.rest);
    return copyAll(process, sources, { target, options });
  },
};
export default command;

function noOperands(process: Process, rest: readonly string[]): number {
  if (process.flavor === 'busybox')
    process.err('BusyBox v1.37.0 multi-call binary.\n\nUsage: cp [-arPLHpfinlsTu] SOURCE DEST\n');
  else {
    process.complain(
      rest[0] === undefined ? 'missing file operand' : `missing destination file operand after '${rest[0]}'`,
    );
    process.err("Try 'cp --help' for more information.\n");
  }
  return 1;
}

function copyAll(process: Process, sources: readonly string[], what: { target: string; options: Options }): number {
  const { target, options } = what;
  const archive = options.has('a') || options.has('A');
  const recursive = archive || options.has('r') || options.has('R');
  const how: Copying = {
    recursive,
    preserve: archive || options.has('p'),
    links: !options.has('L') && (archive || options.has('d') || options.has('P') || recursive),
    followOperands: options.has('H'),
  };
  const known = process.files.stat(process.path(target));
  const into = known.ok && known.value.kind === 'dir' && !options.has('T');
  if (!into && (sources.length > 1 || options.value('t') !== undefined)) {
    complain(process, {
      gnu: known.ok ? `target '${target}': Not a directory` : `target '${target}': No such file or directory`,
      busybox: `can't create '${target}/${sources[0] ?? ''}': ${known.ok ? 'Not a directory' : 'No such file or directory'}`,
    });
    return 1;
  }
  let status = 0;
  for (const source of sources) {
    const to = destination(target, source, into);
    if (options.has('n') && process.files.stat(process.path(to), { follow: false }).ok) continue;
    if (!copyOne(process, { source, to }, { how, options })) status = 1;
  }
  return status;
}

function copyOne(
  process: Process,
  names: { source: string; to: string },
  what: { how: Copying; options: Options },
): boolean {
  const { source, to } = names;
  const { how, options } = what;
  const entry = process.files.stat(process.path(source), { follow: !how.links || how.followOperands });
  if (entry.ok && entry.value.kind === 'dir') {
    if (!how.recursive) {
      complain(process, {
        gnu: `-r not specified; omitting directory '${source}'`,
        busybox: `omitting directory '${source}'`,
      });
      return false;
    }
    if (isWithin(clean(process.path(source)), clean(process.path(to)))) {
      complain(process, {
        gnu: `cannot copy a directory, '${source}', into itself, '${to}'`,
        busybox: `recursion detected, omitting directory '${to}'`,
      });
      return false;
    }
  }
  if (same(process, source, to)) {
    complain(process, {
      gnu: `'${source}' and '${to}' are the same file`,
      busybox: `'${source}' and '${to}' are the same file`,
    });
    return false;
  }
  const problems = options.has('l')
    ? linked(process, names)
    : copy(process, { from: source, to }, entry.ok && entry.value.kind === 'dir' ? how : { ...how, recursive: false });
  for (const problem of problems) report(process, problem, names);
  if (options.has('v') && problems.length === 0) process.out(`'${source}' -> '${to}'\n`);
  return problems.length === 0;
}

function same(process: Process, one: string, other: string): boolean {
  const first = process.files.resolve(process.path(one));
  const second = process.files.resolve(process.path(other));
  return first.ok && second.ok && first.value === second.value;
}

function linked(process: Process, names: { source: string; to: string }): readonly CopyProblem[] {
  const made = process.files.link(process.path(names.to), process.path(names.source));
  return made.ok ? [] : [{ path: names.to, errno: made.errno, at: 'target' }];
}

function report(process: Process, problem: CopyProblem, names: { source: string; to: string }): void {
  const text = errorText(problem.errno);
  if (isBusybox(process)) {
    const missing = problem.at === 'source' && problem.errno === 'ENOENT';
    process.complain(
      missing
        ? `can't stat '${problem.path}': ${text}`
        : `can't ${problem.at === 'source' ? 'open' : 'create'} '${problem.path}': ${text}`,
    );
  } else if (problem.at === 'source')
    process.complain(
      problem.errno === 'ENOENT' || problem.errno === 'ENOTDIR'
        ? `cannot stat '${problem.path}': ${text}`
        : `cannot open '${problem.path}' for reading: ${text}`,
    );
  else if (problem.errno === 'ENOTDIR' && problem.path === names.to)
    process.complain(`cannot overwrite non-directory '${problem.path}' with directory '${names.source}'`);
  else if (problem.errno === 'EISDIR')
    process.complain(`cannot overwrite directory '${problem.path}' with non-directory '${names.source}'`);
  else process.complain(`cannot create ${kindOf(process, problem, names)} '${problem.path}': ${text}`);
}

function kindOf(process: Process, problem: CopyProblem, names: { source: string; to: string }): string {
  const source = process.files.stat(process.path(names.source));
  return source.ok && source.value.kind === 'dir' && problem.path === names.to ? 'directory' : 'regular file';
}
