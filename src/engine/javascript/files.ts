import { permits } from '../files/index.ts';
import type { Entry, Result } from '../files/tree.ts';
import type { Process } from '../kernel/system.ts';

/** What an operation on files answers; `syscall` where it is another than the operation's own. */
export type FileAnswer = { readonly value: unknown } | { readonly errno: string; readonly syscall?: string };

type Operation = (process: Process, args: readonly unknown[]) => FileAnswer;

/** Milliseconds of 2026-11-24 08:00:00 UTC, the moment at which everything here happens (commands/date.ts). */
export const EPOCH = 1_795_507_200_000;

function answer<T>(result: Result<T>, value: (found: T) => unknown = () => null): FileAnswer {
  return result.ok ? { value: value(result.value) } : { errno: result.errno };
}

const done: FileAnswer = { value: null };
const at = (process: Process, path: unknown): string => process.path(String(path));

function statOf({ kind, mode, uid, gid, size }: Entry): unknown {
  return { kind, mode, uid, gid, size: kind === 'dir' ? 4096 : size, ino: 1, time: EPOCH };
}

/** Text of a file; bytes that nobody knows are reported. */
function textOf(process: Process, path: string): FileAnswer & { readonly text?: string } {
  const entry = process.files.stat(path);
  if (!entry.ok) return { errno: entry.errno };
  if (entry.value.kind === 'dir') return { errno: 'EISDIR', syscall: 'read' };
  if (entry.value.kind === 'char') return { value: '' };
  const found = process.files.read(path);
  if (!found.ok) return { errno: found.errno };
  if (found.value === undefined) process.notSimulated(`bytes of ${path} in node`);
  return { value: found.value ?? '' };
}

const write: Operation = (process, [path, data, flag, mode]) => {
  const target = at(process, path);
  const text = String(data);
  const known = process.files.stat(target);
  if (String(flag).includes('x') && known.ok) return { errno: 'EEXIST' };
  if (String(flag).startsWith('r') && !known.ok) return { errno: known.errno };
  if (known.ok && known.value.kind === 'char') return done;
  const before = String(flag).startsWith('a') && known.ok ? textOf(process, target) : { value: '' };
  if ('errno' in before) return before;
  const content = String(before.value) + text;
  return answer(process.files.write(target, { content, ...(typeof mode === 'number' && !known.ok ? { mode } : {}) }));
};

const mkdir: Operation = (process, [path, recursive, mode]) => {
  const target = at(process, path);
  const options = { parents: recursive === true, ...(typeof mode === 'number' ? { mode } : {}) };
  if (recursive !== true) return answer(process.files.mkdir(target, options));
  const first = missing(process, target);
  const made = process.files.mkdir(target, options);
  if (!made.ok) return { errno: made.errno };
  return { value: first ?? null };
};

/** The uppermost folder of a path that is not there yet. */
function missing(process: Process, path: string): string | undefined {
  let found: string | undefined;
  for (let folder = path; folder !== '' && folder !== '/'; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    if (process.files.stat(folder).ok) break;
    found = folder;
  }
  return found;
}

const list: Operation = (process, [path, recursive]) => {
  const folder = at(process, path);
  const names = process.files.list(folder);
  if (!names.ok) return { errno: names.errno };
  const entries = names.value.flatMap((name) => {
    const entry = process.files.stat(`${folder}/${name}`, { follow: false });
    return entry.ok ? [{ name, kind: entry.value.kind }] : [];
  });
  if (recursive !== true) return { value: entries };
  const below = entries.flatMap(({ name, kind }) => {
    if (kind !== 'dir') return [];
    const inner = list(process, [`${folder}/${name}`, true]);
    const found = 'value' in inner ? (inner.value as { name: string; kind: string }[]) : [];
    return found.map((each) => ({ ...each, name: `${name}/${each.name}` }));
  });
  return { value: [...entries, ...below] };
};

const access: Operation = (process, [path, mode]) => {
  const entry = process.files.stat(at(process, path));
  if (!entry.ok) return { errno: entry.errno };
  const wanted = Number(mode);
  const refused =
    (wanted & 4 && !permits(entry.value, process.credentials, 'read')) ||
    (wanted & 2 && !permits(entry.value, process.credentials, 'write')) ||
    (wanted & 1 && !permits(entry.value, process.credentials, 'execute'));
  return refused ? { errno: 'EACCES' } : done;
};

const copyfile: Operation = (process, [from, to, mode]) => {
  const entry = process.files.stat(at(process, from));
  if (!entry.ok) return { errno: entry.errno };
  if (entry.value.kind === 'dir') return { errno: 'EISDIR' };
  const readable = process.files.read(at(process, from));
  if (!readable.ok) return { errno: readable.errno };
  if (Number(mode) & 1 && process.files.stat(at(process, to)).ok) return { errno: 'EEXIST' };
  const { content, size, digest, program, secret } = entry.value;
  const kept = content === undefined ? { size, digest } : { content };
  return answer(
    process.files.write(at(process, to), {
      ...kept,
      mode: entry.value.mode,
      ...(program ? { program } : {}),
      ...(secret === undefined ? {} : { secret }),
    }),
  );
};

const remove: Operation = (process, [path, recursive, force]) => {
  const target = at(process, path);
  const there = process.files.stat(target, { follow: false });
  if (!there.ok) return force === true && there.errno === 'ENOENT' ? done : { errno: there.errno };
  return answer(process.files.remove(target, { recursive: recursive === true }));
};

/** Only a file or a link, or only an empty folder. */
function removeOne(process: Process, path: string, folder: boolean): FileAnswer {
  const entry = process.files.stat(path, { follow: false });
  if (!entry.ok) return { errno: entry.errno };
  if (folder !== (entry.value.kind === 'dir')) return { errno: folder ? 'ENOTDIR' : 'EISDIR' };
  if (folder) {
    const names = process.files.list(path);
    if (names.ok && names.value.length > 0) return { errno: 'ENOTEMPTY' };
  }
  return answer(process.files.remove(path));
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  read: (process, [path]) => textOf(process, at(process, path)),
  write,
  stat: (process, [path]) => answer(process.files.stat(at(process, path)), statOf),
  lstat: (process, [path]) => answer(process.files.stat(at(process, path), { follow: false }), statOf),
  list,
  mkdir,
  access,
  copyfile,
  unlink: (process, [path]) => removeOne(process, at(process, path), false),
  rmdir: (process, [path]) => removeOne(process, at(process, path), true),
  rm: remove,
  rename: (process, [from, to]) => answer(process.files.rename(at(process, from), at(process, to))),
  chmod: (process, [path, mode]) => answer(process.files.chmod(at(process, path), Number(mode))),
  chown: (process, [path, uid, gid]) =>
    answer(process.files.chown(at(process, path), { uid: Number(uid), gid: Number(gid) })),
  symlink: (process, [target, path]) => answer(process.files.symlink(at(process, path), String(target))),
  link: (process, [from, to]) => answer(process.files.link(at(process, to), at(process, from))),
  readlink(process, [path]) {
    const entry = process.files.stat(at(process, path), { follow: false });
    if (!entry.ok) return { errno: entry.errno };
    return entry.value.target === undefined ? { errno: 'EINVAL' } : { value: entry.value.target };
  },
  realpath: (process, [path]) => answer(process.files.resolve(at(process, path)), (found) => found),
};

/** Does what a function of `fs` asks of the tree. */
export function fileOperation(process: Process, name: string, args: readonly unknown[]): FileAnswer {
  if (args[0] === '') return { errno: 'ENOENT' };
  return OPERATIONS[name]?.(process, args) ?? { errno: 'EINVAL' };
}
