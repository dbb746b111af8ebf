import { groups, users, type Group, type User } from '../../files/accounts.ts';
import { isBusybox } from './flavor.ts';
import type { Process } from '../../kernel/system.ts';

/** Adds a line to a file of /etc that has one; keeps its mode and owner. */
function append(process: Process, path: string, line: string): boolean {
  const text = process.files.read(path);
  if (!text.ok)
    return path === '/etc/passwd' || path === '/etc/group'
      ? process.files.write(path, { content: `${line}\n` }).ok
      : true;
  const before = text.value ?? '';
  keepOld(process, path);
  return process.files.write(path, {
    content: `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${line}\n`,
  }).ok;
}

/** BusyBox leaves the file as it was beside it: `/etc/group-` (libbb/update_passwd.c). */
function keepOld(process: Process, path: string): void {
  const entry = process.files.stat(path);
  if (isBusybox(process) && entry.ok) process.files.put(`${path}-`, entry.value);
}

/** A user as a line of /etc/passwd, without its end. Source: passwd(5). */
export function userLine({ name, uid, gid, gecos, home, shell }: User): string {
  return `${name}:x:${uid}:${gid}:${gecos}:${home}:${shell}`;
}

/** A group as a line of /etc/group, without its end. Source: group(5). */
export function groupLine({ name, gid, members }: Group): string {
  return `${name}:x:${gid}:${members.join(',')}`;
}

/** Writes a user to /etc/passwd and /etc/shadow. */
export function addUserLine(process: Process, user: User): boolean {
  const good = append(process, '/etc/passwd', userLine(user));
  return good && append(process, '/etc/shadow', `${user.name}:!:20416:0:99999:7:::`);
}

/** Writes a group to /etc/group. */
export function addGroupLine(process: Process, group: Group): boolean {
  return append(process, '/etc/group', groupLine(group));
}

/** Makes a user a member of a group. */
export function addMember(process: Process, group: string, user: string): boolean {
  const text = process.files.read('/etc/group');
  if (!text.ok || text.value === undefined) return false;
  const lines = text.value.split('\n').map((line) => {
    const [name, , , members = ''] = line.split(':');
    if (name !== group || members.split(',').includes(user)) return line;
    return `${line}${members === '' ? '' : ','}${user}`;
  });
  keepOld(process, '/etc/group');
  return process.files.write('/etc/group', { content: lines.join('\n') }).ok;
}

/** Takes a line away by the name it starts with. */
export function removeLine(process: Process, path: string, name: string): boolean {
  const text = process.files.read(path);
  if (!text.ok || text.value === undefined) return false;
  const kept = text.value.split('\n').filter((line) => !line.startsWith(`${name}:`));
  keepOld(process, path);
  return process.files.write(path, { content: kept.join('\n') }).ok;
}

/** The lowest free uid from `from` up (`down`: from there downwards). */
export function freeUid(process: Process, range: { from: number; to: number }): number {
  return free(new Set(users(process.system.tree).map((user) => user.uid)), range);
}

/** The lowest free gid, as `freeUid`. */
export function freeGid(process: Process, range: { from: number; to: number }): number {
  return free(new Set(groups(process.system.tree).map((group) => group.gid)), range);
}

function free(taken: ReadonlySet<number>, range: { from: number; to: number }): number {
  const step = range.from <= range.to ? 1 : -1;
  for (let id = range.from; id !== range.to + step; id += step) if (!taken.has(id)) return id;
  return range.from;
}

/** Makes a home directory with its owner; `skeleton`: with the files of /etc/skel. */
export function makeHome(process: Process, user: User, mode: number): void {
  if (process.files.stat(user.home).ok) return;
  process.files.mkdir(user.home, { parents: true, mode, owner: { uid: user.uid, gid: user.gid } });
  const names = process.files.list('/etc/skel');
  for (const name of names.ok ? names.value : []) {
    const entry = process.files.stat(`/etc/skel/${name}`);
    if (entry.ok) process.files.put(`${user.home}/${name}`, { ...entry.value, uid: user.uid, gid: user.gid });
  }
}
