import type { Tree } from './tree.ts';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

function lines(tree: Tree, path: string): string[][] {
  const text = tree.read(path);
  if (!text.ok || text.value === undefined) return [];
  return text.value
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(':'));
}

/** Users of /etc/passwd, in order. */
export function users(tree: Tree): User[] {
  return lines(tree, '/etc/passwd').map(([name = '', , uid = '', gid = '', gecos = '', home = '', shell = '']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    gecos,
    home,
    shell,
  }));
}

/** Groups of /etc/group, in order. */
export function groups(tree: Tree): Group[] {
  return lines(tree, '/etc/group').map(([name = '', , gid = '', members = '']) => ({
    name,
    gid: Number(gid),
    members: members === '' ? [] : members.split(','),
  }));
}

/** The user of a name or a number; a number needs no entry. */
export function findUser(tree: Tree, text: string): { uid: number; user: User | undefined } | undefined {
  const all = users(tree);
  const named = all.find((user) => user.name === text);
  if (named) return { uid: named.uid, user: named };
  if (!/^\d+$/.test(text)) return undefined;
  return { uid: Number(text), user: all.find((user) => user.uid === Number(text)) };
}

/** The group of a name or a number; a number needs no entry. */
export function findGroup(tree: Tree, text: string): number | undefined {
  const named = groups(tree).find((group) => group.name === text);
  return named?.gid ?? (/^\d+$/.test(text) ? Number(text) : undefined);
}

export function userName(tree: Tree, uid: number): string | undefined {
  return users(tree).find((user) => user.uid === uid)?.name;
}

export function groupName(tree: Tree, gid: number): string | undefined {
  return groups(tree).find((group) => group.gid === gid)?.name;
}

/** Ids of the groups a user belongs to, its own first. */
export function groupIds(tree: Tree, user: User): number[] {
  const more = groups(tree)
    .filter((group) => group.members.includes(user.name))
    .map((group) => group.gid);
  return [...new Set([user.gid, ...more])];
}
