/**
 * tar: archives as lists of virtual entries, made, listed and unpacked with owners, modes and links. Left out: real bytes and
 * compression, appending (-r), incremental archives.
 */
import type { Entry } from '../../../files/tree.ts';
import { findGroup, findUser } from '../../../files/accounts.ts';
import { gzipText, packTar, type Member as Packed } from '../../../files/tar-archive.ts';
import { errorText } from '../../../kernel/errno.ts';
import { isBusybox } from '../../lib/flavor.ts';
import type { Process } from '../../../kernel/system.ts';
import { enter, fatal, type How } from './options.ts';

/** `tar c`: writes an archive of the operands. */
export function pack(process: Process, how: How, excluded: (name: string) => boolean): number {
  const { options, file } = how;
  if (how.members.length === 0) {
    if (isBusybox(process)) {
      process.complain('empty archive');
      return 1;
    }
    process.complain('Cowardly refusing to create an empty archive');
    process.err("Try 'tar --help' or 'tar --usage' for more information.\n");
    return 2;
  }
  const path = file === '-' ? undefined : process.path(file);
  const opened = path === undefined ? undefined : process.files.write(path, { content: '' });
  if (opened && !opened.ok) {
    const text = errorText(opened.errno);
    return fatal(process, { gnu: `${file}: Cannot open: ${text}`, busybox: `can't open '${file}': ${text}` });
  }
  const refused = enter(process, how);
  if (refused !== undefined) return refused;
  const members: Packed[] = [];
  const good = how.members.map((member) => add(process, { ...member, members, how, excluded, archive: path }));
  const squeezed = ['z', 'j', 'J', 'Z', 'zstd', 'lzma'].some((letter) => options.has(letter));
  const byName = options.has('a') && /\.(?:t?gz|t?bz2|t?xz|t?zst|lzma)$/.test(file);
  const text = packTar(members);
  const content = squeezed || byName ? gzipText(text) : text;
  if (path === undefined) process.out(content);
  else process.files.write(path, { content });
  if (good.every(Boolean)) return 0;
  process.complain(
    isBusybox(process)
      ? 'error exit delayed from previous errors'
      : 'Exiting with failure status due to previous errors',
  );
  return isBusybox(process) ? 1 : 2;
}

interface Adding {
  readonly name: string;
  readonly folder: string;
  readonly members: Packed[];
  readonly how: How;
  readonly excluded: (name: string) => boolean;
  /** The archive itself is left out. */
  readonly archive: string | undefined;
}

/** Adds an operand and what is below; false when it is not there. */
function add(process: Process, what: Adding): boolean {
  const { name, folder, how } = what;
  const path = process.path(name.startsWith('/') ? name : `${folder}/${name}`);
  const top = process.files.stat(path, { follow: how.options.has('h') });
  if (!top.ok) {
    const text = errorText(top.errno);
    process.complain(isBusybox(process) ? `${name}: ${text}` : `${name}: Cannot stat: ${text}`);
    return false;
  }
  if (name.startsWith('/') && !how.options.has('P'))
    process.complain(
      isBusybox(process) ? "removing leading '/' from member names" : "Removing leading `/' from member names",
    );
  const closed = top.value.kind === 'dir' ? process.files.list(path) : undefined;
  if (closed && !closed.ok) {
    const text = errorText(closed.errno);
    process.complain(isBusybox(process) ? `${name}: ${text}` : `${name}: Cannot open: ${text}`);
    return false;
  }
  const real = process.files.resolve(what.archive ?? '/');
  let root: string | undefined;
  let good = true;
  for (const [at, entry] of process.files.walk(path)) {
    root ??= at;
    if (real.ok && at === real.value && what.archive !== undefined) continue;
    const bare = how.options.has('P') ? name : name.replace(/^\/+/, '');
    const shown = `${bare.replace(/\/+$/, '')}${at.slice(root.length)}`;
    if (what.excluded(shown)) continue;
    if (entry.kind === 'file' && !process.files.read(at).ok) {
      process.complain(
        isBusybox(process) ? `can't open '${shown}': Permission denied` : `${shown}: Cannot open: Permission denied`,
      );
      good = false;
      continue;
    }
    const label = entry.kind === 'dir' ? `${shown}/` : shown;
    what.members.push({ name: label, entry: owned(process, entry, how) });
    if (how.options.has('v')) (how.file === '-' ? process.err : process.out)(`${label}\n`);
    if (how.options.has('no-recursion')) break;
  }
  return good;
}

/** `--owner`, `--group` and `--mode` change what is stored. */
function owned(process: Process, entry: Entry, { options }: How): Entry {
  const { tree } = process.system;
  const user = options.value('owner')?.split(':').at(-1);
  const group = options.value('group')?.split(':').at(-1);
  const uid = user === undefined ? undefined : findUser(tree, user)?.uid;
  const gid = group === undefined ? undefined : findGroup(tree, group);
  return { ...entry, uid: uid ?? entry.uid, gid: gid ?? entry.gid };
}
