import { findUser } from '../../files/accounts.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox, shortName, usage } from '../lib/flavor.ts';
import { linesOf } from '../lib/line-input.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Locks, unlocks and empties passwords (passwd -l -u -d -S) and sets them (chpasswd); the hash of a password is not simulated.',
  aliases: ['chpasswd'],
  example: `
$ passwd -l node
passwd: password changed.
$ passwd nosuch
! passwd: user 'nosuch' does not exist
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'ludeSqkm',
      values: 'aicrnwxPRs',
      busybox: shortName(process) === 'chpasswd' ? 'ec:mS:R:' : 'a:ldu',
      long: {
        '--lock': 'l',
        '--unlock': 'u',
        '--delete': 'd',
        '--status': 'S',
        '--encrypted': 'e',
        '--crypt-method=': 'c',
        '--expire': 'e',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (shortName(process) === 'chpasswd') return yield* fromInput(process, options.has('e'));
    const [name = 'root'] = options.rest;
    if (!findUser(process.system.tree, name)?.user) {
      process.complain(isBusybox(process) ? `unknown user ${name}` : `user '${name}' does not exist`);
      return 1;
    }
    const change = ['l', 'u', 'd'].find((letter) => options.has(letter));
    if (options.has('S')) {
      const field = fieldOf(process, name);
      process.out(`${name} ${field === '' ? 'NP' : /^[!*]/.test(field) ? 'L' : 'P'} 2026-11-24 0 99999 7 -1\n`);
      return 0;
    }
    if (change === undefined) {
      process.notSimulated('typing a password');
      return 1;
    }
    const before = fieldOf(process, name);
    setField(
      process,
      name,
      change === 'd' ? '' : change === 'l' ? `!${before.replace(/^!/, '')}` : before.replace(/^!/, ''),
    );
    process.out(isBusybox(process) ? `passwd: password for ${name} changed by root\n` : 'passwd: password changed.\n');
    return 0;
  },
};
export default command;

function rows(process: Process): string[][] {
  const text = process.files.read('/etc/shadow');
  return text.ok && text.value !== undefined ? linesOf(text.value).map((line) => line.split(':')) : [];
}

function fieldOf(process: Process, name: string): string {
  return rows(process).find(([user]) => user === name)?.[1] ?? '*';
}

function setField(process: Process, name: string, field: string): void {
  const all = rows(process);
  if (!process.files.stat('/etc/shadow').ok) return;
  const made = all.map((row) => (row[0] === name ? [name, field, ...row.slice(2)] : row).join(':'));
  process.files.write('/etc/shadow', { content: made.map((line) => `${line}\n`).join('') });
}

/** chpasswd: lines `name:password`. */
function* fromInput(process: Process, encrypted: boolean): Task {
  let status = 0;
  for (const [at, line] of linesOf(yield* process.readAll()).entries()) {
    const cut = line.indexOf(':');
    const name = line.slice(0, cut === -1 ? undefined : cut);
    if (cut === -1) {
      process.complain(isBusybox(process) ? 'missing new password' : `line ${at + 1}: missing new password`);
      return isBusybox(process) ? usage(process) : 1;
    }
    if (!findUser(process.system.tree, name)?.user) {
      process.complain(isBusybox(process) ? `unknown user ${name}` : `line ${at + 1}: user '${name}' does not exist`);
      status = 1;
      continue;
    }
    if (!encrypted) process.notSimulated('the hash of a password (chpasswd)');
    setField(process, name, encrypted ? line.slice(cut + 1) : '*');
    if (isBusybox(process)) process.err(`chpasswd: password for '${name}' changed\n`);
  }
  return status;
}
