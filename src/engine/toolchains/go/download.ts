import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import type { GoModule } from './module.ts';
import { moduleCache } from './settings.ts';

/** Bytes of a module of which no figure is known; assumed. */
const UNKNOWN = { installed: 1_200_000, zip: 250_000 };

type Require = GoModule['requires'][number];

/** Folder of a module in the cache; Go writes capitals as `!` and the small letter. */
export function cacheFolder(process: Process, { path, version }: Require): string {
  return `${moduleCache(process)}/${path.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)}@${version}`;
}

/**
 * Fetches what is missing and says so; `places` names where each module is imported, for the error. Without places it is
 * `go mod download`, which says nothing. Answers an error message.
 */
export function download(
  process: Process,
  modules: readonly Require[],
  places?: ReadonlyMap<string, string>,
): string | undefined {
  for (const module of modules) {
    const folder = cacheFolder(process, module);
    if (process.files.stat(folder).ok) continue;
    if (places) process.err(`go: downloading ${module.path} ${module.version}\n`);
    const problem = unreachable(process, module, places?.get(module.path));
    if (problem !== undefined) return problem;
    const facts = process.system.packages.find('go', '', module.path);
    const installed = facts?.installedBytes ?? UNKNOWN.installed;
    const zip = facts?.downloadBytes ?? UNKNOWN.zip;
    const failure =
      store(process, folder, { module, installed }) ??
      store(process, zipFolder(process, module), { module, installed: zip });
    if (failure) return failure;
    process.takes(300 + zip / 20_000);
  }
  return undefined;
}

function unreachable(process: Process, { path, version }: Require, place: string | undefined): string | undefined {
  const name = `${path}@${version}`;
  if (process.env.get('GOPROXY') === 'off') return `${place ?? `go: ${name}`}: module lookup disabled by GOPROXY=off`;
  if (process.system.network) return undefined;
  const file = place === undefined ? 'mod' : 'zip';
  const reason = `Get "https://proxy.golang.org/${path}/@v/${version}.${file}": dial tcp: lookup proxy.golang.org: Temporary failure in name resolution`;
  return place === undefined ? `go: ${name}: ${reason}` : `${place}: ${name}: ${reason}`;
}

function zipFolder(process: Process, { path, version }: Require): string {
  return `${moduleCache(process)}/cache/download/${path}/@v/${version}`;
}

function store(
  process: Process,
  folder: string,
  { module, installed }: { module: Require; installed: number },
): string | undefined {
  const parent = folder.slice(0, folder.lastIndexOf('/'));
  const made = process.files.mkdir(parent, { parents: true });
  const written = made.ok
    ? process.files.write(folder, {
        bulk: { files: Math.ceil(installed / 9000), size: installed },
        digest: digestOf('go module', module.path, module.version, String(installed)),
      })
    : made;
  if (written.ok) return undefined;
  return `go: could not create module cache: mkdir ${parent}: ${written.errno === 'EACCES' ? 'permission denied' : 'read-only file system'}`;
}

/** Modules that are required but have no line in go.sum. */
export function withoutSum(module: GoModule): readonly Require[] {
  return module.requires.filter(({ path, version }) => !module.sums.has(`${path} ${version}`));
}
