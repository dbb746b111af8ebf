import { addGroupLine, addMember, addUserLine, freeGid, freeUid, makeHome } from '../lib/account-files.ts';
import { findGroup, groups, users } from '../../files/accounts.ts';
import { readOptions, type Options } from '../lib/options.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Adds a user (shadow): -u -g -G -N -U -m -M -d -s -c -r -o -l. Passwords and expiry are left out.',
  example: `
$ useradd -r -u 1001 -M app; id app
! useradd warning: app's uid 1001 is greater than SYS_UID_MAX 999
uid=1001(app) gid=1001(app) groups=1001(app)
$ useradd app
! useradd: user 'app' already exists
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'rmMNUol',
      values: 'ugGdscepKk',
      long: {
        '--uid=': 'u',
        '--gid=': 'g',
        '--groups=': 'G',
        '--system': 'r',
        '--create-home': 'm',
        '--no-create-home': 'M',
        '--home-dir=': 'd',
        '--home=': 'd',
        '--shell=': 's',
        '--comment=': 'c',
        '--no-user-group': 'N',
        '--user-group': 'U',
        '--non-unique': 'o',
        '--no-log-init': 'l',
        '--password=': 'p',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const [name] = options.rest;
    if (name === undefined) {
      process.err('Usage: useradd [options] LOGIN\n');
      return 2;
    }
    if (process.credentials.uid !== 0) {
      process.err('useradd: Permission denied.\nuseradd: cannot lock /etc/passwd; try again later.\n');
      return 1;
    }
    return add(process, name, options);
  },
};
export default command;

// Exit codes: shadow's useradd.c (4 uid in use, 6 no such group, 9 name in use, 3 bad argument).
function add(process: Process, name: string, options: Options): number {
  const { tree } = process.system;
  if (!/^[a-z_][a-z0-9_.-]*\$?$/i.test(name)) return fail(process, `invalid user name '${name}'`, 3);
  if (users(tree).some((user) => user.name === name)) return fail(process, `user '${name}' already exists`, 9);
  const system = options.has('r');
  const wanted = options.value('u');
  if (wanted !== undefined && !/^\d+$/.test(wanted)) return fail(process, `invalid user ID '${wanted}'`, 3);
  const uid =
    wanted === undefined
      ? freeUid(process, system ? { from: 999, to: 100 } : { from: 1000, to: 60_000 })
      : Number(wanted);
  if (wanted !== undefined && !options.has('o') && users(tree).some((user) => user.uid === uid))
    return fail(process, `UID ${uid} is not unique`, 4);
  if (wanted !== undefined) warnOfRange(process, { name, uid, system });
  const group = options.value('g');
  const given = group === undefined ? undefined : findGroup(tree, group);
  if (group !== undefined && given === undefined) return fail(process, `group '${group}' does not exist`, 6);
  const more = (options.value('G') ?? '').split(',').filter(Boolean);
  const missing = more.find((one) => findGroup(tree, one) === undefined);
  if (missing !== undefined) return fail(process, `group '${missing}' does not exist`, 6);
  let gid = given ?? 100;
  if (group === undefined && !options.has('N')) {
    if (groups(tree).some((one) => one.name === name))
      return fail(process, `group ${name} exists - if you want to add this user to that group, use -g.`, 9);
    gid = groups(tree).some((one) => one.gid === uid)
      ? freeGid(process, system ? { from: 999, to: 100 } : { from: 1000, to: 60_000 })
      : uid;
    addGroupLine(process, { name, gid, members: [] });
  }
  const user = {
    name,
    uid,
    gid,
    gecos: options.value('c') ?? '',
    home: options.value('d') ?? `/home/${name}`,
    shell: options.value('s') ?? '/bin/sh',
  };
  addUserLine(process, user);
  for (const one of more)
    addMember(process, groups(tree).find((entry) => entry.gid === findGroup(tree, one))?.name ?? one, name);
  if (options.has('m')) makeHome(process, user, 0o755);
  return 0;
}

/** Source: shadow's useradd.c, check_uid_range; limits of Debian's login.defs. */
function warnOfRange(process: Process, { name, uid, system }: { name: string; uid: number; system: boolean }): void {
  const said = `useradd warning: ${name}'s uid ${uid}`;
  if (system && uid > 999) process.err(`${said} is greater than SYS_UID_MAX 999\n`);
  if (!system && (uid < 1000 || uid > 60_000))
    process.err(`${said} outside of the UID_MIN 1000 and UID_MAX 60000 range.\n`);
}

function fail(process: Process, text: string, status: number): number {
  process.complain(text);
  return status;
}
