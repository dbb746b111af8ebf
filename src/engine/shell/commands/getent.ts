import { groups, users } from '../accounts.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Looks up passwd, group and hosts; other databases are left out.',
  example: `
$ getent passwd root
root:x:0:0:root:/root:/bin/bash
$ getent group nosuch || echo $?
2
`,
  run(process, args) {
    const [database, ...keys] = args;
    const { tree } = process.system;
    if (database === 'passwd')
      return print(
        process,
        keys,
        users(tree).map((user) => ({
          keys: [user.name, String(user.uid)],
          line: `${user.name}:x:${user.uid}:${user.gid}:${user.gecos}:${user.home}:${user.shell}`,
        })),
      );
    if (database === 'group')
      return print(
        process,
        keys,
        groups(tree).map((group) => ({
          keys: [group.name, String(group.gid)],
          line: `${group.name}:x:${group.gid}:${group.members.join(',')}`,
        })),
      );
    process.notSimulated(`getent ${database ?? ''}`);
    return 0;
  },
};
export default command;

function print(
  process: Process,
  keys: readonly string[],
  rows: readonly { keys: readonly string[]; line: string }[],
): number {
  if (keys.length === 0) for (const { line } of rows) process.out(`${line}\n`);
  let status = 0;
  for (const key of keys) {
    const row = rows.find((one) => one.keys.includes(key));
    if (row) process.out(`${row.line}\n`);
    else status = 2;
  }
  return status;
}
