import { findGroup, findUser, groupName, userName } from '../../files/accounts.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, missingOperand, shortName } from '../lib/flavor.ts';
import type { Owner } from '../../files/tree.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Changes owners (chown) and groups (chgrp), by name or number; -R, -h, -f, -v.',
  aliases: ['chgrp'],
  gnu: {
    chgrp:
      'cfvhRHLP changes silent quiet verbose dereference no-dereference from no-preserve-root preserve-root reference recursive',
    chown:
      'cfvhRHLP changes silent quiet verbose dereference no-dereference from no-preserve-root preserve-root reference recursive',
  },
  example: `
$ touch /tmp/a; chown 1000:50 /tmp/a; stat -c %u:%g /tmp/a
1000:50
$ chown nobody1 /tmp/a
! chown: invalid user: 'nobody1'
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'RhfvcHLP',
      busybox: 'RhLHPcvf',
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
    const reference = options.value('reference');
    const rest = [...options.rest];
    const spec = reference === undefined ? rest.shift() : reference;
    if (spec === undefined || rest.length === 0)
      return missingOperand(process, spec === undefined ? 'missing operand' : `missing operand after '${spec}'`);
    const owner = reference === undefined ? readOwner(process, spec) : referred(process, reference);
    if (typeof owner === 'string') {
      process.complain(owner);
      return 1;
    }
    let status = 0;
    for (const name of rest) if (!apply(process, name, { owner, options })) status = 1;
    return status;
  },
};
export default command;

/** The owner of another file. */
function referred(process: Process, name: string): Wanted | string {
  const entry = process.files.stat(process.path(name));
  if (!entry.ok) return `failed to get attributes of '${name}': ${errorText(entry.errno)}`;
  const { uid, gid } = entry.value;
  return shortName(process) === 'chgrp' ? { gid } : { uid, gid };
}

type Wanted = Partial<Owner>;

function readOwner(process: Process, given: string): Wanted | string {
  // GNU takes a number with a plus for nothing but a number.
  const spec = isBusybox(process) ? given : given.replace(/^\+(?=\d)/, '');
  const { tree } = process.system;
  const busybox = process.flavor === 'busybox';
  if (shortName(process) === 'chgrp') {
    const gid = findGroup(tree, spec);
    return gid === undefined ? (busybox ? `unknown group ${spec}` : `invalid group: '${spec}'`) : { gid };
  }
  const user = spec === '' ? undefined : findUser(tree, spec);
  if (user) return { uid: user.uid };
  const cut = spec.includes(':') ? spec.indexOf(':') : busybox ? -1 : spec.indexOf('.');
  if (cut === -1) return busybox ? `unknown user ${spec}` : `invalid user: '${spec}'`;
  const [userText, groupText] = [spec.slice(0, cut), spec.slice(cut + 1)];
  const named = userText === '' ? undefined : findUser(tree, userText);
  if (userText !== '' && !named) return busybox ? `unknown user/group ${spec}` : `invalid user: '${spec}'`;
  if (spec[cut] === '.') process.complain(`warning: '.' should be ':': '${spec}'`);
  if (groupText === '') return named ? { uid: named.uid, ...(named.user ? { gid: named.user.gid } : {}) } : {};
  const gid = findGroup(tree, groupText);
  if (gid === undefined) return busybox ? `unknown user/group ${spec}` : `invalid group: '${spec}'`;
  return { ...(named ? { uid: named.uid } : {}), gid };
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
    const shown = recursive ? name + at.slice(path.length) : name;
    if (changed.ok) {
      tell(process, { shown, before: entry, after: whole, owner }, options);
      continue;
    }
    good = false;
    const kind = shortName(process) === 'chgrp' || owner.uid === undefined ? 'group' : 'ownership';
    if (!options.has('f'))
      complain(process, {
        gnu: `changing ${kind} of '${shown}': ${errorText(changed.errno)}`,
        busybox: `${shown}: ${errorText(changed.errno)}`,
      });
  }
  return good;
}

interface Changed {
  readonly shown: string;
  readonly before: Owner;
  readonly after: Owner;
  readonly owner: Wanted;
}

/** What `-v` shows of every file and `-c` of those that changed: GNU the parts that were asked for, BusyBox numbers. */
function tell(process: Process, { shown, before, after, owner }: Changed, options: Options): void {
  const changed = before.uid !== after.uid || before.gid !== after.gid;
  if (!options.has('v') && !(options.has('c') && changed)) return;
  if (isBusybox(process)) {
    process.out(`changed ownership of '${shown}' to ${after.uid}:${after.gid}\n`);
    return;
  }
  const { tree } = process.system;
  const group = shortName(process) === 'chgrp';
  const name = ({ uid, gid }: Owner, whole: boolean): string => {
    const groupText = groupName(tree, gid) ?? String(gid);
    if (group) return groupText;
    const user = owner.uid === undefined && !whole ? '' : (userName(tree, uid) ?? String(uid));
    return owner.gid === undefined ? user : `${user}:${groupText}`;
  };
  const kind = group ? 'group' : 'ownership';
  if (changed) process.out(`changed ${kind} of '${shown}' from ${name(before, true)} to ${name(after, false)}\n`);
  else process.out(`${kind} of '${shown}' retained as ${name(after, false)}\n`);
}
