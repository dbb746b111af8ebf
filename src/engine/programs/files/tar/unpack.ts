import { basename } from '../../../files/index.ts';
import type { Entry } from '../../../files/tree.ts';
import { groupName, userName } from '../../../files/accounts.ts';
import { gunzipText, unpackTar, type Member as Packed } from '../../../files/tar-archive.ts';
import { START } from '../../../kernel/time/clock.ts';
import { formatTime } from '../../../kernel/time/strftime.ts';
import { errorText } from '../../../kernel/errno.ts';
import { modeText } from '../../../files/mode-text.ts';
import { isBusybox } from '../../lib/flavor.ts';
import { compile, matches } from '../../../base/shell-pattern.ts';
import type { Process, Task } from '../../../kernel/system.ts';
import { enter, fatal, type How } from './options.ts';

/** `tar x` and `tar t`: reads an archive. */
export function* unpack(process: Process, how: How, excluded: (name: string) => boolean): Task {
  const { file } = how;
  const read =
    file === '-' ? ({ ok: true, value: yield* process.readAll() } as const) : process.files.read(process.path(file));
  if (!read.ok) {
    const text = errorText(read.errno);
    if (read.errno === 'EISDIR' && !isBusybox(process))
      return fatal(process, {
        gnu: `${file}: Cannot read: ${text}\ntar: At beginning of tape, quitting now`,
        busybox: '',
      });
    return fatal(process, { gnu: `${file}: Cannot open: ${text}`, busybox: `can't open '${file}': ${text}` });
  }
  if (read.value === undefined) {
    process.notSimulated(`content of the archive ${file}`);
    return 0;
  }
  const refused = enter(process, how);
  if (refused !== undefined) return refused;
  const members = unpackTar(read.value);
  if (!members || (how.options.has('z') && gunzipText(read.value) === undefined))
    return notAnArchive(process, read.value, how);
  return select(process, members, { how, excluded });
}

function notAnArchive(process: Process, text: string, how: How): number {
  const packed = how.options.has('z') && gunzipText(text) === undefined;
  if (isBusybox(process)) {
    if (packed) process.complain('invalid magic');
    process.complain(packed ? 'short read' : 'invalid tar magic');
    return 1;
  }
  if (packed)
    process.err(
      '\ngzip: stdin: not in gzip format\ntar: Child returned status 1\ntar: Error is not recoverable: exiting now\n',
    );
  else
    process.err(
      'tar: This does not look like a tar archive\ntar: Exiting with failure status due to previous errors\n',
    );
  return 2;
}

interface Choice {
  readonly how: How;
  readonly excluded: (name: string) => boolean;
}

function select(process: Process, members: readonly Packed[], { how, excluded }: Choice): number {
  const { options } = how;
  const wanted = how.members.map((member) => member.name.replace(/\/$/, ''));
  const globs = wanted.map((name) => compile([{ text: name, quoted: !options.has('wildcards') }]));
  const seen = new Set<number>();
  const strip = Number(options.value('strip') ?? 0);
  let good = true;
  for (const { name, entry } of members) {
    const bare = name.replace(/\/$/, '');
    const at = globs.findIndex((glob, index) => matches(glob, bare) || bare.startsWith(`${wanted[index] ?? ''}/`));
    if (at !== -1) seen.add(at);
    if ((wanted.length > 0 && at === -1) || excluded(bare)) continue;
    if (options.has('t'))
      process.out(
        `${options.has('v') ? `${details(process, entry, options.has('numeric'))} ` : ''}${named(name, entry, options.has('v'))}\n`,
      );
    else if (!extract(process, { name, entry, strip }, how)) good = false;
  }
  for (const [at, name] of wanted.entries())
    if (!seen.has(at)) {
      process.complain(isBusybox(process) ? `${name}: not found in archive` : `${name}: Not found in archive`);
      good = false;
      if (isBusybox(process)) return 1;
    }
  if (good) return 0;
  if (!isBusybox(process)) process.complain('Exiting with failure status due to previous errors');
  return isBusybox(process) ? 1 : 2;
}

