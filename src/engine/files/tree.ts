/** Error numbers that file operations answer with, by their C names. */
export type Errno =
  | 'ENOENT'
  | 'EACCES'
  | 'EEXIST'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'ENOTEMPTY'
  | 'EROFS'
  | 'EPERM'
  | 'ELOOP'
  | 'ENOSPC'
  | 'EINVAL'
  | 'EXDEV'
  | 'EBUSY'
  | 'ENAMETOOLONG';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errno: Errno };

/** What is known of an executable that has no bytes here. */
export interface Program {
  /** `script` needs its `#!` interpreter; `elf` needs its loader. */
  readonly format: 'elf' | 'script';
  /** Docker architecture (`amd64`, `arm64`); undefined for scripts. */
  readonly arch?: string;
  readonly libc?: 'static' | 'glibc' | 'musl';
  /** Who plays it: name of a shell command or runtime model (`go-app`, `node`, `busybox`, `bash`, `native-addon`). */
  readonly model: string;
  /** What the model needs to know, e.g. `{ listens: 8080, tls: true }` for a compiled server. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

export interface Entry {
  readonly kind: 'file' | 'dir' | 'symlink' | 'fifo' | 'char';
  /** Permission bits with setuid, setgid and sticky (0o7777). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; 0 for directories. */
  readonly size: number;
  /** Text of the file when it is known; many files have a size only. */
  readonly content?: string;
  /** Identity of the content: equal digests mean equal bytes. */
  readonly digest: string;
  /** Of a symlink. */
  readonly target?: string;
  readonly program?: Program;
  /**
   * Stands for many files: a directory tree that is modelled as one entry (`node_modules` of 8,214 files). Its `size` is
   * the sum; `files` the number. Such an entry has kind `dir` and may also have real children.
   */
  readonly bulk?: { readonly files: number; readonly size: number };
  /** Marks the bytes of a declared secret, so that leaks can be followed through copies. */
  readonly secret?: string;
}

/** In a layer: an entry, or `null` for a whiteout (the path is gone). `opaque` directories hide what is below. */
export interface Layer {
  /** Digest over all entries: equal ids mean equal layers. */
  readonly id: string;
  /** Absolute, cleaned paths, parents before children. */
  readonly entries: ReadonlyMap<string, Entry | null>;
  /** Bytes that this layer stores. */
  readonly size: number;
  /** Directories of this layer that hide what lower layers hold in them. */
  readonly opaque?: ReadonlySet<string>;
}

/** An immutable stack of layers, read as one tree. Paths are absolute; `follow` (default true) resolves the last link. */
export interface Tree {
  readonly layers: readonly Layer[];
  stat(path: string, options?: { follow?: boolean }): Result<Entry>;
  /** The path with every symlink resolved. */
  resolve(path: string): Result<string>;
  /** Names in a directory, sorted. */
  list(path: string): Result<readonly string[]>;
  /** Text of a file; ok with `undefined` when the file exists but its bytes are not modelled. */
  read(path: string): Result<string | undefined>;
  /** Every path at or below `path` in sorted order, links not followed. */
  walk(path?: string): Iterable<readonly [string, Entry]>;
  /** Bytes of everything visible at or below `path`. */
  size(path?: string): number;
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Who does something to a tree: the effective ids. Root passes every permission test, unless capabilities say otherwise. */
export interface Credentials extends Owner {
  readonly groups: readonly number[];
  readonly umask: number;
  /** Effective capabilities as a mask (capabilities.ts); nothing: root has all, others none. */
  readonly capabilities?: number;
  /** Most that a program may get by execve, as a mask; nothing: not counted. */
  readonly bounding?: number;
  /** Who started it, where a setuid or setgid program has other ids. */
  readonly real?: Owner;
}

export interface NewFile {
  readonly content?: string;
  /** Bytes when there is no `content`. */
  readonly size?: number;
  readonly mode?: number;
  readonly owner?: Owner;
  readonly program?: Program;
  /** Identity when there is no `content`, e.g. `go build` of a source digest. */
  readonly digest?: string;
  readonly bulk?: { readonly files: number; readonly size: number };
  readonly secret?: string;
}

/** A private writable overlay over a tree: one step of a build, or a container. */
export interface WritableTree extends Tree {
  write(path: string, file: NewFile): Result<void>;
  mkdir(path: string, options?: { parents?: boolean; mode?: number; owner?: Owner }): Result<void>;
  symlink(path: string, target: string, owner?: Owner): Result<void>;
  link(path: string, existing: string): Result<void>;
  remove(path: string, options?: { recursive?: boolean }): Result<void>;
  rename(from: string, to: string): Result<void>;
  chmod(path: string, mode: number): Result<void>;
  chown(path: string, owner: Owner, options?: { follow?: boolean }): Result<void>;
  /** Copies one entry (not its children) as it is, owner and mode included. */
  put(path: string, entry: Entry): Result<void>;
  /** Bytes that a file at `path` may still grow by; undefined where nothing limits it. */
  room(path: string): number | undefined;
  /** What changed, as a layer. Unchanged rewrites of the same content count as changes, as in overlayfs. */
  commit(): Layer;
  /**
   * A view with other trees mounted over paths; the mounts are not part of `commit`, and neither are the empty folders
   * that a mount point needed. `from` mounts one folder or file of `tree` instead of its root.
   */
  mount(
    path: string,
    tree: Tree | WritableTree,
    options?: { readonly?: boolean; from?: string; noexec?: boolean; nosuid?: boolean },
  ): void;
  unmount(path: string): void;
}
