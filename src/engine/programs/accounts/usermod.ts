import { addMember, removeLine, userLine } from '../lib/account-files.ts';
import { findGroup, groups, users, type User } from '../../files/accounts.ts';
import { readOptions, type Options } from '../lib/options.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'usermod adds to groups (-aG) and changes -u -g -d -s -l -c -m; userdel, deluser, groupdel, delgroup remove entries.',
  aliases: ['userdel', 'deluser', 'groupdel', 'delgroup'],
  example: `
$ useradd -M app; groupadd team; usermod -aG team app; getent group team | cut -d: -f4
app
$ mkdir -p /home/node; chown node /home/node; usermod -u 1500 node; stat -c %u /home/node
1500
$ userdel app; id app
! id: 'app': no such user
`,
  run(process, args) {
    const name = process.name.slice(process.name.lastIndexOf('/') + 1);
    const options = readOptions(process, args, {
      flags: name === 'usermod' ? 'amoLU' : 'rfZ',
      values: name === 'usermod' ? 'Gugdsclefp' : 'R',
      long: {
        '--append': 'a',
        '--groups=': 'G',
        '--uid=': 'u',
        '--gid=': 'g',
        '--shell=': 's',
        '--home=': 'd',
        '--remove': 'r',
        '--force': 'f',
        '--login=': 'l',
        '--comment=': 'c',
        '--move-home': 'm',
        '--lock': 'L',
        '--unlock': 'U',
        '--non-unique': 'o',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const [who] = options.rest;
    if (who === undefined) return 2;
    const { tree } = process.system;
    if (/^group|^delgroup/.test(name)) return removeGroup(process, who);
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
    return modify(process, user, options);
  },
};
export default command;

function removeGroup(process: Process, name: string): number {
  const { tree } = process.system;
  if (groups(tree).some((group) => group.name === name) && removeLine(process, '/etc/group', name)) return 0;
  process.complain(`group '${name}' does not exist`);
  return 6;
}

function modify(process: Process, user: User, options: Options): number {
  const { tree } = process.system;
  const wanted = (options.value('G') ?? '').split(',').filter(Boolean);
  const own = options.value('g');
  const unknown = [...wanted, ...(own === undefined ? [] : [own])].find(
    (group) => findGroup(tree, group) === undefined,
  );
  if (unknown !== undefined) {
    process.complain(`group '${unknown}' does not exist`);
    return 6;
  }
  const uid = Number(options.value('u') ?? user.uid);
  if (!Number.isInteger(uid) || uid < 0) {
    process.complain(`invalid user ID '${options.value('u') ?? ''}'`);
    return 3;
  }
  if (uid !== user.uid && !options.has('o') && users(tree).some((one) => one.uid === uid)) {
    process.complain(`UID '${uid}' already exists`);
    return 4;
  }
  for (const group of wanted) addMember(process, group, user.name);
  const changed: User = {
    name: options.value('l') ?? user.name,
    uid,
    gid: own === undefined ? user.gid : (findGroup(tree, own) ?? user.gid),
    gecos: options.value('c') ?? user.gecos,
    home: options.value('d') ?? user.home,
    shell: options.value('s') ?? user.shell,
  };
  replaceLine(process, user.name, changed);
  if (options.has('m') && changed.home !== user.home) process.files.rename(user.home, changed.home);
  if (uid !== user.uid || changed.gid !== user.gid) moveFiles(process, user, changed);
  return 0;
}

function replaceLine(process: Process, name: string, user: User): void {
  const text = process.files.read('/etc/passwd');
  const line = userLine(user);
  if (!text.ok || text.value === undefined) return;
  const lines = text.value.split('\n').map((one) => (one.startsWith(`${name}:`) ? line : one));
  process.files.write('/etc/passwd', { content: lines.join('\n') });
}

/** What the user owns in its home goes along with a new number, nothing elsewhere. Source: shadow, src/usermod.c. */
function moveFiles(process: Process, before: User, after: User): void {
  const home = process.files.stat(after.home);
  if (!home.ok || home.value.uid !== before.uid) return;
  for (const [path, entry] of Array.from(process.files.walk(after.home))) {
    const uid = entry.uid === before.uid ? after.uid : entry.uid;
    const gid = entry.gid === before.gid ? after.gid : entry.gid;
    if (uid !== entry.uid || gid !== entry.gid) process.files.chown(path, { uid, gid }, { follow: false });
  }
}
