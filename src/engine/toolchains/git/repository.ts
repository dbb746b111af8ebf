import { digestOf } from '../../base/digest.ts';
import type { PlainEntry } from '../../files/layer.ts';

export interface RepositoryHistory {
  readonly files: number;
  /** Bytes. */
  readonly size: number;
}
export type RepositoryFiles = Readonly<Record<string, Exclude<PlainEntry, string | null>>>;

/**
 * What a checkout of a foreign repository holds, by path relative to it: plausible files, assumed, the same for everybody
 * who fetches the same address and ref. `history` is the size of `.git`; without it there is none.
 */
export function repositoryFiles(address: string, ref: string, history?: RepositoryHistory): RepositoryFiles {
  const identity = digestOf('git', address.replace(/\.git$/, ''), ref);
  const title = /([^/:]+?)(?:\.git)?$/.exec(address)?.[1] ?? 'repository';
  const bulk = (path: string, files: number, size: number) => ({
    bulk: { files, size },
    digest: digestOf(identity, path, String(size)),
  });
  return {
    ...(history ? { '.git': bulk('.git', history.files, history.size) } : {}),
    'README.md': { content: `# ${title}\n` },
    LICENSE: { size: 1070, digest: digestOf(identity, 'LICENSE') },
    src: bulk('src', 24, 180_000),
    docs: bulk('docs', 12, 90_000),
    'public/index.html': { content: `<!doctype html>\n<title>${title}</title>\n` },
    'public/assets': bulk('public/assets', 9, 240_000),
  };
}
