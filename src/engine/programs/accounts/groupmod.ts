import { addMember, groupLine, userLine } from '../lib/account-files.ts';
import { findGroup, groups, users, type Group, type User } from '../../files/accounts.ts';
import { readOptions } from '../lib/options.ts';
import { shortName, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Changes accounts: groupmod (-g, -n), gpasswd (-a, -d), chsh (-s), chfn and chage (which change nothing that is modelled).',
  aliases: ['gpasswd', 'chsh', 'chfn', 'chage'],
  example: `
$ groupmod -g 1001 node; getent group node
node:x:1001:
$ gpasswd -a node staff; id -nG node
Adding user node to group staff
node staff
$ groupmod -g 5 nosuch
! groupmod: group 'nosuch' does not exist
`,
  run(process, args) {
    const name = shortName(process);
    const options = readOptions(process, args, {
      flags: name === 'groupmod' ? 'o' : 'lrR',
      values: name === 'groupmod' ? 'gnp' : 'adMAsEmMWIcf',
      long: {
        '--gid=': 'g',
        '--new-name=': 'n',
        '--non-unique': 'o',
        '--add=': 'a',
        '--delete=': 'd',
        '--shell=': 's',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const [target] = options.rest;
    if (name === 'chage' || name === 'chfn') return 0;
    if (name === 'chsh') return shell(process, target ?? 'root', options.value('s'));
    if (target === undefined) return usage(process, 2);
    const group = groups(process.system.tree).find((one) => one.name === target);
    if (!group) {
      process.complain(`group '${target}' does not exist${name === 'gpasswd' ? ' in /etc/group' : ''}`);
      return name === 'gpasswd' ? 3 : 6;
    }
    if (name === 'gpasswd') return member(process, group, { add: options.value('a'), remove: options.value('d') });
    return modify(process, group, { gid: options.value('g'), name: options.value('n'), shared: options.has('o') });
  },
};
export default command;

function writeGroups(process: Process, all: readonly Group[]): number {
  const content = all.map((one) => `${groupLine(one)}\n`).join('');
  return process.files.write('/etc/group', { content }).ok ? 0 : 10;
}

function writeUsers(process: Process, all: readonly User[]): number {
  const content = all.map((one) => `${userLine(one)}\n`).join('');
  return process.files.write('/etc/passwd', { content }).ok ? 0 : 10;
}

/** Users whose own group it is move along with a new number. */
function modify(
  process: Process,
  group: Group,
  wanted: { gid: string | undefined; name: string | undefined; shared: boolean },
): number {
  const { tree } = process.system;
  const gid = wanted.gid === undefined ? group.gid : Number(wanted.gid);
  if (!Number.isInteger(gid) || gid < 0) {
    process.complain(`invalid group ID '${wanted.gid ?? ''}'`);
    return 3;
  }
  const all = groups(tree);
  if (gid !== group.gid && !wanted.shared && all.some((one) => one.gid === gid)) {
    process.complain(`GID '${gid}' already exists`);
    return 4;
  }
  if (wanted.name !== undefined && wanted.name !== group.name && findGroup(tree, wanted.name) !== undefined) {
    process.complain(`group '${wanted.name}' already exists`);
    return 9;
  }
  const status = writeGroups(
    process,
    all.map((one) => (one.name === group.name ? { ...one, gid, name: wanted.name ?? one.name } : one)),
  );
  if (status !== 0 || gid === group.gid) return status;
  return writeUsers(
    process,
    users(tree).map((user) => (user.gid === group.gid ? { ...user, gid } : user)),
  );
}

function member(process: Process, group: Group, what: { add: string | undefined; remove: string | undefined }): number {
  const user = what.add ?? what.remove;
  const all = groups(process.system.tree);
  if (user === undefined || !users(process.system.tree).some((one) => one.name === user)) {
    process.complain(`user '${user ?? ''}' does not exist`);
    return 3;
  }
  if (what.add !== undefined) {
    process.out(`Adding user ${user} to group ${group.name}\n`);
    return addMember(process, group.name, user) ? 0 : 1;
  }
  process.out(`Removing user ${user} from group ${group.name}\n`);
  if (!group.members.includes(user)) {
    process.complain(`user '${user}' is not a member of '${group.name}'`);
    return 3;
  }
  const without = { ...group, members: group.members.filter((one) => one !== user) };
  return writeGroups(
    process,
    all.map((one) => (one.name === group.name ? without : one)),
  );
}

function shell(process: Process, name: string, wanted: string | undefined): number {
  const all = users(process.system.tree);
  if (!all.some((user) => user.name === name)) {
    process.complain(`user '${name}' does not exist`);
    return 1;
  }
  if (wanted === undefined) {
    process.notSimulated('typing a shell (chsh)');
    return 1;
  }
  return writeUsers(
    process,
    all.map((user) => (user.name === name ? { ...user, shell: wanted } : user)),
  );
}
