import { errorText } from '../errno.ts';
import { plan, type Candidate, type Plan } from '../find/expression.ts';
import type { Command, Process, Task } from '../system.ts';

const command: Command = {
  summary:
    'Walks directories: -name -path -type -size -perm -user -empty -maxdepth -prune -delete -exec -print0, ! -o ( ). Times are left out.',
  example: `
$ mkdir -p /tmp/a/b; touch /tmp/a/x.log /tmp/a/b/y.txt; find /tmp/a -name '*.log'
/tmp/a/x.log
$ cd /tmp; find . -type d
.
./a
./a/b
$ find /tmp/a -type f -delete; find /tmp/a -type f
`,
  *run(process, args) {
    const at = args.findIndex((arg) => /^[-!(]/.test(arg) && !/^-[HLPO]/.test(arg));
    const starts = args.slice(0, at === -1 ? undefined : at).filter((arg) => !/^-[HLPO]/.test(arg));
    const pruned = new Set<string>();
    const made = plan(process, at === -1 ? [] : args.slice(at), pruned);
    if (made.error !== undefined) {
      process.complain(made.error);
      return 1;
    }
    let status = 0;
    for (const start of starts.length > 0 ? starts : ['.'])
      if (!(yield* walk(process, start, { made, pruned }))) status = 1;
    yield* made.finish();
    return status;
  },
};
export default command;

function* walk(process: Process, start: string, how: { made: Plan; pruned: Set<string> }): Task<boolean> {
  const { made, pruned } = how;
  const top = process.files.stat(process.path(start), { follow: false });
  if (!top.ok) {
    process.complain(
      process.flavor === 'busybox' ? `${start}: ${errorText(top.errno)}` : `'${start}': ${errorText(top.errno)}`,
    );
    return false;
  }
  let good = true;
  const pending: { file: Candidate; done: boolean }[] = [
    { file: { name: start, path: process.path(start), entry: top.value, depth: 0 }, done: false },
  ];
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { file } = item;
    if ((item.done || !made.depthFirst) && file.depth >= made.minDepth) yield* made.test(file);
    if (item.done) continue;
    if (made.depthFirst) pending.push({ file, done: true });
    if (file.entry.kind !== 'dir' || file.depth >= made.maxDepth || pruned.has(file.path)) continue;
    const names = process.files.list(file.path);
    if (!names.ok && names.errno === 'EACCES') {
      process.complain(
        process.flavor === 'busybox' ? `${file.name}: Permission denied` : `'${file.name}': Permission denied`,
      );
      good = false;
    }
    for (const name of (names.ok ? names.value : []).toReversed()) {
      const path = `${file.path.replace(/\/$/, '')}/${name}`;
      const entry = process.files.stat(path, { follow: false });
      const shown = file.name.endsWith('/') ? `${file.name}${name}` : `${file.name}/${name}`;
      if (entry.ok)
        pending.push({ file: { name: shown, path, entry: entry.value, depth: file.depth + 1 }, done: false });
    }
  }
  return good;
}
