import { errorText } from '../errno.ts';
import { complain, missingOperand, readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Makes empty files; times of files are not modelled, so -t, -d, -r have no effect.',
  example: `
$ touch /tmp/a /tmp/b; ls /tmp
a
b
$ touch /none/a
! touch: cannot touch '/none/a': No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'acmfh',
      values: 'trd',
      long: { '--no-create': 'c', '--date=': 'd' },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length === 0) return missingOperand(process, 'missing file operand');
    let status = 0;
    for (const name of options.rest) {
      const path = process.path(name);
      const known = process.files.stat(path);
      if (known.ok && known.value.kind !== 'file') continue;
      if (!known.ok && options.has('c')) continue;
      const made = known.ok ? process.files.chmod(path, known.value.mode) : process.files.write(path, { content: '' });
      if (made.ok) continue;
      // Somebody else's file with the w bit may be touched to the present.
      if (known.ok && made.errno === 'EPERM' && process.files.write(path, { content: known.value.content ?? '' }).ok)
        continue;
      const text = errorText(made.errno === 'EPERM' ? 'EACCES' : made.errno);
      complain(process, { gnu: `cannot touch '${name}': ${text}`, busybox: `${name}: ${text}` });
      status = 1;
    }
    return status;
  },
};
export default command;
