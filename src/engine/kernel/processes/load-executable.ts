import { mountOf, permits, reach } from '../../files/index.ts';
import type { Credentials, Entry, Program } from '../../files/tree.ts';
import type { Dialect } from '../../shell/syntax/ast.ts';
import type { Flavor, System } from '../system.ts';

/** What an executable turns out to be. */
export type Loaded =
  | {
      readonly kind: 'program';
      readonly model: string;
      readonly flavor: Flavor;
      readonly program: Program | undefined;
      readonly path: string;
    }
  | { readonly kind: 'shell'; readonly dialect: Dialect }
  | {
      readonly kind: 'script';
      readonly interpreter: Loaded;
      /** Path of the interpreter and its one argument, if any. */
      readonly line: readonly string[];
    }
  | { readonly kind: 'unmodelled' };

export type LoadFailure =
  /** Nothing there, or a directory or a file without x bit. */
  | { readonly errno: 'ENOENT' | 'EACCES' | 'ENOTDIR' | 'ELOOP' | 'ENAMETOOLONG'; readonly missing?: undefined }
  /** The file is there; what it needs is not: its `#!` interpreter or its dynamic loader. */
  | { readonly errno: 'ENOENT'; readonly missing: string }
  /** `text`: a script without `#!`, which shells run themselves. */
  | { readonly errno: 'ENOEXEC'; readonly text?: string };

export type Load =
  { readonly ok: true; readonly value: Loaded } | { readonly ok: false; readonly failure: LoadFailure };

/** Where a dynamic binary finds its loader, by C library and Docker architecture. Source: ABI supplements, musl. */
const LOADERS: Readonly<Record<string, string>> = {
  'glibc amd64': '/lib64/ld-linux-x86-64.so.2',
  'glibc arm64': '/lib/ld-linux-aarch64.so.1',
  'glibc arm': '/lib/ld-linux-armhf.so.3',
  'musl amd64': '/lib/ld-musl-x86_64.so.1',
  'musl arm64': '/lib/ld-musl-aarch64.so.1',
  'musl arm': '/lib/ld-musl-armhf.so.1',
};

const SHELLS: Readonly<Record<string, Dialect | undefined>> = { dash: 'dash', bash: 'bash', ash: 'ash' };

/** What the kernel does in `execve` before the first instruction runs. `name` is `argv[0]`. */
export function load(
  system: System,
  path: string,
  what: { name: string; who: Credentials; cwd: string; nested?: number },
): Load {
  const full = absolute(what.cwd, path);
  const found = reach(system.tree, full, what.who);
  if (!found.ok) return fail(found.errno === 'EACCES' ? 'EACCES' : pathErrno(found.errno));
  const entry = found.value;
  if (entry.kind !== 'file' || !permits(entry, what.who, 'execute')) return fail('EACCES');
  if (mountOf(system.tree, full)?.noexec) return fail('EACCES');
  if (entry.program) return loadProgram(system, full, { name: what.name, entry, program: entry.program });
  if (entry.content !== undefined) return loadText(system, entry.content, { ...what, path });
  return { ok: true, value: { kind: 'unmodelled' } };
}

function pathErrno(errno: string): 'ENOENT' | 'ENOTDIR' | 'ELOOP' | 'ENAMETOOLONG' {
  return errno === 'ENOTDIR' || errno === 'ELOOP' || errno === 'ENAMETOOLONG' ? errno : 'ENOENT';
}

function fail(errno: 'ENOENT' | 'EACCES' | 'ENOTDIR' | 'ELOOP' | 'ENAMETOOLONG'): Load {
  return { ok: false, failure: { errno } };
}

/** The architecture of `linux/arm64/v8` as programs name it. */
export function architecture(platform: string): string {
  return platform.split('/')[1] ?? 'amd64';
}

function loadProgram(system: System, path: string, what: { name: string; entry: Entry; program: Program }): Load {
  const { program, name } = what;
  if (program.arch !== undefined && program.arch !== architecture(system.platform))
    return { ok: false, failure: { errno: 'ENOEXEC' } };
  if (program.format === 'elf' && (program.libc === 'glibc' || program.libc === 'musl')) {
    const loader = LOADERS[`${program.libc} ${program.arch ?? architecture(system.platform)}`];
    const there = system.os.libc === program.libc || (loader !== undefined && system.tree.stat(loader).ok);
    if (!there) return { ok: false, failure: { errno: 'ENOENT', missing: loader ?? 'loader' } };
  }
  const base = name.slice(name.lastIndexOf('/') + 1);
  const applet = program.model === 'busybox' && base !== 'busybox' ? base : program.model;
  const dialect = shellOf(system, program, applet);
  if (dialect) return { ok: true, value: { kind: 'shell', dialect } };
  const real = system.tree.resolve(path);
  return {
    ok: true,
    value: {
      kind: 'program',
      model: applet,
      flavor: program.model === 'busybox' ? 'busybox' : 'gnu',
      program,
      path: real.ok ? real.value : path,
    },
  };
}

function shellOf(system: System, program: Program, applet: string): Dialect | undefined {
  if (program.model === 'busybox') return applet === 'sh' || applet === 'ash' ? 'ash' : undefined;
  return SHELLS[applet] ?? (applet === 'sh' ? (system.os.shell ?? 'dash') : undefined);
}

function loadText(
  system: System,
  text: string,
  what: { path: string; who: Credentials; cwd: string; nested?: number },
): Load {
  if (!text.startsWith('#!')) return { ok: false, failure: { errno: 'ENOEXEC', text } };
  const line = text.slice(2, text.indexOf('\n') === -1 ? 256 : text.indexOf('\n')).trimStart();
  const [, interpreter = '', argument = ''] = /^([^ \t]*)[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
  const nested = (what.nested ?? 0) + 1;
  if (interpreter === '' || nested > 4) return { ok: false, failure: { errno: 'ENOEXEC', text } };
  const loaded = load(system, interpreter, { name: interpreter, who: what.who, cwd: what.cwd, nested });
  if (!loaded.ok) {
    const { failure } = loaded;
    if (failure.errno === 'ENOENT') return { ok: false, failure: { errno: 'ENOENT', missing: interpreter } };
    return failure.errno === 'ENOEXEC' ? { ok: false, failure: { errno: 'ENOEXEC' } } : loaded;
  }
  const words = argument === '' ? [interpreter] : [interpreter, argument];
  return { ok: true, value: { kind: 'script', interpreter: loaded.value, line: words } };
}

/** PATH of a process without PATH. Source: shells' default, execvp(3). */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The first executable of that name in PATH; `denied` when only files without x bit were met. */
export function search(
  system: System,
  name: string,
  where: { env: ReadonlyMap<string, string>; cwd: string; who: Credentials },
): { readonly path: string | undefined; readonly denied: boolean } {
  if (name.includes('/')) return { path: name, denied: false };
  if (name === '') return { path: undefined, denied: false };
  let denied = false;
  for (const folder of (where.env.get('PATH') ?? DEFAULT_PATH).split(':')) {
    const path = absolute(where.cwd, `${folder === '' ? '.' : folder}/${name}`);
    const entry = reach(system.tree, path, where.who);
    if (!entry.ok || entry.value.kind !== 'file') continue;
    if (permits(entry.value, where.who, 'execute')) return { path, denied };
    denied = true;
  }
  return { path: undefined, denied };
}

function absolute(cwd: string, path: string): string {
  return path.startsWith('/') ? path : `${cwd}/${path}`.replaceAll('/./', '/');
}
