import type { Credentials } from '../../../files/index.ts';
import type { Container } from '../../model.ts';
import { boundingSet } from '../../security/capabilities.ts';
import type { Result } from '../daemon.ts';
import { refused } from '../daemon.ts';

/** Source: moby/sys/user user.go maxID. */
const LARGEST = 2_147_483_647;

export interface Login {
  readonly credentials: Credentials;
  readonly home: string;
}

/** Files of users lately read, taken apart: each start reads them, and most are the same. */
const KEPT = 16;
const known = new Map<string, readonly (readonly string[])[]>();

function fields(container: Container, file: string): readonly (readonly string[])[] {
  const read = container.tree.read(file);
  const text = (read.ok ? read.value : undefined) ?? '';
  const lines = known.get(text) ?? text.split('\n').map((line) => line.split(':'));
  known.delete(text);
  known.set(text, lines);
  for (const old of known.keys()) if (known.size > KEPT) known.delete(old);
  return lines;
}

/** Who the first process is; `lacks`: capabilities that the host does not have. Source: moby/sys/user user.go GetExecUser; recorded, run-user-b. */
export function loginOf(
  container: Container,
  spec = container.config.User,
  lacks: readonly string[] = [],
): Result<Login> {
  const [user = '', group] = spec.split(':');
  const passwd = fields(container, '/etc/passwd');
  const groups = fields(container, '/etc/group');
  const number = /^[-+]?\d+$/.test(user);
  const line =
    passwd.find((one) => (user === '' ? one[2] === '0' : one[0] === user)) ??
    (number ? passwd.find((one) => one[2] === user) : undefined);
  if (!line && user !== '' && !number)
    return refused(`unable to find user ${user}: no matching entries in passwd file`);
  const uid = Number(line?.[2] ?? (number ? user : 0));
  if (uid < 0 || uid > LARGEST) return refused(`uids and gids must be in range 0-${LARGEST}`);
  let gid = Number(line?.[3] ?? 0);
  const name = line?.[0];
  let extra =
    name === undefined ? [] : groups.filter((one) => one[3]?.split(',').includes(name)).map((one) => Number(one[2]));
  if (group !== undefined && group !== '') {
    const found = groups.find((one) => one[0] === group);
    if (!found && !/^[-+]?\d+$/.test(group))
      return refused(`unable to find group ${group}: no matching entries in group file`);
    gid = Number(found?.[2] ?? group);
    if (gid < 0 || gid > LARGEST) return refused(`uids and gids must be in range 0-${LARGEST}`);
    extra = [];
  }
  for (const added of container.hostConfig.GroupAdd ?? []) {
    const found = groups.find((one) => one[0] === added);
    // moby's own words here: daemon/oci_linux.go getAdditionalGroups
    if (!found && !/^[-+]?\d+$/.test(added))
      return refused(`Unable to find group ${added}: no matching entries in group file`);
    extra.push(Number(found?.[2] ?? added));
  }
  // the kernel keeps them in order
  const all = [...new Set([gid, ...extra])].toSorted((one, other) => one - other);
  return {
    ok: true,
    value: {
      credentials: { uid, gid, groups: all, umask: 0o022, bounding: boundingSet(container.hostConfig, lacks) },
      home: line?.[5] || '/',
    },
  };
}