function named(name: string, entry: Entry, long: boolean): string {
  return long && entry.target !== undefined ? `${name} -> ${entry.target}` : name;
}

function details(process: Process, entry: Entry, numeric: boolean): string {
  const { tree } = process.system;
  const user = numeric ? undefined : userName(tree, entry.uid);
  const group = numeric ? undefined : groupName(tree, entry.gid);
  const owner = `${user ?? entry.uid}/${group ?? entry.gid}`;
  const size = String(entry.kind === 'file' ? entry.size : 0);
  const time = formatTime(isBusybox(process) ? '%Y-%m-%d %H:%M:%S' : '%Y-%m-%d %H:%M', START);
  const column = isBusybox(process) ? size.padStart(9) : size.padStart(Math.max(1, 19 - owner.length));
  return `${modeText(entry.kind, entry.mode)} ${owner} ${column} ${time}`;
}

function extract(process: Process, what: { name: string; entry: Entry; strip: number }, how: How): boolean {
  const { name, entry, strip } = what;
  const { options } = how;
  const parts = name
    .replace(/\/$/, '')
    .split('/')
    .filter((part) => part !== '..');
  const rest = parts.slice(strip).join('/');
  if (rest === '') return true;
  if (rest === '.' && entry.kind === 'dir') return options.has('O') || settle(process, entry, how);
  if (options.has('v')) (how.file === '-' && options.has('O') ? process.err : process.out)(`${name}\n`);
  if (options.has('O')) {
    process.out(entry.content ?? '');
    return true;
  }
  return place(process, process.path(`${how.folder}/${rest}`), { entry, how, name: rest });
}

/**
 * An archive of `.` carries owner and mode of the folder itself, and unpacking gives them to the one it is unpacked in: BusyBox
 * for root alone, GNU's tar for the owner as well, and it complains when it may not. Both observed (BusyBox 1.37, tar 1.35).
 */
function settle(process: Process, { mode, uid, gid }: Entry, { options, folder }: How): boolean {
  const { files, credentials } = process;
  const path = process.path(folder);
  const isRoot = credentials.uid === 0;
  if (options.has('v')) process.out('./\n');
  if (!isRoot && isBusybox(process)) return true;
  if (isRoot) files.chown(path, options.has('o') ? credentials : { uid, gid });
  if (files.chmod(path, options.has('masked') ? mode & ~credentials.umask : mode).ok) return true;
  process.complain('.: Cannot utime: Operation not permitted');
  process.complain(`.: Cannot change mode to ${modeText('dir', mode).slice(1)}: Operation not permitted`);
  return false;
}

/** Root keeps owners and modes; others get their own, and the umask unless -p is given. */
function place(process: Process, path: string, what: { entry: Entry; how: How; name: string }): boolean {
  const { entry, how, name } = what;
  const { options } = how;
  const { files, credentials } = process;
  const root = credentials.uid === 0 && !options.has('o');
  const owner = root ? entry : credentials;
  const keeps = (credentials.uid === 0 || options.has('p')) && !options.has('masked');
  const mode = keeps ? entry.mode : entry.mode & ~credentials.umask;
  files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  const made: Entry = { ...entry, mode, uid: owner.uid, gid: owner.gid };
  const old = files.stat(path, { follow: false });
  if (old.ok && entry.kind !== 'dir' && options.has('k')) {
    if (!isBusybox(process)) process.complain(`${name}: Cannot open: File exists`);
    return isBusybox(process);
  }
  const gone = old.ok && entry.kind !== 'dir' ? files.remove(path, { recursive: false }) : undefined;
  if (gone && !gone.ok) {
    process.complain(
      isBusybox(process)
        ? `can't remove old file ${name}: ${errorText(gone.errno)}`
        : `${name}: Cannot open: File exists`,
    );
    return false;
  }
  const put = files.put(path, made);
  if (put.ok) return true;
  const text = errorText(put.errno);
  const verb = entry.kind === 'dir' ? 'Cannot mkdir' : 'Cannot open';
  process.complain(
    isBusybox(process) ? `can't open '${name}': ${text}` : `${name || basename(path)}: ${verb}: ${text}`,
  );
  return false;
}
