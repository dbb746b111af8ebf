import { digestOf } from '../../base/digest.ts';
import { errorText } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/system.ts';
import { behaviourOf } from './behaviour.ts';
import type { GoModule, GoPackage } from './module.ts';
import { linksLibc, type Needs } from './resolve.ts';
import { goVersion, type Target } from './settings.ts';

// Measured with Go 1.24 (content/packages/go/modules.yaml): an HTTP server and its stripped form.
const SERVER = { plain: 8_469_289, stripped: 5_730_488 };
/** A program without net; assumed. */
const SMALL = { plain: 2_200_000, stripped: 1_450_000 };

/** What is written, and where to. */
export interface Linking {
  readonly path: string;
  readonly start: GoPackage;
  readonly needs: Needs;
  readonly target: Target;
  readonly flags: ReadonlyMap<string, string>;
}

/** Last element of the import path, without a version: `example.com/app/v2` makes `app`. */
export function programName(module: GoModule, { importPath, program }: GoPackage): string {
  if (program !== undefined) return program;
  const parts = (importPath || module.path).split('/');
  const last = parts.at(-1) ?? 'main';
  return /^v\d+$/.test(last) ? (parts.at(-2) ?? last) : last;
}

/** Writes the program, or the archive of a package that is none. Answers Go's message when that is refused. */
export function writeOutput(process: Process, linking: Linking): string | undefined {
  const { path, start } = linking;
  const full = process.path(path);
  const made = process.files.mkdir(full.slice(0, full.lastIndexOf('/')) || '/', { parents: true });
  const written = made.ok
    ? process.files.write(full, start.name === 'main' ? executable(process, linking) : archive(linking))
    : made;
  if (written.ok) return undefined;
  const reason = errorText(written.errno).toLowerCase();
  const what = start.importPath;
  return made.ok
    ? `${what}: go build ${what}: copying /tmp/go-build/b001/exe/a.out: open ${path}: ${reason}`
    : `go: creating output: mkdir ${path.slice(0, path.lastIndexOf('/'))}: ${reason}`;
}

type File = Parameters<Process['files']['write']>[1];

/** `-o` beside a package that is not main writes its object code, which nobody can execute. */
function archive({ start }: Linking): File {
  return { size: 2000, mode: 0o644, digest: digestOf('go archive', ...start.sources.map(({ digest }) => digest)) };
}

function executable(process: Process, { start, needs, target, flags }: Linking): File {
  const linker = flags.get('ldflags') ?? '';
  const stripped = /(?:^|[\s=])-s\b/.test(linker) || /(?:^|[\s=])-w\b/.test(linker);
  const big = needs.modules.length > 0 || needs.standard.has('net/http');
  const { plain, stripped: small } = big ? SERVER : SMALL;
  const dynamic = isDynamic(linker, { needs, target, flags });
  const facts = { ...behaviourOf(start, needs.packages), ...(stripped ? { stripped: true } : { small }) };
  return {
    size: (stripped ? small : plain) + needs.modules.length * 120_000,
    mode: 0o755,
    digest: digestOf('go build', ...identity(process, { start, needs, target, flags }), linker, String(dynamic)),
    program: {
      format: 'elf',
      arch: target.os === 'linux' ? target.arch : `${target.os}/${target.arch}`,
      libc: dynamic ? (process.system.os.libc ?? 'static') : 'static',
      model: 'go-app',
      facts,
    },
  };
}

/** Linked against the C library: cgo, a package that uses it, and no flag that says otherwise. */
function isDynamic(linker: string, { needs, target, flags }: Pick<Linking, 'needs' | 'target' | 'flags'>): boolean {
  if (!target.cgo || !linksLibc(needs)) return false;
  if (/-extldflags[= ]*['"]?[^'"]*-static/.test(linker)) return false;
  return !/\bnetgo\b/.test(flags.get('tags') ?? '');
}

/** Everything that the bytes of a program follow from. */
function identity(process: Process, { start, needs, target, flags }: Omit<Linking, 'path'>): readonly string[] {
  const sources = needs.packages.flatMap(({ importPath, sources: files }) =>
    files.map(({ name, digest }) => `${importPath}/${name} ${digest}`),
  );
  const modules = needs.modules.map(({ path: name, version }) => `${name}@${version}`);
  return [
    ...sources.toSorted(),
    ...modules.toSorted(),
    flags.has('trimpath') ? '' : start.folder,
    target.os,
    target.arch,
    flags.get('tags') ?? '',
    goVersion(process),
  ];
}
