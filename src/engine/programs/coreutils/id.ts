import { findUser, groupIds, groupName, userName, users, type User } from '../../files/accounts.ts';
import { readOptions } from '../lib/options.ts';
import { extraOperand, isBusybox, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Shows user and groups: id (-u -g -G -n), whoami, groups.',
  aliases: ['whoami', 'groups', 'logname'],
  gnu: {
    id: 'aZgGnruz context group groups name real user zero',
  },
  example: `
$ id -u
0
$ whoami
root
$ id nosuch
! id: 'nosuch': no such user
`,
  run(process, args) {
    const name = process.name.slice(process.name.lastIndexOf('/') + 1);
    const { tree } = process.system;
    if (name === 'whoami' || name === 'logname') return whoami(process, name, args);
    const options = readOptions(process, args, {
      flags: 'ugGnrzaZ',
      busybox: 'ugGnr',
      long: { '--user': 'u', '--group': 'g', '--groups': 'G', '--name': 'n', '--real': 'r', '--zero': 'z' },
    });
    if (options.refused !== undefined) return options.refused;
    const kinds = ['u', 'g', 'G'].some((letter) => options.has(letter));
    if (name === 'id' && !kinds && (options.has('n') || options.has('r'))) {
      if (isBusybox(process)) return usage(process);
      process.complain('printing only names or real IDs requires -u, -g, or -G');
      return 1;
    }
    if (name === 'id' && options.rest.length > 1) {
      if (isBusybox(process)) return usage(process);
      const flags = args.filter((arg) => /^-./.test(arg));
      return Math.max(...options.rest.map((one) => Number(command.run(process, [...flags, one]))));
    }
    const [wanted] = options.rest;
    const found = wanted === undefined ? undefined : findUser(tree, wanted);
    // BusyBox takes no numbers for names.
    const unknown = !found?.user || (isBusybox(process) && found.user.name !== wanted);
    if (wanted !== undefined && unknown) {
      process.complain(process.flavor === 'busybox' ? `unknown user ${wanted}` : `'${wanted}': no such user`);
      return 1;
    }
    const who = identity(process, found?.user);
    const groupText = (gid: number): string => groupName(tree, gid) ?? String(gid);
    const named = options.has('n');
    if (name === 'groups') {
      const head = wanted === undefined || isBusybox(process) ? '' : `${wanted} : `;
      process.out(`${head}${who.groups.map(groupText).join(' ')}\n`);
    } else if (options.has('u')) process.out(`${named ? (userName(tree, who.uid) ?? who.uid) : who.uid}\n`);
    else if (options.has('g')) process.out(`${named ? groupText(who.gid) : who.gid}\n`);
    else if (options.has('G'))
      process.out(`${who.groups.map((gid) => (named ? groupText(gid) : String(gid))).join(' ')}\n`);
    else {
      // BusyBox asks the kernel, which lists no groups when none were set.
      const shown =
        isBusybox(process) && wanted === undefined && process.credentials.groups.length === 0 ? [] : who.groups;
      const list = shown.map((gid) => label(gid, groupName(tree, gid))).join(',');
      process.out(
        `uid=${label(who.uid, userName(tree, who.uid))} gid=${label(who.gid, groupName(tree, who.gid))}${effective(process, wanted)}${list === '' ? '' : ` groups=${list}`}\n`,
      );
    }
    return 0;
  },
};
export default command;

function identity(process: Process, user: User | undefined): { uid: number; gid: number; groups: readonly number[] } {
  if (user) return { uid: user.uid, gid: user.gid, groups: groupIds(process.system.tree, user) };
  const { groups, real = process.credentials } = process.credentials;
  const { uid, gid } = real;
  // BusyBox shows the kernel's list, which is in the order of numbers; GNU's has the own group first.
  if (isBusybox(process) && groups.includes(gid)) return { uid, gid, groups };
  return { uid, gid, groups: [...new Set([gid, ...groups])] };
}

/** Ids that a setuid or setgid program runs with, where they are not those of who called it. */
function effective(process: Process, wanted: string | undefined): string {
  const { uid, gid, real } = process.credentials;
  if (wanted !== undefined || !real) return '';
  const { tree } = process.system;
  const user = uid === real.uid ? '' : ` euid=${label(uid, userName(tree, uid))}`;
  return gid === real.gid ? user : `${user} egid=${label(gid, groupName(tree, gid))}`;
}

function label(id: number, name: string | undefined): string {
  return name === undefined ? String(id) : `${id}(${name})`;
}

function whoami(process: Process, name: string, args: readonly string[]): number {
  const [extra] = args;
  if (extra !== undefined && !extra.startsWith('-')) return extraOperand(process, extra);
  if (name === 'logname') {
    // Nobody has logged in: there is no terminal.
    process.complain(isBusybox(process) ? 'getlogin: Inappropriate ioctl for device' : 'no login name');
    return 1;
  }
  const { uid } = process.credentials;
  const user = users(process.system.tree).find((one) => one.uid === uid);
  if (user) process.out(`${user.name}\n`);
  else process.complain(process.flavor === 'busybox' ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`);
  return user ? 0 : 1;
}
