import { digestOf } from '../../../base/digest.ts';
import { errorText } from '../../errno.ts';
import type { Process } from '../../system.ts';
import { behaviourOf } from './behaviour.ts';
import { download } from './download.ts';
import { findModule, foldersOf, readPackage, type GoModule, type GoPackage } from './module.ts';
import { linksLibc, needsOf, type Needs } from './resolve.ts';
import { buildCache, readFlags, targetOf, type Target } from './settings.ts';

// Measured with Go 1.24 (content/packages/go/modules.yaml): an HTTP server, its stripped form, and the build cache.
const SERVER = { plain: 8_469_289, stripped: 5_730_488 };
const CACHE = 85_917_726;
/** A program without net; assumed. */
const SMALL = { plain: 2_200_000, stripped: 1_450_000 };

export const NO_MODULE =
  "go: go.mod file not found in current directory or any parent directory; see 'go help modules'";

/** Packages that the operands name, with everything needed to compile them, or Go's message and exit code. */
export type Selection =
  | { readonly ok: true; readonly module: GoModule; readonly packages: readonly GoPackage[] }
  | { readonly ok: false; readonly message: string };

/** The packages that operands (default `.`) name. */
export function selectPackages(process: Process, operands: readonly string[]): Selection {
  const module = findModule(process);
  if (!module) return { ok: false, message: NO_MODULE };
  const packages = new Map<string, GoPackage>();
  for (const pattern of operands.length ? operands : ['.']) {
    const folders = foldersOf(process, module, pattern);
    if (!folders) {
      const path = process.path(pattern).replaceAll('/./', '/');
      const local = pattern.startsWith('.') || pattern.startsWith('/');
      return { ok: false, message: local ? `stat ${path}: directory not found` : `package ${pattern} is not in std` };
    }
    if (folders.length === 0) process.err(`go: warning: "${pattern}" matched no packages\n`);
    for (const folder of folders) {
      const found = readPackage(process, module, folder);
      if (!found) return { ok: false, message: `no Go files in ${folder}` };
      packages.set(folder, found);
    }
  }
  return { ok: true, module, packages: [...packages.values()] };
}

/** `go build` of packages of the module. Answers the exit code. */
export function goBuild(process: Process, args: readonly string[]): number {
  const read = compiled(process, 'build', args);
  if (typeof read === 'number') return read;
  const { flags, module, needs, target } = read;
  const output = flags.get('o');
  if (output === undefined && needs.length > 1) return 0;
  const folder = output !== undefined && (output.endsWith('/') || isFolder(process, output));
  if (output !== undefined && !folder && needs.length > 1)
    return fail(process, `go: cannot write multiple packages to non-directory ${output}`);
  return link(process, read, (start) => {
    const name = programName(module, start) + (target.os === 'windows' ? '.exe' : '');
    if (output === undefined) return name;
    return folder ? `${output.replace(/\/$/, '')}/${name}` : output;
  });
}

/**
 * `go install ./cmd/x`: into GOBIN, else GOPATH/bin; for another platform below a folder of its name, which GOBIN
 * refuses. Source: golang/go cmd/go, `go help install`. `PACKAGE@VERSION` is not simulated.
 */
export function goInstall(process: Process, args: readonly string[]): number {
  const foreign = args.find((arg) => arg.includes('@'));
  if (foreign !== undefined) {
    process.notSimulated(`go install ${foreign}`);
    return 0;
  }
  const read = compiled(process, 'install', args);
  if (typeof read === 'number') return read;
  const { module, target } = read;
  const set = process.env.get('GOBIN');
  if (set && !target.native) return fail(process, 'go: cannot install cross-compiled binaries when GOBIN is set');
  const home = process.env.get('HOME') ?? '/root';
  const folder = set || `${process.env.get('GOPATH') || `${home === '/' ? '' : home}/go`}/bin`;
  const below = target.native ? '' : `/${target.os}_${target.arch}`;
  return link(process, read, (start) => `${folder}${below}/${programName(module, start)}`);
}

interface Compiled {
  readonly flags: ReadonlyMap<string, string>;
  readonly module: GoModule;
  readonly target: Target;
  readonly needs: readonly { readonly start: GoPackage; readonly needs: Needs }[];
}

/** Everything up to linking; the exit code when it fails. */
function compiled(process: Process, verb: string, args: readonly string[]): Compiled | number {
  const read = readFlags(process, args);
  if ('unknown' in read) return unknownFlag(process, verb, read.unknown);
  const { flags } = read;
  const selected = selectPackages(process, read.rest);
  if (!selected.ok) return fail(process, selected.message);
  const target = targetOf(process);
  if (!target) {
    const pair = `${process.env.get('GOOS') || 'linux'}/${process.env.get('GOARCH') ?? ''}`;
    return fail(process, `go: unsupported GOOS/GOARCH pair ${pair}`, 2);
  }
  const { module, packages } = selected;
  const needs = packages.map((start) => ({ start, needs: needsOf(process, module, { start, tests: false }) }));
  const all = needs.map((entry) => entry.needs);
  const problem = prepare(process, all, { target, flags });
  return problem === undefined ? { flags, module, target, needs } : fail(process, problem);
}

/** Writes each program among the packages to the path that `place` gives. */
function link(process: Process, { needs, target, flags }: Compiled, place: (start: GoPackage) => string): number {
  for (const { start, needs: all } of needs) {
    if (start.name !== 'main') continue;
    const failure = writeProgram(process, { path: place(start), start, needs: all, target, flags });
    if (failure !== undefined) return fail(process, failure);
  }
  return 0;
}

