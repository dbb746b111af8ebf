import { findGroup, findUser } from '../accounts.ts';
import { copy, destination } from '../copy.ts';
import { errorText } from '../errno.ts';
import { symbolicMode } from '../mode.ts';
import { readOptions, type Options } from '../options.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Copies files with a mode (755) and owner, or makes directories (-d): -m -o -g -D -t -T -v.',
  example: `
$ echo x > /tmp/a; install -m 600 /tmp/a /tmp/b; stat -c %a /tmp/b
600
$ install -d -m 700 /tmp/d/e; stat -c %a /tmp/d /tmp/d/e
755
700
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'dDTvcpCs',
      values: 'mogt',
      long: { '--directory': 'd', '--mode=': 'm', '--owner=': 'o', '--group=': 'g', '--target-directory=': 't' },
    });
    if (options.refused !== undefined) return options.refused;
    const text = options.value('m');
    const mode =
      text === undefined
        ? 0o755
        : /^[0-7]+$/.test(text)
          ? Number.parseInt(text, 8)
          : symbolicMode(text, { mode: 0, umask: 0, folder: false });
    if (mode === undefined) {
      process.complain(`invalid mode '${text ?? ''}'`);
      return 1;
    }
    if (options.has('d')) return options.rest.every((name) => makeFolder(process, name, { mode, options })) ? 0 : 1;
    const folder = options.value('t');
    const target = folder ?? options.rest.at(-1);
    const sources = folder === undefined ? options.rest.slice(0, -1) : options.rest;
    if (target === undefined || sources.length === 0) {
      process.complain(
        options.rest[0] === undefined
          ? 'missing file operand'
          : `missing destination file operand after '${options.rest[0]}'`,
      );
      process.err("Try 'install --help' for more information.\n");
      return 1;
    }
    const known = process.files.stat(process.path(target));
    const into = !options.has('T') && ((known.ok && known.value.kind === 'dir') || folder !== undefined);
    return sources.every((source) =>
      installOne(process, { source, to: destination(target, source, into) }, { mode, options }),
    )
      ? 0
      : 1;
  },
};
export default command;

interface How {
  readonly mode: number;
  readonly options: Options;
}

function makeFolder(process: Process, name: string, how: How): boolean {
  const path = process.path(name);
  const made = process.files.mkdir(path, { parents: true, mode: how.mode });
  if (!made.ok) {
    process.complain(`cannot create directory '${name}': ${errorText(made.errno)}`);
    return false;
  }
  return finish(process, path, how);
}

function finish(process: Process, path: string, how: How): boolean {
  const { options, mode } = how;
  const { tree } = process.system;
  const user = options.value('o');
  const group = options.value('g');
  const uid = user === undefined ? undefined : findUser(tree, user)?.uid;
  const gid = group === undefined ? undefined : findGroup(tree, group);
  if (user !== undefined && uid === undefined) {
    process.complain(`invalid user: '${user}'`);
    return false;
  }
  if (group !== undefined && gid === undefined) {
    process.complain(`invalid group: '${group}'`);
    return false;
  }
  const entry = process.files.stat(path);
  if (entry.ok && (uid !== undefined || gid !== undefined))
    process.files.chown(path, { uid: uid ?? entry.value.uid, gid: gid ?? entry.value.gid });
  return process.files.chmod(path, mode).ok;
}

function installOne(process: Process, names: { source: string; to: string }, how: How): boolean {
  const path = process.path(names.to);
  if (how.options.has('D')) process.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  const entry = process.files.stat(process.path(names.source));
  if (entry.ok && entry.value.kind === 'dir') {
    process.complain(`omitting directory '${names.source}'`);
    return false;
  }
  process.files.remove(path);
  const [problem] = copy(
    process,
    { from: names.source, to: names.to },
    { recursive: false, preserve: false, links: false, followOperands: false },
  );
  if (!problem) return finish(process, path, how);
  const what =
    problem.at === 'source' ? `cannot stat '${problem.path}'` : `cannot create regular file '${problem.path}'`;
  process.complain(
    process.flavor === 'busybox' && problem.at === 'source'
      ? `can't stat '${problem.path}': ${errorText(problem.errno)}`
      : `${what}: ${errorText(problem.errno)}`,
  );
  return false;
}
