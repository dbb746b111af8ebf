import type { Process, Task } from '../../kernel/system.ts';
import { prepare } from './compile.ts';
import { programName, writeOutput } from './link.ts';
import type { GoModule, GoPackage } from './module.ts';
import { needsOf, type Needs } from './resolve.ts';
import { selectPackages } from './select.ts';
import { readFlags, targetOf, type Target } from './settings.ts';

/** `go build` of packages of the module. Answers the exit code. */
export function goBuild(process: Process, args: readonly string[]): number {
  const read = compiled(process, 'build', args);
  if (typeof read === 'number') return read;
  const { flags, module, needs } = read;
  const output = flags.get('o');
  if (output === undefined) return needs.length > 1 ? 0 : link(process, read, (start) => named(read, start));
  if (!output.endsWith('/') && !isFolder(process, output)) {
    if (needs.length > 1) return fail(process, `go: cannot write multiple packages to non-directory ${output}`);
    return link(process, { ...read, objects: true }, () => output);
  }
  if (!needs.some(({ start }) => start.name === 'main')) return fail(process, 'go: no main packages to build');
  return link(process, read, (start) => `${output.replace(/\/$/, '')}/${named({ ...read, module }, start)}`);
}

function named({ module, target }: Compiled, start: GoPackage): string {
  return programName(module, start) + (target.os === 'windows' ? '.exe' : '');
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
  const { target } = read;
  const set = process.env.get('GOBIN');
  if (set && !target.native) return fail(process, 'go: cannot install cross-compiled binaries when GOBIN is set');
  const home = process.env.get('HOME') ?? '/root';
  const folder = set || `${process.env.get('GOPATH') || `${home === '/' ? '' : home}/go`}/bin`;
  const below = target.native ? '' : `/${target.os}_${target.arch}`;
  return link(process, read, (start) => `${folder}${below}/${named(read, start)}`);
}

/** `go run ./cmd/x ARGS`: builds into a temporary folder and runs it there. A program that ends with another code than 0 makes 1. */
export function* goRun(process: Process, args: readonly string[]): Task {
  const read = readFlags(process, args);
  if ('unknown' in read) return unknownFlag(process, 'run', read.unknown);
  const files = read.rest.findIndex((word) => !word.endsWith('.go'));
  const count = files === 0 ? 1 : files === -1 ? read.rest.length : files;
  if (count === 0) return fail(process, 'go: no go files listed');
  const built = compiled(process, 'run', [
    ...args.slice(0, args.length - read.rest.length),
    ...read.rest.slice(0, count),
  ]);
  if (typeof built === 'number') return built;
  const [first] = built.needs;
  if (first?.start.name !== 'main')
    return fail(process, `package ${first?.start.importPath ?? ''} is not a main package`);
  const path = `/tmp/go-build/b001/exe/${programName(built.module, first.start)}`;
  const status = link(process, built, () => path);
  if (status !== 0) return status;
  const exit = yield* process.exec([path, ...read.rest.slice(count)]);
  process.files.remove('/tmp/go-build', { recursive: true });
  return exit === 0 ? 0 : fail(process, `exit status ${exit}`);
}

interface Compiled {
  readonly flags: ReadonlyMap<string, string>;
  readonly module: GoModule;
  readonly target: Target;
  readonly needs: readonly { readonly start: GoPackage; readonly needs: Needs }[];
  /** Packages that are no programs are written too. */
  readonly objects?: boolean;
}

/** Everything up to linking; the exit code when it fails. */
function compiled(process: Process, verb: string, args: readonly string[]): Compiled | number {
  const read = readFlags(process, args);
  if ('unknown' in read) return unknownFlag(process, verb, read.unknown);
  const { flags } = read;
  const target = targetOf(process);
  if (!target) {
    const pair = `${process.env.get('GOOS') || 'linux'}/${process.env.get('GOARCH') ?? ''}`;
    return fail(process, `go: unsupported GOOS/GOARCH pair ${pair}`, 2);
  }
  const selected = selectPackages(process, read.rest);
  if (!selected.ok) return fail(process, selected.message);
  const { module, packages } = selected;
  const needs = packages.map((start) => ({ start, needs: needsOf(process, module, { start, tests: false }) }));
  const all = needs.map((entry) => entry.needs);
  const problem = prepare(process, all, { target, flags });
  return problem === undefined ? { flags, module, target, needs } : fail(process, problem);
}

/** Writes each program among the packages to the path that `place` gives. */
function link(
  process: Process,
  { needs, target, flags, objects }: Compiled,
  place: (start: GoPackage) => string,
): number {
  for (const { start, needs: all } of needs) {
    if (start.name !== 'main' && !objects) continue;
    const failure = writeOutput(process, { path: place(start), start, needs: all, target, flags });
    if (failure !== undefined) return fail(process, failure);
  }
  return 0;
}

function isFolder(process: Process, path: string): boolean {
  const entry = process.files.stat(process.path(path));
  return entry.ok && entry.value.kind === 'dir';
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
