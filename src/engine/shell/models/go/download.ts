import { digestOf } from '../../../base/digest.ts';
import type { Process } from '../../system.ts';
import type { GoModule } from './module.ts';
import { moduleCache } from './settings.ts';

/** Bytes of a module of which no figure is known; assumed. */
const UNKNOWN = { installed: 1_200_000, zip: 250_000 };

type Require = GoModule['requires'][number];

/** Folder of a module in the cache; Go writes capitals as `!` and the small letter. */
export function cacheFolder(process: Process, { path, version }: Require): string {
  return `${moduleCache(process)}/${path.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)}@${version}`;
}

/** Fetches what is missing. `announce`: `go build` says so, `go mod download` does not. Answers an error message. */
export function download(process: Process, modules: readonly Require[], announce: boolean): string | undefined {
  for (const module of modules) {
    const folder = cacheFolder(process, module);
    if (process.files.stat(folder).ok) continue;
    if (!process.system.network || process.env.get('GOPROXY') === 'off') {
      const reason =
        process.env.get('GOPROXY') === 'off'
          ? 'module lookup disabled by GOPROXY=off'
          : `Get "https://proxy.golang.org/${module.path}/@v/${module.version}.mod": dial tcp: lookup proxy.golang.org: Temporary failure in name resolution`;
      return `go: ${module.path}@${module.version}: ${reason}`;
    }
    if (announce) process.err(`go: downloading ${module.path} ${module.version}\n`);
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
