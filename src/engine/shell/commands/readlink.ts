import { clean } from '../../files/index.ts';
import { readOptions } from '../options.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Prints where a link leads; -f, -e, -m resolve the whole path, -n.',
  example: `
$ ln -s /etc/passwd /tmp/p; readlink /tmp/p
/etc/passwd
$ cd /tmp; readlink -f p
/etc/passwd
`,
  run(process, args) {
    const options = readOptions(process, args, { flags: 'fmenqsvz', long: { '--canonicalize': 'f' } });
    if (options.refused !== undefined) return options.refused;
    let status = 0;
    for (const name of options.rest) {
      const full = options.has('f') || options.has('e') || options.has('m');
      const answer = full ? canonical(process, name, options.has('e')) : target(process, name);
      if (answer === undefined) status = 1;
      else process.out(options.has('n') ? answer : `${answer}\n`);
    }
    return status;
  },
};
export default command;

function target(process: Process, name: string): string | undefined {
  const entry = process.files.stat(process.path(name), { follow: false });
  return entry.ok ? entry.value.target : undefined;
}

/** The path without links; its last part may be missing unless `exists`. */
export function canonical(process: Process, name: string, exists: boolean): string | undefined {
  const path = process.path(name);
  const real = process.files.resolve(path);
  if (real.ok) return real.value;
  if (exists) return undefined;
  const link = process.files.stat(path, { follow: false });
  if (link.ok && link.value.target !== undefined) {
    const { target: text } = link.value;
    return text.startsWith('/') ? clean(text) : clean(`${path}/../${text}`);
  }
  const bare = path.replace(/\/+$/, '');
  const at = bare.lastIndexOf('/');
  const folder = process.files.resolve(bare.slice(0, at) || '/');
  return folder.ok ? clean(`${folder.value}/${bare.slice(at + 1)}`) : undefined;
}
