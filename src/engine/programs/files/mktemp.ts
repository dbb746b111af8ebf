import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Makes a temporary file or directory (-d, -p, -t, -u); the name counts up and is not random.',
  gnu: {
    mktemp: 'duqpt directory dry-run quiet suffix tmpdir',
  },
  example: `
$ test -f "$(mktemp)" && echo file
file
$ test -d "$(mktemp -d)" && echo folder
folder
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'dqtu',
      values: 'p',
      busybox: 'dqtup:',
      long: { '--directory': 'd', '--tmpdir[=': 'p', '--suffix=': 'suffix', '--dry-run': 'u', '--quiet': 'q' },
    });
    if (options.refused !== undefined) return options.refused;
    const template = options.rest[0] ?? 'tmp.XXXXXXXXXX';
    if (options.rest.length > 1) {
      if (!isBusybox(process)) process.complain('too many templates');
      return usage(process);
    }
    const suffix = options.value('suffix') ?? '';
    const folder = (options.value('p') || process.env.get('TMPDIR')) ?? '/tmp';
    const inside = options.rest.length === 0 || options.has('p') || options.has('t');
    const marks = (isBusybox(process) ? /X{6,}$/ : /X{3,}(?=[^X]*$)/).exec(template)?.[0];
    if (marks === undefined) {
      process.complain(
        process.flavor === 'busybox' ? `: ${errorText('EINVAL')}` : `too few X's in template '${template}'`,
      );
      return 1;
    }
    for (let count = 1; count < 10_000; count++) {
      const unique = count.toString(36).padStart(marks.length, 'a').slice(-marks.length);
      const name = template.replace(/X{3,}(?=[^X]*$)/, unique);
      const path = (inside ? `${folder.replace(/\/$/, '')}/${name}` : name) + suffix;
      if (process.files.stat(process.path(path), { follow: false }).ok) continue;
      const made = options.has('u')
        ? ({ ok: true } as const)
        : options.has('d')
          ? process.files.mkdir(process.path(path), { mode: 0o700 })
          : process.files.write(process.path(path), { content: '', mode: 0o600 });
      if (made.ok) process.out(`${path}\n`);
      else
        process.complain(
          process.flavor === 'busybox'
            ? `: ${errorText(made.errno)}`
            : `failed to create ${options.has('d') ? 'directory' : 'file'} via template '${inside ? `${folder}/${template}` : template}': ${errorText(made.errno)}`,
        );
      return made.ok ? 0 : 1;
    }
    return 1;
  },
};
export default command;
