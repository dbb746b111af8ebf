import { newMode } from '../../files/mode-text.ts';
import { errorText } from '../../kernel/errno.ts';
import type { Errno } from '../../files/tree.ts';
import { readOptions } from '../lib/options.ts';
import { complain, missingOperand } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Makes directories; -p, -m, -v.',
  gnu: {
    mkdir: 'mpvZ mode parents verbose context',
  },
  example: `
$ mkdir /tmp/a && ls -d /tmp/a
/tmp/a
$ mkdir -p /tmp/x/y/z; mkdir /tmp/x
! mkdir: cannot create directory '/tmp/x': File exists
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'pvZ',
      values: 'm',
      busybox: 'm:pvZ:',
      long: { '--parents': 'p', '--mode=': 'm', '--verbose': 'v' },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length === 0) return missingOperand(process);
    const text = options.value('m');
    const mode = text === undefined ? undefined : newMode(text, true);
    if (text !== undefined && mode === undefined) {
      complain(process, { gnu: `invalid mode '${text}'`, busybox: `invalid mode '${text}'` });
      return 1;
    }
    let status = 0;
    for (const name of options.rest) {
      const parts = options.has('p') ? steps(name) : [name];
      for (const part of parts) {
        const last = part === parts.at(-1);
        const known = process.files.stat(process.path(part));
        if (options.has('p') && known.ok && known.value.kind === 'dir') continue;
        const made = process.files.mkdir(process.path(part), last && mode !== undefined ? { mode } : {});
        if (!made.ok) {
          const shown =
            made.errno === 'ENOTDIR' || (made.errno === 'EEXIST' && !last)
              ? (parts[parts.indexOf(part) - (made.errno === 'ENOTDIR' ? 1 : 0)] ?? part)
              : part;
          const errno = made.errno === 'EEXIST' && !last ? 'ENOTDIR' : made.errno;
          complainOf(process, { shown, last: last && shown === part, errno });
          status = 1;
          break;
        }
        if (!options.has('v')) continue;
        const slash = last ? '' : '/';
        process.out(
          process.flavor === 'busybox'
            ? `created directory: '${part}${slash}'\n`
            : `mkdir: created directory '${part}'\n`,
        );
      }
    }
    return status;
  },
};
export default command;

/** `a/b/c` as `a`, `a/b`, `a/b/c`. */
function steps(name: string): string[] {
  const parts = name.split('/').filter(Boolean);
  const root = name.startsWith('/') ? '/' : '';
  return parts.map((_, at) => root + parts.slice(0, at + 1).join('/'));
}

function complainOf(process: Process, what: { shown: string; last: boolean; errno: Errno }): void {
  const text = errorText(what.errno);
  complain(process, {
    gnu: `cannot create directory '${what.shown}': ${text}`,
    busybox: `can't create directory '${what.shown}${what.last ? '' : '/'}': ${text}`,
  });
}
