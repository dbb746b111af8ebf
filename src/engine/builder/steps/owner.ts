import type { Credentials, Entry, Owner, Tree } from '../../files/index.ts';

interface Account extends Owner {
  readonly name: string;
  readonly home: string;
}

interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** What a file of accounts holds, read once for each state of the file: every step asks for it. */
function reading<T>(path: string, line: (text: string) => T | undefined): (tree: Tree) => readonly T[] {
  const known = new WeakMap<Entry, readonly T[]>();
  return (tree) => {
    const file = tree.stat(path);
    if (!file.ok) return [];
    const read = known.get(file.value) ?? (file.value.content ?? '').split('\n').flatMap((text) => line(text) ?? []);
    known.set(file.value, read);
    return read;
  };
}

const accounts = reading<Account>('/etc/passwd', (text) => {
  const [name = '', , uid, gid, , home = '/'] = text.split(':');
  return uid === undefined || uid === '' ? undefined : { name, uid: Number(uid), gid: Number(gid), home: home || '/' };
});

const groups = reading<Group>('/etc/group', (text) => {
  const [name = '', , gid, members = ''] = text.split(':');
  return gid === undefined || gid === '' ? undefined : { name, gid: Number(gid), members: members.split(',') };
});

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/**
 * The owner that `--chown=text` or a WORKDIR under USER means, names looked up in `tree`. A name that the files lack means
 * root, without an error: moby/buildkit solver/llbsolver/file/user_linux.go `readUser`. A user number is the group number
 * too; a named user brings its own group.
 */
export function fileOwner(tree: Tree, text: string): Owner {
  const colon = text.indexOf(':');
  const user = colon === -1 ? text : text.slice(0, colon);
  const group = colon === -1 ? undefined : text.slice(colon + 1);
  let owner: Owner = { uid: 0, gid: 0 };
  if (isNumber(user)) owner = { uid: Number(user), gid: Number(user) };
  else if (user) owner = accounts(tree).find((account) => account.name === user) ?? owner;
  if (group === undefined) return { uid: owner.uid, gid: owner.gid };
  if (isNumber(group)) return { uid: owner.uid, gid: Number(group) };
  return { uid: owner.uid, gid: groups(tree).find((one) => one.name === group)?.gid ?? (group ? owner.gid : 0) };
}

/** True when `--chown` names somebody, so that a stage without files cannot know the numbers. */
export function needsNames(text: string): boolean {
  return text.split(':').some((part) => part !== '' && !isNumber(part));
}

export interface Login {
  readonly credentials: Credentials;
  readonly home: string;
}

/**
 * Who a process runs as under `USER text`, or the reason why runc refuses. Source: opencontainers/runc libcontainer/user
 * `GetExecUser`; texts observed in transcripts img-fail-run (Dockerfile.user).
 */
export function login(tree: Tree, text: string): Login | { readonly refused: string } {
  const [user = '', group] = text.split(':');
  const known = accounts(tree);
  const account = isNumber(user)
    ? known.find((one) => one.uid === Number(user))
    : known.find((one) => one.name === (user || 'root'));
  if (!account && user && !isNumber(user))
    return { refused: `unable to find user ${user}: no matching entries in passwd file` };
  const uid = account?.uid ?? (user ? Number(user) : 0);
  const list = groups(tree);
  let gid = account?.gid ?? 0;
  if (group) {
    const named = isNumber(group) ? Number(group) : list.find((one) => one.name === group)?.gid;
    if (named === undefined) return { refused: `unable to find group ${group}: no matching entries in group file` };
    gid = named;
  }
  const member =
    account && !group ? list.filter((one) => one.members.includes(account.name)).map((one) => one.gid) : [];
  return {
    // the own group is among them: measured, Engine 26.1.5
    credentials: { uid, gid, groups: [...new Set([gid, ...member])], umask: 0o022 },
    home: account?.home ?? (uid === 0 ? '/root' : '/'),
  };
}
