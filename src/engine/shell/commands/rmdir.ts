import { errorText } from '../errno.ts';
import { readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Removes empty directories; -p.',
  example: `
$ mkdir /tmp/a && rmdir /tmp/a && ls /tmp
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'pv',
      long: { '--parents': 'p', '--ignore-fail-on-non-empty': 'i' },
    });
    if (options.refused !== undefined) return options.refused;
    let status = 0;
    for (const name of options.rest) {
      for (let path = name; path !== '' && path !== '/' && path !== '.'; path = path.replace(/\/?[^/]*\/?$/, '')) {
        const stat = process.files.stat(process.path(path), { follow: false });
        const notFolder = stat.ok && stat.value.kind !== 'dir';
        const removed = notFolder
          ? ({ ok: false, errno: 'ENOTDIR' } as const)
          : process.files.remove(process.path(path));
        if (!removed.ok && !(removed.errno === 'ENOTEMPTY' && options.has('i'))) {
          const text = errorText(removed.errno);
          process.complain(process.flavor === 'busybox' ? `'${path}': ${text}` : `failed to remove '${path}': ${text}`);
          status = 1;
        }
        if (!removed.ok || !options.has('p')) break;
      }
    }
    return status;
  },
};
export default command;
