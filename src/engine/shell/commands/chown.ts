import { findGroup, findUser } from '../accounts.ts';
import { errorText } from '../errno.ts';
import { complain, readOptions, type Options } from '../options.ts';
import type { Owner } from '../../files/tree.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Changes owners (chown) and groups (chgrp), by name or number; -R, -h, -f, -v.',
  aliases: ['chgrp'],
  example: `
$ touch /tmp/a; chown 1000:50 /tmp/a; stat -c %u:%g /tmp/a
1000:50
$ chown nobody1 /tmp/a
! chown: invalid user: 'nobody1'
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'RhfvcHLP',
      long: {
        '--recursive': 'R',
        '--no-dereference': 'h',
        '--verbose': 'v',
        '--changes': 'c',
        '--reference=': 'reference',
        '--from=': 'from',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const [spec, ...names] = options.rest;
    if (spec === undefined || names.length === 0) {
      process.complain(spec === undefined ? 'missing operand' : `missing operand after '${spec}'`);
      process.err(`Try '${process.name} --help' for more information.\n`);
      return 1;
    }
    const owner = readOwner(process, spec);
    if (typeof owner === 'string') {
      process.complain(owner);
      return 1;
    }
    let status = 0;
    for (const name of names) if (!apply(process, name, { owner, options })) status = 1;
    return status;
  },
};
export default command;

type Wanted = Partial<Owner>;

function readOwner(process: Process, spec: string): Wanted | string {
  const { tree } = process.system;
  const busybox = process.flavor === 'busybox';
  if (process.name === 'chgrp') {
    const gid = findGroup(tree, spec);
    return gid === undefined ? (busybox ? `unknown group ${spec}` : `invalid group: '${spec}'`) : { gid };
  }
  const [userText = '', groupText] = spec.split(/[:.]/);
  const user = userText === '' ? undefined : findUser(tree, userText);
  if (userText !== '' && !user)
    return busybox ? `unknown user/group ${spec}` : `invalid ${groupText === undefined ? 'user' : 'user'}: '${spec}'`;
  if (groupText === undefined) return user ? { uid: user.uid } : {};
  if (groupText === '') return user ? { uid: user.uid, ...(user.user ? { gid: user.user.gid } : {}) } : {};
  const gid = findGroup(tree, groupText);
  if (gid === undefined) return busybox ? `unknown user/group ${spec}` : `invalid group: '${spec}'`;
  return { ...(user ? { uid: user.uid } : {}), gid };
}

function apply(process: Process, name: string, what: { owner: Wanted; options: Options }): boolean {
  const { owner, options } = what;
  const path = process.path(name);
  const follow = !options.has('h');
  const top = process.files.stat(path, { follow });
  if (!top.ok) {
    if (options.has('f')) return false;
    complain(process, {
      gnu: `cannot access '${name}': ${errorText(top.errno)}`,
      busybox: `${name}: ${errorText(top.errno)}`,
    });
    return false;
  }
  const recursive = options.has('R');
  const paths = recursive ? Array.from(process.files.walk(path)) : [[path, top.value] as const];
  let good = true;
  for (const [at, entry] of paths) {
    const whole = { uid: owner.uid ?? entry.uid, gid: owner.gid ?? entry.gid };
    const changed = process.files.chown(at, whole, { follow: follow && !recursive });
    if (changed.ok) continue;
    good = false;
    const shown = recursive ? name + at.slice(path.length) : name;
    const kind = process.name === 'chgrp' || owner.uid === undefined ? 'group' : 'ownership';
    if (!options.has('f'))
      complain(process, {
        gnu: `changing ${kind} of '${shown}': ${errorText(changed.errno)}`,
        busybox: `${shown}: ${errorText(changed.errno)}`,
      });
  }
  return good;
}
