import { groups, users } from '../../files/accounts.ts';
import { networkOf } from '../../kernel/network/network.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Looks up passwd, group and hosts; other databases are not simulated.',
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
    if (database === 'hosts' || database === 'ahosts') return hosts(process, keys);
    if (database === undefined || !DATABASES.has(database)) {
      if (database === undefined) process.complain('wrong number of arguments');
      else process.err(`Unknown database: ${database}\n`);
      process.out("Try `getent --help' or `getent --usage' for more information.\n");
      return 1;
    }
    process.notSimulated(`getent ${database}`);
    return 0;
  },
};
export default command;

const DATABASES = new Set(
  'ahosts ahostsv4 ahostsv6 aliases ethers group gshadow hosts initgroups netgroup networks passwd protocols rpc services shadow'.split(
    ' ',
  ),
);

/** Names of /etc/hosts; what only the network knows is not simulated. */
function hosts(process: Process, keys: readonly string[]): number {
  const text = process.files.read('/etc/hosts');
  const lines = text.ok
    ? (text.value ?? '').split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    : [];
  const rows = lines
    .filter(([address]) => address !== '')
    .map(([address = '', ...names]) => ({
      keys: [address, ...names],
      line: `${address.padEnd(15)} ${names.join(' ')}`,
    }));
  const network = networkOf(process.system);
  for (const key of keys.filter((one) => !rows.some((row) => row.keys.includes(one)))) {
    const reverse = /^[\d.]+$|:/.test(key);
    const answer = network.resolve(key, reverse ? 'PTR' : 'A');
    if (answer.kind === 'world') process.notSimulated(`getent hosts ${key}`);
    if (answer.kind !== 'answer') continue;
    for (const address of reverse ? [key] : answer.addresses)
      rows.push({ keys: [key], line: `${address.padEnd(15)} ${answer.name ?? key}` });
  }
  return print(process, keys, rows);
}

function print(
  process: Process,
  keys: readonly string[],
  rows: readonly { keys: readonly string[]; line: string }[],
): number {
  if (keys.length === 0) for (const { line } of rows) process.out(`${line}\n`);
  let status = 0;
  for (const key of keys) {
    const found = rows.filter((one) => one.keys.includes(key));
    for (const row of found.some(({ keys: [first] }) => first === key) ? found : found.slice(0, 1))
      process.out(`${row.line}\n`);
    if (found.length === 0) status = 2;
  }
  return status;
}