function isFolder(process: Process, path: string): boolean {
  const entry = process.files.stat(process.path(path));
  return entry.ok && entry.value.kind === 'dir';
}

/** Last element of the import path, without a version: `example.com/app/v2` makes `app`. */
function programName(module: GoModule, { importPath }: GoPackage): string {
  const parts = (importPath || module.path).split('/');
  const last = parts.at(-1) ?? 'main';
  return /^v\d+$/.test(last) ? (parts.at(-2) ?? last) : last;
}

/** Imports, modules, compiler and build cache, in the order in which Go meets them. A message when one is missing. */
export function prepare(
  process: Process,
  needs: readonly Needs[],
  { target, flags }: { target: Target; flags: ReadonlyMap<string, string> },
): string | undefined {
  const problems = needs.flatMap((entry) => entry.problems);
  if (problems.length) return problems.join('\n');
  const modules = new Map(needs.flatMap((entry) => entry.modules.map((module) => [module.path, module] as const)));
  const missing = download(process, [...modules.values()], true);
  if (missing !== undefined) return missing;
  const dynamic = needs.some(linksLibc);
  if (target.missingCompiler && dynamic)
    return '# runtime/cgo\ncgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH';
  return compile(process, { target, flags });
}

/** Fills the build cache: whole for new flags, not at all when warm. `-a` compiles everything each time. */
function compile(
  process: Process,
  { target, flags }: { target: Target; flags: ReadonlyMap<string, string> },
): string | undefined {
  const cache = buildCache(process);
  if ('problem' in cache) return cache.problem;
  const kind = digestOf(
    'go cache',
    target.os,
    target.arch,
    String(target.cgo),
    flags.get('trimpath') ?? '',
    flags.get('gcflags') ?? '',
    flags.get('tags') ?? '',
    flags.get('installsuffix') ?? '',
  );
  const folder = `${cache.folder}/${kind.slice(7, 9)}`;
  const warm = process.files.stat(folder).ok;
  process.takes(warm && !flags.has('a') ? 1100 : 24_000);
  if (warm) return undefined;
  const made = process.files.mkdir(cache.folder, { parents: true });
  if (!made.ok)
    return `failed to initialize build cache at ${cache.folder}: mkdir ${cache.folder}: ${errorText(made.errno).toLowerCase()}`;
  const written = process.files.write(folder, { bulk: { files: 1600, size: CACHE }, digest: kind });
  return written.ok ? undefined : `open ${folder}: ${errorText(written.errno).toLowerCase()}`;
}

interface Linking {
  readonly path: string;
  readonly start: GoPackage;
  readonly needs: Needs;
  readonly target: Target;
  readonly flags: ReadonlyMap<string, string>;
}

function writeProgram(process: Process, { path, start, needs, target, flags }: Linking): string | undefined {
  const linker = flags.get('ldflags') ?? '';
  const stripped = /(?:^|[\s=])-s\b/.test(linker) || /(?:^|[\s=])-w\b/.test(linker);
  const big = needs.modules.length > 0 || needs.standard.has('net/http');
  const { plain, stripped: small } = big ? SERVER : SMALL;
  const staticLink = /-extldflags[= ]*['"]?[^'"]*-static/.test(linker);
  const dynamic = target.cgo && linksLibc(needs) && !staticLink && !/\bnetgo\b/.test(flags.get('tags') ?? '');
  const sources = needs.packages.flatMap(({ importPath, sources: files }) =>
    files.map(({ name, digest }) => `${importPath}/${name} ${digest}`),
  );
  const modules = needs.modules.map(({ path: name, version }) => `${name}@${version}`);
  const where = flags.has('trimpath') ? '' : start.folder;
  const identity = [
    ...sources.toSorted(),
    ...modules.toSorted(),
    where,
    linker,
    target.os,
    target.arch,
    String(dynamic),
    flags.get('tags') ?? '',
    goVersion(process),
  ];
  const full = process.path(path);
  const made = process.files.mkdir(full.slice(0, full.lastIndexOf('/')) || '/', { parents: true });
  const written = made.ok
    ? process.files.write(full, {
        size: (stripped ? small : plain) + needs.modules.length * 120_000,
        mode: 0o755,
        digest: digestOf('go build', ...identity),
        program: {
          format: 'elf',
          arch: target.os === 'linux' ? target.arch : `${target.os}/${target.arch}`,
          libc: dynamic ? (process.system.os.libc ?? 'static') : 'static',
          model: 'go-app',
          facts: behaviourOf(start, needs.packages),
        },
      })
    : made;
  if (written.ok) return undefined;
  return `go: creating output: open ${path}: ${errorText(written.errno).toLowerCase()}`;
}

/** `go1.26.1`, from the file that every Go installation has. */
export function goVersion(process: Process): string {
  const version = process.files.read('/usr/local/go/VERSION');
  return (version.ok ? version.value : undefined)?.split('\n')[0] ?? 'go1.26';
}

/** Prints Go's message. */
export function fail(process: Process, message: string, exit = 1): number {
  process.err(`${message}\n`);
  return exit;
}

export function unknownFlag(process: Process, verb: string, name: string): number {
  process.err(
    `flag provided but not defined: -${name}\nusage: go ${verb} [-o output] [build flags] [packages]\nRun 'go help ${verb}' for details.\n`,
  );
  return 2;
}
