import { findGroup, findUser } from '../../files/accounts.ts';
import { copy, destination } from '../lib/copy-files.ts';
import { errorText } from '../../kernel/errno.ts';
import { newMode } from '../../files/mode-text.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, missingOperand } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Copies files with a mode (755) and owner, or makes directories (-d): -m -o -g -D -t -T -v.',
  gnu: {
    install:
      'bcCdDgmopsStTvZ backup compare directory debug group mode owner preserve-timestamps strip strip-program suffix target-directory no-target-directory verbose preserve-context context',
  },
  example: `
$ echo x > /tmp/a; install -m 600 /tmp/a /tmp/b; stat -c %a /tmp/b
600
$ install -d -m 700 /tmp/d/e; stat -c %a /tmp/d /tmp/d/e
755
700
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'dDTvcpCsb',
      values: 'mogtS',
      busybox: 'cdDsvpm:o:g:t:T',
      long: {
        '--directory': 'd',
        '--mode=': 'm',
        '--owner=': 'o',
        '--group=': 'g',
        '--target-directory=': 't',
        '--no-target-directory': 'T',
        '--verbose': 'v',
        '--strip': 's',
        '--compare': 'C',
        '--preserve-timestamps': 'p',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const { rest } = options;
    const folder = options.value('t');
    const target = folder ?? rest.at(-1);
    const sources = folder === undefined && !options.has('d') ? rest.slice(0, -1) : rest;
    if (target === undefined || sources.length === 0)
      return missingOperand(
        process,
        rest[0] === undefined ? 'missing file operand' : `missing destination file operand after '${rest[0]}'`,
      );
    const how = wanted(process, options);
    if (!how) return 1;
    if (options.has('d')) return rest.every((name) => makeFolder(process, name, how)) ? 0 : 1;
    const known = process.files.stat(process.path(target));
    const isFolder = known.ok && known.value.kind === 'dir';
    if (!isFolder && sources.length > 1 && folder === undefined) {
      complain(process, {
        gnu: `target '${target}': ${known.ok ? 'Not a directory' : 'No such file or directory'}`,
        busybox: `can't create '${target}/${sources[0] ?? ''}': ${known.ok ? 'Not a directory' : 'No such file or directory'}`,
      });
      return 1;
    }
    const into = !options.has('T') && (isFolder || folder !== undefined);
    const made = sources.map((source) => installOne(process, { source, to: destination(target, source, into) }, how));
    return made.every(Boolean) ? 0 : 1;
  },
};
export default command;

/** Mode and owner that the options ask for; undefined after a complaint. */
function wanted(process: Process, options: Options): How | undefined {
  const { tree } = process.system;
  const [text, user, group] = [options.value('m'), options.value('o'), options.value('g')];
  const mode = text === undefined ? 0o755 : newMode(text, false);
  const uid = user === undefined ? undefined : findUser(tree, user)?.uid;
  const gid = group === undefined ? undefined : findGroup(tree, group);
  if (mode === undefined) process.complain(`invalid mode '${text ?? ''}'`);
  else if (user !== undefined && uid === undefined)
    complain(process, { gnu: `invalid user '${user}'`, busybox: `unknown user ${user}` });
  else if (group !== undefined && gid === undefined)
    complain(process, { gnu: `invalid group '${group}'`, busybox: `unknown group ${group}` });
  else return { mode, uid, gid, options };
  return undefined;
}

interface How {
  readonly mode: number;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly options: Options;
}

function makeFolder(process: Process, name: string, how: How): boolean {
  const path = process.path(name);
  const known = process.files.stat(path);
  const made =
    known.ok && known.value.kind === 'dir' ? known : process.files.mkdir(path, { parents: true, mode: how.mode });
  if (!made.ok) {
    complain(process, {
      gnu: `cannot create directory '${name}': ${errorText(made.errno)}`,
      busybox: `can't create directory '${name}': ${errorText(made.errno)}`,
    });
    return false;
  }
  if (how.options.has('v') && !known.ok)
    process.out(isBusybox(process) ? `created directory: '${name}'\n` : `install: creating directory '${name}'\n`);
  return finish(process, { name, path }, how);
}

function finish(process: Process, at: { name: string; path: string }, how: How): boolean {
  const { uid, gid, mode } = how;
  const entry = process.files.stat(at.path);
  const wantsOwner = entry.ok && (uid !== undefined || gid !== undefined);
  const owned = wantsOwner
    ? process.files.chown(at.path, { uid: uid ?? entry.value.uid, gid: gid ?? entry.value.gid })
    : ({ ok: true, value: undefined } as const);
  if (!owned.ok) {
    const text = errorText(owned.errno);
    complain(process, {
      gnu: `cannot change ownership of '${at.name}': ${text}`,
      busybox: `can't change ownership of '${at.name}': ${text}`,
    });
    return false;
  }
  return process.files.chmod(at.path, mode).ok;
}

function installOne(process: Process, names: { source: string; to: string }, how: How): boolean {
  const path = process.path(names.to);
  if (names.to.endsWith('/')) {
    complain(process, {
      gnu: `cannot create regular file '${names.to}': Not a directory`,
      busybox: `can't create '${names.to}': Is a directory`,
    });
    return false;
  }
  if (how.options.has('D')) process.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  const entry = process.files.stat(process.path(names.source));
  if (entry.ok && entry.value.kind === 'dir') {
    process.complain(`omitting directory '${names.source}'`);
    return false;
  }
  if (entry.ok) process.files.remove(path);
  const [problem] = copy(
    process,
    { from: names.source, to: names.to },
    { recursive: false, preserve: false, links: false, followOperands: false },
  );
  if (!problem) {
    if (how.options.has('v')) process.out(`'${names.source}' -> '${names.to}'\n`);
    return finish(process, { name: names.to, path }, how);
  }
  const text = errorText(problem.errno);
  const source = problem.at === 'source';
  complain(process, {
    gnu: source ? `cannot stat '${problem.path}': ${text}` : `cannot create regular file '${problem.path}': ${text}`,
    busybox: source ? `can't stat '${problem.path}': ${text}` : `can't create '${problem.path}': ${text}`,
  });
  return false;
}
