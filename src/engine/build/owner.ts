import type { Credentials, Owner, Tree } from '../files/index.ts';

interface Account extends Owner {
  readonly name: string;
  readonly home: string;
}

interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

function lines(tree: Tree, path: string): string[] {
  const read = tree.read(path);
  return read.ok && read.value !== undefined ? read.value.split('\n') : [];
}

function accounts(tree: Tree): Account[] {
  return lines(tree, '/etc/passwd').flatMap((line) => {
    const [name = '', , uid, gid, , home = '/'] = line.split(':');
    return uid === undefined || uid === '' ? [] : [{ name, uid: Number(uid), gid: Number(gid), home: home || '/' }];
  });
}

function groups(tree: Tree): Group[] {
  return lines(tree, '/etc/group').flatMap((line) => {
    const [name = '', , gid, members = ''] = line.split(':');
    return gid === undefined || gid === '' ? [] : [{ name, gid: Number(gid), members: members.split(',') }];
  });
}

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
    credentials: { uid, gid, groups: member, umask: 0o022 },
    home: account?.home ?? (uid === 0 ? '/root' : '/'),
  };
}
