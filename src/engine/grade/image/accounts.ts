import type { Tree } from '../../files/tree.ts';

/** What a USER word stands for in an image. `uid` undefined: a name that /etc/passwd does not know. */
export interface Account {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly name: string | undefined;
  /** The user is written as a number. */
  readonly numeric: boolean;
}

/** Reads `user[:group]` as the runtime does: numbers as they are, names through /etc/passwd and /etc/group; empty is root. */
export function accountOf(tree: Tree, word: string): Account {
  const [user = '', group] = word.split(':');
  const lines = fields(tree, '/etc/passwd');
  const numeric = /^\d+$/.test(user);
  const line = user === '' ? ['root', 'x', '0', '0'] : lines.find((each) => each[numeric ? 2 : 0] === user);
  const uid = numeric ? Number(user) : number(line?.[2]);
  const gid =
    group === undefined || group === '' ? (number(line?.[3]) ?? (numeric ? 0 : undefined)) : groupOf(tree, group);
  return { uid, gid, name: numeric ? line?.[0] : user || 'root', numeric };
}

/** The number of a group, by name or number; undefined when /etc/group lacks it. */
export function groupOf(tree: Tree, group: string): number | undefined {
  if (/^\d+$/.test(group)) return Number(group);
  return number(fields(tree, '/etc/group').find((each) => each[0] === group)?.[2]);
}

function number(text: string | undefined): number | undefined {
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}

function fields(tree: Tree, path: string): string[][] {
  const file = tree.read(path);
  return file.ok && file.value !== undefined ? file.value.split('\n').map((line) => line.split(':')) : [];
}
