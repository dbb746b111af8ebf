import { findGroup, findUser, groupIds } from '../../files/accounts.ts';
import { refusedSwitch } from '../../kernel/switch-user.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Runs a command as another user: su-exec and gosu (USER[:GROUP] COMMAND).',
  aliases: ['gosu', 'su-exec'],
  example: `
$ su-exec 1000:50 id -u
1000
$ gosu nosuch id
! error: failed switching to "nosuch": unable to find user nosuch: no matching entries in passwd file
`,
  run(process, args) {
    const [spec = '', ...argv] = args;
    const gosu = process.name.endsWith('gosu');
    const [name = '', groupName] = spec.split(':');
    const { tree } = process.system;
    const found = findUser(tree, name);
    const gid = groupName === undefined ? found?.user?.gid : findGroup(tree, groupName);
    if (!found || (groupName !== undefined && gid === undefined)) {
      const what = found ? `group ${groupName ?? ''}` : `user ${name}`;
      if (gosu)
        process.err(
          `error: failed switching to "${spec}": unable to find ${what}: no matching entries in ${found ? 'group' : 'passwd'} file\n`,
        );
      else process.complain(`unknown user/group: ${spec}`);
      return 1;
    }
    const env = new Map(process.env);
    env.set('HOME', found.user?.home ?? '/');
    const groups = groupName === undefined && found.user ? groupIds(tree, found.user) : [gid ?? found.uid];
    const call = refusedSwitch(process.credentials, { uid: found.uid, gid: gid ?? found.uid });
    if (call !== undefined) {
      if (gosu) process.err(`error: failed switching to "${spec}": operation not permitted\n`);
      else process.complain(`${call}${call === 'setuid' ? `(${found.uid})` : ''}: Operation not permitted`);
      return 1;
    }
    return process.replace(argv, {
      env,
      credentials: { uid: found.uid, gid: gid ?? found.uid, groups, umask: process.credentials.umask },
      failed: (errno) => {
        const text =
          errno === 'ENOENT'
            ? gosu
              ? 'executable file not found in $PATH'
              : 'No such file or directory'
            : 'Permission denied';
        if (gosu) process.err(`error: exec: "${argv[0] ?? ''}": ${text}\n`);
        else process.complain(`${argv[0] ?? ''}: ${text}`);
      },
    });
  },
};
export default command;
