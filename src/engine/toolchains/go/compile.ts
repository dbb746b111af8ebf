import { digestOf } from '../../base/digest.ts';
import { errorText } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/system.ts';
import { download } from './download.ts';
import { linksLibc, type Needs } from './resolve.ts';
import { buildCache, type Target } from './settings.ts';

/** Bytes of the build cache after an HTTP server was compiled; measured with Go 1.24. */
const CACHE = 85_917_726;

/** What the compiler is told. */
export interface Compiling {
  readonly target: Target;
  readonly flags: ReadonlyMap<string, string>;
}

/** Imports, modules, C compiler and build cache, in the order in which Go meets them. A message when one is missing. */
export function prepare(process: Process, needs: readonly Needs[], { target, flags }: Compiling): string | undefined {
  const problems = needs.flatMap((entry) => entry.problems);
  if (problems.length) return [...new Set(problems)].join('\n');
  const places = new Map(needs.flatMap((entry) => [...entry.places]));
  const modules = new Map(needs.flatMap((entry) => entry.modules.map((module) => [module.path, module] as const)));
  const missing = download(process, [...modules.values()], places);
  if (missing !== undefined) return missing;
  const problem = needs.some(linksLibc) ? cgoProblem(process, target) : undefined;
  return problem ?? compile(process, { target, flags });
}

function cgoProblem(process: Process, { missingCompiler, wrongCompiler, arch }: Target): string | undefined {
  if (missingCompiler !== undefined)
    return `# runtime/cgo\ncgo: C compiler "${missingCompiler}" not found: exec: "${missingCompiler}": executable file not found in $PATH`;
  if (!wrongCompiler) return undefined;
  return process.system.platform.startsWith('linux/amd64')
    ? `# runtime/cgo\ngcc_${arch}.S: Assembler messages:\ngcc_${arch}.S:30: Error: no such instruction: \`stp x29,x30,[sp,'`
    : "# runtime/cgo\ngcc: error: unrecognized command-line option '-m64'";
}

/** Fills the build cache: whole for new flags, not at all when warm. `-a` compiles everything each time. */
function compile(process: Process, { target, flags }: Compiling): string | undefined {
  const cache = buildCache(process);
  if ('problem' in cache) return cache.problem;
  const kind = digestOf(
    'go cache',
    target.os,
    target.arch,
    String(target.cgo),
    ...['trimpath', 'gcflags', 'tags', 'installsuffix', 'race'].map((name) => flags.get(name) ?? ''),
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
