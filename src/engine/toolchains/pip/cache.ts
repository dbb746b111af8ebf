import { digestOf } from '../../base/digest.ts';
import { permits } from '../../files/index.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';

/** pip's cache of downloads, and of wheels that it built. */
export interface PipCache {
  holds(facts: PackageFacts): boolean;
  keep(facts: PackageFacts): void;
}

const NONE: PipCache = { holds: () => false, keep: () => undefined };

/** `--cache-dir`, then PIP_CACHE_DIR, then the home folder. Source: pip's documentation, "Caching". */
export function cacheFolder(process: Process, flag: string | undefined): string {
  const home = process.env.get('HOME') ?? '/root';
  const shared = process.env.get('XDG_CACHE_HOME') ?? `${home === '/' ? '' : home}/.cache`;
  const folder = flag ?? process.env.get('PIP_CACHE_DIR') ?? `${shared}/pip`;
  return process.path(folder);
}

/**
 * The cache of one run; none with `--no-cache-dir`, or when the folder belongs to somebody else: pip says so and goes on
 * without. Source of the text and the rule: pip src/pip/_internal/cli/index_command.py and utils/filesystem.py.
 */
export function openCache(process: Process, { noCache, folder }: { noCache: boolean; folder: string }): PipCache {
  if (noCache) return NONE;
  if (!isOwn(process, folder)) {
    process.err(
      `WARNING: The directory '${folder}' or its parent directory is not owned or is not writable by the current user. The cache has been disabled. Check the permissions and owner of that directory. If executing pip with sudo, you should use sudo's -H flag.\n`,
    );
    return NONE;
  }
  const pathOf = ({ name, version, builds }: PackageFacts): string =>
    `${folder}/${builds?.length ? 'wheels' : 'http-v2'}/${digestOf('pip', name, version).slice(7, 15)}`;
  return {
    holds: (facts) => process.files.stat(pathOf(facts)).ok,
    keep(facts) {
      const path = pathOf(facts);
      if (process.files.stat(path).ok) return;
      process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
      process.files.write(path, {
        bulk: { files: Math.max(1, facts.packages) * 2, size: facts.downloadBytes },
        digest: digestOf('pip cache', facts.name, facts.version),
      });
    },
  };
}

/** The folder, or the nearest above it that is there, is root's for root and writable for others. */
function isOwn(process: Process, folder: string): boolean {
  for (let path = folder; ; path = path.slice(0, path.lastIndexOf('/')) || '/') {
    const found = process.files.stat(path);
    if (found.ok) {
      const who = process.credentials;
      return who.uid === 0 ? found.value.uid === 0 : permits(found.value, who, 'write');
    }
    if (path === '/') return false;
  }
}
