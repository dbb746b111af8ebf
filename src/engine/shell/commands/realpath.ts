import { clean } from '../../files/index.ts';
import { errorText } from '../errno.ts';
import { readOptions } from '../options.ts';
import { canonical } from './readlink.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Prints paths without links; -m, -e, -s, --relative-to.',
  example: `
$ cd /tmp; realpath ../etc/./passwd
/etc/passwd
$ realpath /none/x
! realpath: /none/x: No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'emsqzLP',
      long: { '--relative-to=': 'relative', '--no-symlinks': 's' },
    });
    if (options.refused !== undefined) return options.refused;
    let status = 0;
    for (const name of options.rest) {
      const exists = options.has('e') || process.flavor === 'busybox';
      const found = options.has('s') ? clean(process.path(name)) : canonical(process, name, exists);
      const path = found ?? (options.has('m') ? clean(process.path(name)) : undefined);
      if (path === undefined) {
        process.complain(`${name}: ${errorText('ENOENT')}`);
        status = 1;
        continue;
      }
      const base = options.value('relative');
      process.out(`${base === undefined ? path : relative(clean(process.path(base)), path)}\n`);
    }
    return status;
  },
};
export default command;

function relative(base: string, path: string): string {
  const from = base.split('/').filter(Boolean);
  const to = path.split('/').filter(Boolean);
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
}
