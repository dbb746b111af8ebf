import { addGroupLine, addMember, addUserLine, freeGid, freeUid, makeHome } from '../lib/account-files.ts';
import { groups, users } from '../../files/accounts.ts';
import { readOptions, type Options } from '../lib/options.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    "adduser and addgroup: BusyBox's -S -D -H -h -s -G -u -g, and Debian's --system --uid --gid --group --home --disabled-password.",
  aliases: ['addgroup'],
  example: `
$ addgroup --system --gid 1001 app; adduser --system --uid 1001 --gid 1001 --no-create-home app; id app
uid=1001(app) gid=1001(app) groups=1001(app)
`,
  run(process, args) {
    const group = process.name.endsWith('addgroup');
    return process.flavor === 'busybox' ? busybox(process, args, group) : debian(process, args, group);
  },
};
export default command;

function fail(process: Process, text: string): number {
  process.complain(text);
  return 1;
}

/** BusyBox loginutils/adduser.c and addgroup.c: system ids count from 100, others from 1000. */
function busybox(process: Process, args: readonly string[], group: boolean): number {
  const options = readOptions(process, args, {
    flags: 'SDH',
    values: 'hgsGuk',
    long: {
      '--system': 'S',
      '--disabled-password': 'D',
      '--no-create-home': 'H',
      '--home=': 'h',
      '--gecos=': 'g',
      '--shell=': 's',
      '--ingroup=': 'G',
      '--uid=': 'u',
      '--gid=': 'g',
    },
  });
  if (options.refused !== undefined) return options.refused;
  const [name, second] = options.rest;
  if (name === undefined || process.credentials.uid !== 0)
    return fail(process, name === undefined ? 'missing name' : 'Permission denied');
  const range = options.has('S') ? { from: 100, to: 999 } : { from: 1000, to: 59_999 };
  if (second !== undefined) return join(process, name, second);
  return group ? busyboxGroup(process, name, { options, range }) : busyboxUser(process, name, { options, range });
}

interface How {
  readonly options: Options;
  readonly range: { from: number; to: number };
}

function join(process: Process, user: string, group: string): number {
  const { tree } = process.system;
  if (!groups(tree).some((one) => one.name === group)) return fail(process, `unknown group ${group}`);
  if (!users(tree).some((one) => one.name === user)) return fail(process, `unknown user ${user}`);
  return addMember(process, group, user) ? 0 : 1;
}

function busyboxGroup(process: Process, name: string, how: How): number {
  const all = groups(process.system.tree);
  if (all.some((one) => one.name === name)) return fail(process, `group '${name}' in use`);
  const wanted = how.options.value('g');
  if (wanted !== undefined && all.some((one) => one.gid === Number(wanted)))
    return fail(process, `gid '${wanted}' in use`);
  addGroupLine(process, {
    name,
    gid: wanted === undefined ? freeGid(process, how.range) : Number(wanted),
    members: [],
  });
  return 0;
}

function busyboxUser(process: Process, name: string, how: How): number {
  const { options, range } = how;
  const { tree } = process.system;
  if (users(tree).some((one) => one.name === name)) return fail(process, `user '${name}' in use`);
  const wanted = options.value('u');
  const uid = wanted === undefined ? freeUid(process, range) : Number(wanted);
  if (wanted !== undefined && users(tree).some((one) => one.uid === uid))
    return fail(process, `uid '${wanted}' in use`);
  const group = options.value('G');
  let gid = groups(tree).find((one) => one.name === group)?.gid;
  if (group !== undefined && gid === undefined) return fail(process, `unknown group ${group}`);
  if (gid === undefined && options.has('S')) gid = 65_533;
  if (gid === undefined) {
    gid = groups(tree).some((one) => one.gid === uid) ? freeGid(process, range) : uid;
    if (!groups(tree).some((one) => one.name === name)) addGroupLine(process, { name, gid, members: [] });
  }
  const system = options.has('S');
  const user = {
    name,
    uid,
    gid,
    gecos: options.value('g') ?? 'Linux User,,,',
    home: options.value('h') ?? `/home/${name}`,
    shell: options.value('s') ?? (system ? '/sbin/nologin' : '/bin/sh'),
  };
  addUserLine(process, user);
  if (group !== undefined && system) addMember(process, group, name);
  if (!options.has('H')) makeHome(process, user, 0o2755);
  if (!system && !options.has('D')) process.notSimulated('adduser without -D (it asks for a password)');
  return 0;
}

