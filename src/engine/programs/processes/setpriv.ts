import { findGroup, findUser, groupIds } from '../../files/accounts.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { refusedSwitch } from '../../kernel/switch-user.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Becomes another user and runs a command: --reuid, --regid, --clear-groups, --init-groups, --keep-groups, --groups; capabilities change nothing.',
  example: `
$ setpriv --reuid=1000 --regid=1000 --clear-groups id -u
1000
$ setpriv --reuid=nosuch id
! setpriv: failed to parse reuid: 'nosuch'
`,
  run(process, args) {
    const { tree } = process.system;
    let { uid, gid, groups } = process.credentials;
    let user: string | undefined;
    let at = 0;
    for (; at < args.length && args[at]?.startsWith('-'); at++) {
      const arg = args[at] ?? '';
      if (arg === '--') {
        at++;
        break;
      }
      const [name = '', attached] = cut(arg);
      // BusyBox's setpriv changes no ids.
      const unknown = isBusybox(process) ? !BUSYBOX.has(name) : !KNOWN.has(name);
      if (unknown) {
        process.complain(isBusybox(process) ? `unrecognized option: ${arg.slice(2)}` : `unrecognized option '${arg}'`);
        return usage(process);
      }
      const valued = VALUED.has(name);
      const value = valued ? (attached ?? args[++at] ?? '') : '';
      if (name === '--reuid' || name === '--ruid' || name === '--euid') {
        const found = findUser(tree, value);
        if (!found) return refuse(process.complain, `failed to parse ${name.slice(2)}: '${value}'`);
        uid = found.uid;
        user = found.user?.name;
      } else if (name === '--regid' || name === '--rgid' || name === '--egid') {
        const found = findGroup(tree, value);
        if (found === undefined) return refuse(process.complain, `failed to parse ${name.slice(2)}: '${value}'`);
        gid = found;
      } else if (name === '--clear-groups') groups = [];
      else if (name === '--init-groups') {
        const own = findUser(tree, user ?? String(uid))?.user;
        groups = own ? groupIds(tree, own) : groups;
      } else if (name === '--groups') groups = value.split(',').map((one) => findGroup(tree, one) ?? Number(one));
    }
    const argv = args.slice(at);
    if (argv.length === 0) {
      if (isBusybox(process)) return usage(process);
      return refuse(process.complain, 'No program specified');
    }
    const same =
      uid === process.credentials.uid && gid === process.credentials.gid && groups === process.credentials.groups;
    const call = same ? undefined : refusedSwitch(process.credentials, { uid, gid });
    if (call !== undefined) {
      const name = call === 'setuid' ? 'setresuid' : gid === process.credentials.gid ? 'setgroups' : 'setresgid';
      return refuse(process.complain, `${name} failed: Operation not permitted`);
    }
    return process.replace(argv, {
      credentials: { uid, gid, groups, umask: process.credentials.umask },
      failed: (errno) => {
        const text = errno === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
        process.complain(
          isBusybox(process)
            ? `can't execute '${argv[0] ?? ''}': ${text}`
            : `failed to execute ${argv[0] ?? ''}: ${text}`,
        );
      },
    });
  },
};
export default command;

const VALUED = new Set(
  '--reuid --ruid --euid --regid --rgid --egid --groups --inh-caps --ambient-caps --bounding-set --securebits --selinux-label --apparmor-profile --pdeathsig'.split(
    ' ',
  ),
);
const BUSYBOX = new Set(['--no-new-privs', '--nnp', '--inh-caps', '--ambient-caps', '-d', '--dump']);
const KNOWN = new Set([
  ...VALUED,
  '--no-new-privs',
  '--nnp',
  '--keep-groups',
  '--clear-groups',
  '--init-groups',
  '--reset-env',
  '-d',
  '--dump',
]);

function cut(arg: string): [string, string | undefined] {
  const at = arg.indexOf('=');
  return at === -1 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

function refuse(complain: (message: string) => void, message: string): number {
  complain(message);
  return 1;
}
