import { findUser, groupIds, type User } from '../../files/accounts.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox } from '../lib/flavor.ts';
import { refusedSwitch } from '../../kernel/switch-user.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Runs a shell or a command (-c) as another user: -, -l, -s, -m, -p. Without being root it fails: nobody types a password.',
  example: `
$ su node -c 'id -un; echo $USER'
node
node
$ su nosuch -c id
! su: user nosuch does not exist or the user entry does not contain all the required fields
`,
  run(process, args) {
    const login = args.includes('-');
    const options = readOptions(
      process,
      args.filter((arg) => arg !== '-'),
      {
        flags: 'lmpfP',
        values: 'csgGwT',
        busybox: 'lmpc:s:',
        long: { '--command=': 'c', '--shell=': 's', '--login': 'l', '--preserve-environment': 'm' },
      },
    );
    if (options.refused !== undefined) return options.refused;
    const [name = 'root', ...rest] = options.rest;
    const found = findUser(process.system.tree, name);
    const user = found?.user;
    if (!user) {
      process.complain(
        isBusybox(process)
          ? `unknown user ${name}`
          : `user ${name} does not exist or the user entry does not contain all the required fields`,
      );
      return 1;
    }
    const denied = process.credentials.uid === 0 ? refusal(process, user) : undefined;
    if (denied !== undefined) {
      process.complain(`${denied}: Operation not permitted`);
      return 1;
    }
    if (process.credentials.uid !== 0) {
      process.err(
        isBusybox(process) ? 'su: must be suid to work properly\n' : 'Password: su: Authentication failure\n',
      );
      return 1;
    }
    const shell = options.value('s') ?? (user.shell || '/bin/sh');
    const whole = login || options.has('l');
    const text = options.value('c');
    const kept = options.has('m') || options.has('p');
    return process.replace([shell, ...(text === undefined ? [] : ['-c', text]), ...rest], {
      env: environment(process.env, { user, shell, whole, kept }),
      credentials: {
        uid: user.uid,
        gid: user.gid,
        groups: groupIds(process.system.tree, user),
        umask: process.credentials.umask,
      },
      ...(whole ? { cwd: user.home } : {}),
      failed: (errno) => {
        const why = errno === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
        process.complain(
          isBusybox(process) ? `can't execute '${shell}': ${why}` : `failed to execute ${shell}: ${why}`,
        );
      },
    });
  },
};
export default command;

/** What setgroups and setuid are refused for: who lacks CAP_SETGID or CAP_SETUID. Source: recorded, sec-caps-b. */
function refusal(process: Process, user: User): string | undefined {
  const call = refusedSwitch(process.credentials, user);
  if (call === undefined) return undefined;
  if (call !== 'setuid') return isBusybox(process) ? "can't set groups" : 'cannot set groups';
  return isBusybox(process) ? "can't set uid" : 'cannot set user id';
}

interface How {
  readonly user: User;
  readonly shell: string;
  /** A login shell begins with an empty environment. */
  readonly whole: boolean;
  readonly kept: boolean;
}

function environment(before: ReadonlyMap<string, string>, { user, shell, whole, kept }: How): Map<string, string> {
  if (kept && !whole) return new Map(before);
  const path = before.get('PATH');
  const env = whole ? new Map(path === undefined ? [] : [['PATH', path]]) : new Map(before);
  env.set('HOME', user.home);
  env.set('SHELL', shell);
  if (user.uid !== 0 || whole) {
    env.set('USER', user.name);
    env.set('LOGNAME', user.name);
  }
  return env;
}
