import { permits } from '../../files/index.ts';
import type { Credentials, Entry } from '../../files/tree.ts';

/** Whether a file is what an operator of `test` asks for (`-d`, `-x`, …) to somebody with these credentials. */
export function fileIs(entry: Entry, operator: string, who: Credentials): boolean {
  switch (operator) {
    case '-d':
      return entry.kind === 'dir';
    case '-f':
      return entry.kind === 'file';
    case '-L':
    case '-h':
      return entry.kind === 'symlink';
    case '-s':
      return entry.kind === 'dir' || entry.size > 0;
    case '-p':
      return entry.kind === 'fifo';
    case '-c':
      return entry.kind === 'char';
    case '-b':
    case '-S':
      return false;
    case '-u':
      return (entry.mode & 0o4000) !== 0;
    case '-g':
      return (entry.mode & 0o2000) !== 0;
    case '-k':
      return (entry.mode & 0o1000) !== 0;
    case '-O':
      return entry.uid === who.uid;
    case '-G':
      return entry.gid === who.gid;
    default:
      return permission(entry, operator, who);
  }
}

function permission(entry: Entry, operator: string, who: Credentials): boolean {
  if (operator === '-r') return permits(entry, who, 'read');
  if (operator === '-w') return permits(entry, who, 'write');
  return operator === '-x' ? permits(entry, who, 'execute') : true;
}
