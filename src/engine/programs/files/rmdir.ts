import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox, missingOperand } from '../lib/flavor.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Removes empty directories: -p, -v, --ignore-fail-on-non-empty.',
  gnu: {
    rmdir: 'pv ignore-fail-on-non-empty parents verbose',
  },
  example: `
$ mkdir /tmp/a && rmdir /tmp/a && ls /tmp
$ rmdir -v /tmp/a
rmdir: removing directory, '/tmp/a'
! rmdir: failed to remove '/tmp/a': No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'pv',
      busybox: 'pv',
      long: { '--parents': 'p', '--ignore-fail-on-non-empty': 'i', '--verbose': 'v' },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length === 0) return missingOperand(process);
    let status = 0;
    for (const name of options.rest) {
      for (let path = name; path !== '' && path !== '/' && path !== '.'; path = path.replace(/\/?[^/]*\/?$/, '')) {
        if (options.has('v')) process.out(`rmdir: removing directory, '${path}'\n`);
        const stat = process.files.stat(process.path(path), { follow: false });
        const notFolder = stat.ok && stat.value.kind !== 'dir';
        const removed = notFolder
          ? ({ ok: false, errno: 'ENOTDIR' } as const)
          : process.files.remove(process.path(path));
        if (!removed.ok && !(removed.errno === 'ENOTEMPTY' && options.has('i'))) {
          const text = errorText(removed.errno);
          const what = path === name ? '' : 'directory ';
          process.complain(isBusybox(process) ? `'${path}': ${text}` : `failed to remove ${what}'${path}': ${text}`);
          status = 1;
        }
        if (!removed.ok || !options.has('p')) break;
      }
    }
    return status;
  },
};
export default command;
