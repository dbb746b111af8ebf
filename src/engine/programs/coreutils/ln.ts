import { basename, clean, dirname } from '../../files/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, missingOperand, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Makes links; -s, -f, -n, -r, -T, -v.',
  gnu: {
    ln: 'bdFfiLnPrsStTv backup directory force interactive logical no-dereference physical relative symbolic suffix target-directory no-target-directory verbose',
  },
  example: `
$ echo a > /tmp/a; ln -s a /tmp/b; cat /tmp/b; readlink /tmp/b
a
a
$ ln -s x /tmp/b
! ln: failed to create symbolic link '/tmp/b': File exists
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'sfnrTvihLPbdF',
      values: 'tS',
      busybox: 'sfnbS:vT',
      long: {
        '--symbolic': 's',
        '--force': 'f',
        '--no-dereference': 'n',
        '--relative': 'r',
        '--verbose': 'v',
        '--no-target-directory': 'T',
        '--target-directory=': 't',
        '--logical': 'L',
        '--physical': 'P',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const { rest } = options;
    const folder = options.value('t');
    const target = folder ?? (rest.length === 1 ? '.' : rest.at(-1));
    const sources = folder === undefined && rest.length > 1 ? rest.slice(0, -1) : rest;
    if (target === undefined || sources.length === 0) {
      return missingOperand(process, 'missing file operand');
    }
    const known = process.files.stat(process.path(target), { follow: !options.has('n') });
    const into = known.ok && known.value.kind === 'dir' && !options.has('T');
    if (options.has('T') && rest.length > 2) return usage(process);
    if (!into && sources.length > 1 && !isBusybox(process)) {
      process.complain(`target '${target}': ${known.ok ? 'Not a directory' : 'No such file or directory'}`);
      return 1;
    }
    let status = 0;
    for (const source of sources) {
      const path = into ? `${target.replace(/\/+$/, '')}/${basename(source.replace(/\/+$/, ''))}` : target;
      if (!makeLink(process, { source, path }, options)) status = 1;
    }
    return status;
  },
};
export default command;

function makeLink(process: Process, names: { source: string; path: string }, options: Options): boolean {
  const { source, path } = names;
  const symbolic = options.has('s');
  const full = process.path(path);
  if (options.has('f')) {
    const old = process.files.stat(full, { follow: false });
    if (old.ok && old.value.kind !== 'dir') process.files.remove(full);
  }
  const made = symbolic
    ? process.files.symlink(full, options.has('r') ? relative(process, source, full) : source)
    : (refused(process) ?? process.files.link(full, process.path(source)));
  if (made.ok) {
    const arrow = symbolic || isBusybox(process) ? '->' : '=>';
    if (options.has('v')) process.out(`'${path}' ${arrow} '${source}'\n`);
    return true;
  }
  const text = errorText(made.errno);
  const kind = symbolic ? 'symbolic' : 'hard';
  const missing = !symbolic && !process.files.stat(process.path(source), { follow: false }).ok;
  const folder = !symbolic && made.errno === 'EPERM';
  const towards = symbolic ? '' : ` => '${source}'`;
  complain(process, {
    gnu: missing
      ? `failed to access '${source}': ${text}`
      : folder
        ? `${source}: hard link not allowed for directory`
        : `failed to create ${kind} link '${path}'${made.errno === 'EEXIST' || made.errno === 'EROFS' ? '' : towards}: ${text}`,
    busybox: missing ? `${source}: ${text}` : `${path}: ${text}`,
  });
  return false;
}

function relative(process: Process, source: string, link: string): string {
  const from = clean(dirname(link)).split('/').filter(Boolean);
  const to = clean(process.path(source)).split('/').filter(Boolean);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
}

/** What a filter of system calls answers to link(2). */
function refused(process: Process): { ok: false; errno: 'EACCES' | 'EPERM' } | undefined {
  const errno = process.system.rights?.refuses('linkat') ?? process.system.rights?.refuses('link');
  return errno === undefined
    ? undefined
    : { ok: false, errno: errno === 13 || errno === 'EACCES' ? 'EACCES' : 'EPERM' };
}
