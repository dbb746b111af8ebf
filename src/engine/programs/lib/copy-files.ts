import { basename, clean, contentsOf, permits } from '../../files/index.ts';
import type { Entry, Errno, Result } from '../../files/tree.ts';
import { setTime, timeOf } from '../../kernel/time/clock.ts';
import type { Process } from '../../kernel/system.ts';

/** How files are copied. */
export interface Copying {
  readonly recursive: boolean;
  /** Keeps mode and, for root, the owner. */
  readonly preserve: boolean;
  /** Links themselves are copied, not what they lead to. */
  readonly links: boolean;
  /** Links named as operands are followed even when `links` is set (`-H`). */
  readonly followOperands: boolean;
}

/** `made` is told of each entry that was copied, parents first. */
export interface Watching {
  readonly made?: (names: { readonly from: string; readonly to: string }) => void;
}

export type CopyProblem = { readonly path: string; readonly errno: Errno; readonly at: 'source' | 'target' };

/** Where an operand goes: into `target` when that is a directory, else it becomes `target`. */
export function destination(target: string, source: string, into: boolean): string {
  return into ? `${target.replace(/\/+$/, '')}/${basename(source.replace(/\/+$/, ''))}` : target;
}

/** Copies a file or a whole directory; answers what went wrong (`ELOOP`: the copy lies in what is copied, and is left out). */
export function copy(
  process: Process,
  names: { from: string; to: string },
  how: Copying & Watching,
): readonly CopyProblem[] {
  const problems: CopyProblem[] = [];
  const root = clean(process.path(names.to));
  const pending: { from: string; to: string; top: boolean }[] = [{ ...names, top: true }];
  for (let item = pending.pop(); item; item = pending.pop()) {
    const follow = !how.links || (item.top && how.followOperands);
    const entry = process.files.stat(process.path(item.from), { follow });
    if (!entry.ok) {
      problems.push({ path: item.from, errno: entry.errno, at: 'source' });
      continue;
    }
    if (!item.top && entry.value.kind === 'dir' && clean(process.path(item.from)) === root) {
      problems.push({ path: item.from, errno: 'ELOOP', at: 'source' });
      continue;
    }
    const readable = entry.value.kind === 'symlink' || permits(entry.value, process.credentials, 'read');
    const made: Result<void> = readable
      ? copyEntry(process, process.path(item.to), { entry: entry.value, how })
      : { ok: false, errno: 'EACCES' };
    if (!made.ok) {
      problems.push(
        readable
          ? { path: item.to, errno: made.errno, at: 'target' }
          : { path: item.from, errno: made.errno, at: 'source' },
      );
      continue;
    }
    how.made?.(item);
    if (how.preserve) keepTime(process, process.path(item.to), entry.value);
    if (entry.value.kind !== 'dir') continue;
    const children = process.files.list(process.path(item.from));
    for (const child of (children.ok ? children.value : []).toReversed())
      pending.push({ from: `${item.from}/${child}`, to: `${item.to}/${child}`, top: false });
  }
  return problems;
}

function keepTime(process: Process, path: string, from: Entry): void {
  const made = process.files.stat(path, { follow: false });
  if (made.ok && timeOf(from) !== timeOf(made.value)) setTime(made.value, timeOf(from));
}

function copyEntry(process: Process, to: string, what: { entry: Entry; how: Copying }): Result<void> {
  const { entry, how } = what;
  const { files, credentials } = process;
  const old = files.stat(to, { follow: entry.kind !== 'symlink' });
  // GNU drops setuid and setgid of a plain copy, BusyBox leaves the mode as it is.
  const kept = process.flavor === 'busybox' ? 0o7777 : 0o777;
  const mode = how.preserve ? entry.mode : entry.mode & kept & ~credentials.umask;
  const owner = how.preserve && credentials.uid === 0 ? { uid: entry.uid, gid: entry.gid } : credentials;
  const made: Entry = { ...entry, mode, uid: owner.uid, gid: owner.gid };
  if (!old.ok) {
    if (old.errno !== 'ENOENT') return old;
    return entry.kind === 'file' ? files.write(to, { ...contentsOf(entry), mode, owner }) : files.put(to, made);
  }
  if (entry.kind === 'dir') {
    if (old.value.kind !== 'dir') return { ok: false, errno: 'ENOTDIR' };
    return how.preserve || entry.bulk
      ? files.put(to, {
          ...old.value,
          ...(how.preserve ? made : {}),
          ...(entry.bulk ? { bulk: entry.bulk, digest: entry.digest } : {}),
        })
      : { ok: true, value: undefined };
  }
  if (old.value.kind === 'dir') return { ok: false, errno: 'EISDIR' };
  if (entry.kind !== 'file') return files.put(to, made);
  const written = files.write(to, contentsOf(entry));
  if (!written.ok || !how.preserve) return written;
  const changed = files.chmod(to, mode);
  return credentials.uid === 0 ? files.chown(to, owner) : changed;
}
