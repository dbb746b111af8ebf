/** A line of /etc/passwd. */
export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const HOMES: Readonly<Record<string, string>> = {
  bin: '/bin',
  daemon: '/usr/sbin',
  sync: '/bin',
  man: '/var/cache/man',
  lp: '/var/spool/lpd',
  mail: '/var/mail',
  news: '/var/spool/news',
  uucp: '/var/spool/uucp',
  'www-data': '/var/www',
  backup: '/var/backups',
  list: '/var/list',
  irc: '/run/ircd',
  games: '/usr/games',
  proxy: '/bin',
  sys: '/dev',
  postgres: '/var/lib/postgresql',
  redis: '/data',
  nonroot: '/home/nonroot',
};

/** `name:uid:gid` words as users. */
export function readUsers(words: string): User[] {
  return words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [name = '', uid = '0', gid = '0'] = word.split(':');
      return { name, uid: Number(uid), gid: Number(gid) };
    });
}

/** Text of /etc/passwd; `shell` is that of people, everybody else has none. */
export function passwdText(users: readonly User[], shell: string): string {
  return users.map((user) => `${user.name}:x:${user.uid}:${user.gid}:${place(user, shell)}\n`).join('');
}

function place({ name, uid }: User, shell: string): string {
  const none = shell === '/bin/bash' ? '/usr/sbin/nologin' : '/sbin/nologin';
  if (uid === 0) return `root:/root:${shell}`;
  const person = (uid >= 1000 && uid < 60000) || name === 'postgres';
  const home = HOMES[name] ?? (uid >= 1000 && uid < 60000 ? `/home/${name}` : '/nonexistent');
  return `${name}:${home}:${person ? shell : none}`;
}

/** Text of /etc/group: the groups given, then one for each user whose group has no name yet. */
export function groupText(groups: string, users: readonly User[]): string {
  const byId = new Map<number, string>();
  for (const { name, uid: gid } of readUsers(groups)) byId.set(gid, name);
  for (const { name, gid } of users) if (!byId.has(gid)) byId.set(gid, name);
  return [...byId]
    .toSorted(([one], [other]) => one - other)
    .map(([gid, name]) => `${name}:x:${gid}:\n`)
    .join('');
}

/** Text of /etc/shadow: nobody has a password. */
export function shadowText(users: readonly User[]): string {
  return users.map(({ name }) => `${name}:*:20000:0:99999:7:::\n`).join('');
}