/** Debian's adduser: long options; the short ones of BusyBox are ambiguous there. */
function debian(process: Process, args: readonly string[], group: boolean): number {
  const short = args.find((arg) => /^-[A-Za-z]/.test(arg));
  if (short !== undefined) {
    const letter = short[1]?.toLowerCase() ?? '';
    process.err(letter === 's' ? 'Option s is ambiguous (shell, system)\n' : `Unknown option: ${letter}\n`);
    process.err(`${group ? 'addgroup' : 'adduser'} [--uid id] [--ingroup group] [--system] user\n`);
    return 1;
  }
  const options = readOptions(process, args, {
    flags: '',
    long: {
      '--system': 'r',
      '--group': 'group',
      '--uid=': 'u',
      '--gid=': 'g',
      '--ingroup=': 'G',
      '--home=': 'h',
      '--shell=': 's',
      '--no-create-home': 'H',
      '--disabled-password': 'D',
      '--disabled-login': 'D',
      '--gecos=': 'c',
      '--comment=': 'c',
      '--quiet': 'q',
    },
  });
  const [name, second] = options.rest;
  if (name === undefined) return fail(process, 'Only one or two names allowed.');
  if (process.credentials.uid !== 0) return fail(process, 'Only root may add a user or group to the system.');
  if (second !== undefined) return join(process, name, second);
  const range = options.has('r') ? { from: 100, to: 999 } : { from: 1000, to: 59_999 };
  return group || (options.has('group') && !options.has('r'))
    ? debianGroup(process, name, { options, range })
    : debianUser(process, name, { options, range });
}

function debianGroup(process: Process, name: string, how: How): number {
  const { options, range } = how;
  const all = groups(process.system.tree);
  const wanted = options.value('g');
  if (all.some((one) => one.name === name)) {
    process.err(
      `${options.has('r') ? 'info' : 'fatal'}: The group \`${name}' already exists${options.has('r') ? ' as a system group. Exiting' : ''}.\n`,
    );
    return options.has('r') ? 0 : 1;
  }
  if (wanted !== undefined && all.some((one) => one.gid === Number(wanted)))
    return fail(process, `The GID \`${wanted}' is already in use.`);
  const gid = wanted === undefined ? freeGid(process, range) : Number(wanted);
  addGroupLine(process, { name, gid, members: [] });
  return 0;
}

function debianUser(process: Process, name: string, how: How): number {
  const { options, range } = how;
  const { tree } = process.system;
  const system = options.has('r');
  if (users(tree).some((one) => one.name === name)) {
    process.err(
      `${system ? 'info' : 'fatal'}: The ${system ? 'system ' : ''}user \`${name}' already exists.${system ? ' Exiting.' : ''}\n`,
    );
    return system ? 0 : 1;
  }
  const wanted = options.value('u');
  const uid = wanted === undefined ? freeUid(process, range) : Number(wanted);
  if (wanted !== undefined && users(tree).some((one) => one.uid === uid))
    return fail(process, `The UID ${wanted} is already in use.`);
  const named = options.value('G') ?? options.value('g');
  let gid =
    named === undefined ? undefined : groups(tree).find((one) => one.name === named || String(one.gid) === named)?.gid;
  if (named !== undefined && gid === undefined) return fail(process, `The group \`${named}' does not exist.`);
  if (gid === undefined && system && !options.has('group')) gid = 65_534;
  if (gid === undefined) {
    gid = freeGid(process, range);
    if (!groups(tree).some((one) => one.gid === uid)) gid = uid;
    addGroupLine(process, { name, gid, members: [] });
  }
  const home = options.value('h') ?? (system ? '/nonexistent' : `/home/${name}`);
  const user = {
    name,
    uid,
    gid,
    gecos: options.value('c') ?? (system ? '' : ',,,'),
    home,
    shell: options.value('s') ?? (system ? '/usr/sbin/nologin' : '/bin/bash'),
  };
  addUserLine(process, user);
  if (!options.has('H') && home !== '/nonexistent') makeHome(process, user, 0o755);
  if (!system && !options.has('D'))
    process.notSimulated('adduser without --disabled-password (it asks for a password)');
  return 0;
}
