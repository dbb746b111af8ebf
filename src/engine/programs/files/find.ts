import { errorText } from '../../kernel/errno.ts';
import { plan, type Candidate, type Plan } from './find/expression.ts';
import { BUSYBOX_HELP } from './find/help.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import type { Errno } from '../../files/tree.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Walks directories: -name -path -regex -type -size -perm -user -empty -newer -mtime -maxdepth -prune -delete -exec -ok -printf -print0 -quit, ! -o ( ), -L.',
  example: `
$ mkdir -p /tmp/a/b; touch /tmp/a/x.log /tmp/a/b/y.txt; find /tmp/a -name '*.log'
/tmp/a/x.log
$ cd /tmp; find . -type d
.
./a
./a/b
$ find /tmp/a -type f -exec echo found {} +
found /tmp/a/b/y.txt /tmp/a/x.log
$ find /tmp/a -type f -delete; find /tmp/a -type f
$ find /tmp -nosuch
! find: unknown predicate \`-nosuch'
`,
  *run(process, args) {
    const at = args.findIndex((arg) => /^[-!(]/.test(arg) && !/^-[HLPO]/.test(arg));
    const head = args.slice(0, at === -1 ? undefined : at);
    const starts = head.filter((arg) => !/^-[HLPO]/.test(arg));
    const made = plan(process, at === -1 ? [] : args.slice(at));
    const { state } = made;
    if (head.includes('-L')) state.follow = true;
    if (state.error !== undefined) {
      process.complain(state.error);
      if (state.unknown) usage(process, 1, BUSYBOX_HELP);
      return 1;
    }
    let status = 0;
    for (const start of starts.length > 0 ? starts : ['.']) {
      if (state.stopped) break;
      if (!(yield* walk(process, start, made))) status = 1;
    }
    const last = yield* made.finish();
    return status || last || (state.failed ? 1 : 0);
  },
};
export default command;

function complain(process: Process, name: string, errno: Errno): void {
  process.complain(isBusybox(process) ? `${name}: ${errorText(errno)}` : `'${name}': ${errorText(errno)}`);
}

/** Looks at a starting point and everything below; false when something could not be read. */
function* walk(process: Process, start: string, made: Plan): Task<boolean> {
  const { state } = made;
  const look = (name: string, path: string, depth: number): Candidate | Errno => {
    const followed = process.files.stat(path, { follow: state.follow });
    const entry = followed.ok || !state.follow ? followed : process.files.stat(path, { follow: false });
    return entry.ok ? { name, path, entry: entry.value, depth, start } : entry.errno;
  };
  const top = start === '' ? 'ENOENT' : look(start, process.path(start), 0);
  if (typeof top === 'string') {
    complain(process, start, top);
    return false;
  }
  let good = true;
  const pending: { file: Candidate; done: boolean }[] = [{ file: top, done: false }];
  for (let item = pending.pop(); item && !state.stopped; item = pending.pop()) {
    const { file } = item;
    if ((item.done || !state.depthFirst) && file.depth >= state.minDepth) yield* made.test(file);
    if (item.done) continue;
    if (state.depthFirst) pending.push({ file, done: true });
    if (file.entry.kind !== 'dir' || file.depth >= state.maxDepth || state.pruned.has(file.path) || file.depth > 100)
      continue;
    const names = process.files.list(file.path);
    if (!names.ok && names.errno === 'EACCES') {
      complain(process, file.name, 'EACCES');
      good = false;
    }
    for (const name of (names.ok ? names.value : []).toReversed()) {
      const shown = file.name.endsWith('/') ? `${file.name}${name}` : `${file.name}/${name}`;
      const below = look(shown, `${file.path.replace(/\/$/, '')}/${name}`, file.depth + 1);
      if (typeof below !== 'string') pending.push({ file: below, done: false });
    }
  }
  return good;
}
