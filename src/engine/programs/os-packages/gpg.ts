import { digestOf } from '../../base/digest.ts';
import type { Command, Task } from '../../kernel/system.ts';

/** gpg as a model: `--dearmor`, which keys of repositories are brought into their folder with. */
const command: Command = {
  summary: 'gpg: --dearmor [-o FILE] of a public key; everything else is not simulated.',
  example: `
$ echo hello | gpg --dearmor
! gpg: no valid OpenPGP data found.
$ printf -- '-----BEGIN PGP PUBLIC KEY BLOCK-----\\n' | gpg --dearmor -o /tmp/key.gpg && ls /tmp/key.gpg
/tmp/key.gpg
`,
  *run(process, args): Task {
    if (!args.includes('--dearmor')) {
      process.notSimulated(`gpg ${args.join(' ')}`.trimEnd());
      return 0;
    }
    let to: string | undefined;
    let from: string | undefined;
    for (let at = 0; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (arg === '-o' || arg === '--output') to = args[++at];
      else if (arg.startsWith('--output=')) to = arg.slice('--output='.length);
      else if (!arg.startsWith('-')) from = arg;
    }
    const file = from === undefined ? undefined : process.files.read(process.path(from));
    if (file && !file.ok) {
      process.err(
        `gpg: can't open '${from ?? ''}': No such file or directory\ngpg: dearmoring failed: No such file or directory\n`,
      );
      return 2;
    }
    const text = file?.ok ? (file.value ?? '') : yield* process.readAll();
    if (!text.startsWith('-----BEGIN PGP')) {
      process.err('gpg: no valid OpenPGP data found.\n');
      return 2;
    }
    const content = `key ${digestOf('key', text).slice(7, 23)}\n`;
    if (to === undefined || to === '-') {
      process.out(content);
      return 0;
    }
    if (process.files.stat(process.path(to)).ok && !args.includes('--yes')) {
      process.err(`gpg: cannot open '/dev/tty': No such device or address\n`);
      return 2;
    }
    if (process.files.write(process.path(to), { content }).ok) return 0;
    process.err(`gpg: can't create '${to}': No such file or directory\ngpg: no valid OpenPGP data found.\n`);
    return 2;
  },
};
export default command;
