import { clean } from '../../files/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox, missingOperand, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints where a link leads; -f, -e, -m resolve the whole path, -n.',
  gnu: {
    readlink: 'femnqsvz canonicalize canonicalize-existing canonicalize-missing no-newline quiet silent verbose zero',
  },
  example: `
$ ln -s /etc/passwd /tmp/p; readlink /tmp/p
/etc/passwd
$ cd /tmp; readlink -f p
/etc/passwd
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'fmenqsvz',
      busybox: 'fnvsq',
      long: {
        '--canonicalize': 'f',
        '--canonicalize-existing': 'e',
        '--canonicalize-missing': 'm',
        '--no-newline': 'n',
        '--zero': 'z',
        '--verbose': 'v',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const { rest } = options;
    if (rest.length === 0) return missingOperand(process);
    if (isBusybox(process) && rest.length > 1) return usage(process);
    const end = options.has('z') ? '\0' : options.has('n') && rest.length === 1 ? '' : '\n';
    let status = 0;
    for (const name of rest) {
      const missing = options.has('m') ? 'all' : options.has('e') || !mayEndNowhere(process, name) ? 'none' : 'last';
      const full = options.has('f') || options.has('e') || options.has('m');
      const answer = full ? canonical(process, name, missing) : target(process, name);
      if (answer !== undefined) process.out(answer + end);
      else {
        status = 1;
        if (options.has('v')) process.complain(`${name}: ${reason(process, name)}`);
      }
    }
    return status;
  },
};
export default command;

function reason(process: Process, name: string): string {
  const entry = process.files.stat(process.path(name), { follow: false });
  return errorText(entry.ok ? 'EINVAL' : entry.errno);
}

function target(process: Process, name: string): string | undefined {
  const entry = process.files.stat(process.path(name), { follow: false });
  return entry.ok ? entry.value.target : undefined;
}

/** BusyBox takes a last part that is missing only in names with a slash (libbb/xreadlink.c). */
export function mayEndNowhere(process: Process, name: string): boolean {
  const link = process.files.stat(process.path(name), { follow: false });
  return !isBusybox(process) || name.includes('/') || (link.ok && link.value.target?.includes('/') === true);
}

/**
 * The path without links. Of it may be missing: nothing, the last part, or any; undefined when more is. A link that leads
 * nowhere counts as its target.
 */
export function canonical(process: Process, name: string, missing: 'none' | 'last' | 'all'): string | undefined {
  if (name === '') return undefined;
  let path = process.path(name);
  for (let links = 0; links < 40; links++) {
    const real = process.files.resolve(path);
    if (real.ok) return real.value;
    if (missing === 'none') return undefined;
    const bare = path.replace(/\/+$/, '');
    const at = bare.lastIndexOf('/');
    const folder = canonicalFolder(process, bare.slice(0, at) || '/', missing);
    if (folder === undefined) return undefined;
    const entry = process.files.stat(path, { follow: false });
    if (!entry.ok || entry.value.target === undefined) return clean(`${folder}/${bare.slice(at + 1)}`);
    const { target: text } = entry.value;
    path = text.startsWith('/') ? text : `${folder}/${text}`;
  }
  return undefined;
}

function canonicalFolder(process: Process, path: string, missing: 'last' | 'all'): string | undefined {
  const real = process.files.resolve(path);
  if (!real.ok) return missing === 'all' ? clean(path) : undefined;
  const entry = process.files.stat(real.value);
  return missing === 'all' || (entry.ok && entry.value.kind === 'dir') ? real.value : undefined;
}
