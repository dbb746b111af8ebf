import { addGroupLine, freeGid } from '../lib/account-files.ts';
import { groups } from '../../files/accounts.ts';
import { readOptions } from '../lib/options.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Adds a group (shadow): -g -r -f -o.',
  example: `
$ groupadd -g 1001 app; getent group app
app:x:1001:
$ groupadd app
! groupadd: group 'app' already exists
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'rfo',
      values: 'gKp',
      long: { '--gid=': 'g', '--system': 'r', '--force': 'f', '--non-unique': 'o' },
    });
    if (options.refused !== undefined) return options.refused;
    const [name] = options.rest;
    if (name === undefined) {
      process.err('Usage: groupadd [options] GROUP\n');
      return 2;
    }
    if (process.credentials.uid !== 0) {
      process.err('groupadd: Permission denied.\ngroupadd: cannot lock /etc/group; try again later.\n');
      return 10;
    }
    const all = groups(process.system.tree);
    const fail = (text: string, status: number): number => {
      process.complain(text);
      return status;
    };
    if (all.some((group) => group.name === name))
      return options.has('f') ? 0 : fail(`group '${name}' already exists`, 9);
    const wanted = options.value('g');
    if (wanted !== undefined && !/^\d+$/.test(wanted)) return fail(`invalid group ID '${wanted}'`, 3);
    const gid =
      wanted === undefined
        ? freeGid(process, options.has('r') ? { from: 999, to: 100 } : { from: 1000, to: 60_000 })
        : Number(wanted);
    if (wanted !== undefined && !options.has('o') && all.some((group) => group.gid === gid))
      return fail(`GID '${gid}' already exists`, 4);
    addGroupLine(process, { name, gid, members: [] });
    return 0;
  },
};
export default command;
