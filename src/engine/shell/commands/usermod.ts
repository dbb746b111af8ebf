import { addMember, removeLine } from '../account-files.ts';
import { findGroup, groups, users } from '../accounts.ts';
import { readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'usermod adds to groups (-aG) and changes -u -g -d -s; userdel, deluser, groupdel, delgroup remove entries.',
  aliases: ['userdel', 'deluser', 'groupdel', 'delgroup'],
  example: `
$ useradd -M app; groupadd team; usermod -aG team app; getent group team | cut -d: -f4
app
$ userdel app; id app
! id: 'app': no such user
`,
  run(process, args) {
    const name = process.name.slice(process.name.lastIndexOf('/') + 1);
    const options = readOptions(process, args, {
      flags: 'armflo',
      values: 'Gugdsc',
      long: {
        '--append': 'a',
        '--groups=': 'G',
        '--uid=': 'u',
        '--gid=': 'g',
        '--shell=': 's',
        '--home=': 'd',
        '--remove': 'r',
      },
    });
    const [who] = options.rest;
    if (who === undefined) return 2;
    const { tree } = process.system;
    if (/^group|^delgroup/.test(name)) {
      if (groups(tree).some((group) => group.name === who) && removeLine(process, '/etc/group', who)) return 0;
      process.complain(`group '${who}' does not exist`);
      return 6;
    }
    const user = users(tree).find((one) => one.name === who);
    if (!user) {
      process.complain(`user '${who}' does not exist`);
      return 6;
    }
    if (name !== 'usermod') {
      removeLine(process, '/etc/passwd', who);
      removeLine(process, '/etc/shadow', who);
      removeLine(process, '/etc/group', who);
      if (options.has('r')) process.files.remove(user.home, { recursive: true });
      return 0;
    }
    for (const group of (options.value('G') ?? '').split(',').filter(Boolean)) {
      if (findGroup(tree, group) === undefined) {
        process.complain(`group '${group}' does not exist`);
        return 6;
      }
      addMember(process, group, who);
    }
    const changed = {
      ...user,
      uid: Number(options.value('u') ?? user.uid),
      gid: findGroup(tree, options.value('g') ?? '') ?? user.gid,
      home: options.value('d') ?? user.home,
      shell: options.value('s') ?? user.shell,
    };
    const text = process.files.read('/etc/passwd');
    const line = `${who}:x:${changed.uid}:${changed.gid}:${changed.gecos}:${changed.home}:${changed.shell}`;
    if (text.ok && text.value !== undefined)
      process.files.write('/etc/passwd', {
        content: text.value
          .split('\n')
          .map((one) => (one.startsWith(`${who}:`) ? line : one))
          .join('\n'),
      });
    return 0;
  },
};
export default command;
