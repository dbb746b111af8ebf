import { clean } from '../../files/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { missingOperand } from '../lib/flavor.ts';
import { canonical, mayEndNowhere } from './readlink.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints paths without links; -m, -e, -s, --relative-to.',
  gnu: {
    realpath:
      'emLPqsz canonicalize-existing canonicalize-missing logical physical quiet relative-to relative-base strip no-symlinks zero',
  },
  example: `
$ cd /tmp; realpath ../etc/./passwd
/etc/passwd
$ realpath /none/x
! realpath: /none/x: No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'emsqzLPE',
      busybox: '',
      long: {
        '--relative-to=': 'relative',
        '--relative-base=': 'within',
        '--no-symlinks': 's',
        '--strip': 's',
        '--canonicalize-existing': 'e',
        '--canonicalize-missing': 'm',
        '--quiet': 'q',
        '--zero': 'z',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length === 0) return missingOperand(process);
    if (options.has('within')) process.notSimulated('flag --relative-base of realpath');
    let status = 0;
    for (const name of options.rest) {
      const missing = options.has('m') ? 'all' : options.has('e') || !mayEndNowhere(process, name) ? 'none' : 'last';
      const path = options.has('s') ? clean(process.path(name)) : canonical(process, name, missing);
      if (path === undefined) {
        const known = process.files.resolve(process.path(name));
        if (!options.has('q')) process.complain(`${name}: ${errorText(known.ok ? 'ENOENT' : known.errno)}`);
        status = 1;
        continue;
      }
      const base = options.value('relative');
      process.out(
        `${base === undefined ? path : relative(clean(process.path(base)), path)}${options.has('z') ? '\0' : '\n'}`,
      );
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
