import { digestOf } from '../../base/digest.ts';
import type { CopyStep } from '../../dockerfile/plan.ts';
import { directoryEntry, fileEntry, plainLayer } from '../../files/index.ts';
import type { Entry } from '../../files/index.ts';
import type { Shell } from '../../shell/system.ts';
import type { BuildInput } from '../result.ts';
import type { Match } from '../copy/gather.ts';

/** True for a source of ADD that is fetched: a URL or a Git address. */
export function isRemote(source: string): boolean {
  return /^(https?|ftp):\/\//i.test(source) || isGit(source);
}

/** Source: moby/buildkit util/gitutil: git and ssh schemes, `user@host:path`, and https addresses that end in `.git`. */
export function isGit(source: string): boolean {
  return (
    /^(git:\/\/|ssh:\/\/|[\w-]+@[\w.-]+:|github\.com\/)/.test(source) ||
    /^https?:\/\/[^#?]+\.git([#?].*)?$/.test(source)
  );
}

/** What an exercise says an address holds. */
export interface Download {
  readonly content?: string;
  /** Bytes when the content is not known. */
  readonly size?: number;
}

export interface Downloaded {
  readonly file: { readonly name: string; readonly entry: Entry };
  /** As BuildKit prints it. */
  readonly problem?: string;
  /** What is not simulated. */
  readonly doubt?: string;
}

/**
 * A download: a file named after the address, mode 0600. What is in it must have been declared; else nothing is fetched and it is not
 * simulated. A checksum is compared with the declared content. Source of the text: moby/buildkit source/http/source.go.
 */
export function download(
  source: string,
  { checksum }: CopyStep,
  downloads: Readonly<Record<string, Download>> | undefined,
): Downloaded {
  const name =
    source
      .replace(/[?#].*$/, '')
      .split('/')
      .pop() ?? '';
  const known = downloads && Object.hasOwn(downloads, source) ? downloads[source] : undefined;
  if (!known) {
    const identity = digestOf('remote', source, checksum ?? '');
    const entry = fileEntry({ size: 0, mode: 0o600, digest: identity });
    return { file: { name, entry }, doubt: `download of ${source}` };
  }
  const entry = fileEntry({ ...known, mode: 0o600 });
  const wrong = checksum !== undefined && known.content !== undefined && checksum !== entry.digest;
  return { file: { name, entry }, ...(wrong ? { problem: `digest mismatch ${entry.digest}: ${checksum}` } : {}) };
}

/** What `#ref:folder` behind a Git address says. */
function readFragment(source: string): { address: string; ref: string; folder: string } {
  const [address = '', fragment = ''] = source.split('#');
  const [ref = '', folder = ''] = fragment.split(':');
  return { address: address.replace(/\?.*$/, ''), ref, folder: folder.replace(/^\/+|\/+$/g, '') };
}

/** The checkout of a repository as git's own model makes it; `.git` only with --keep-git-dir. */
export function repositoryMatch(source: string, step: CopyStep, shell: Shell): Match {
  const { address, ref, folder } = readFragment(source);
  const files = shell.repositoryFiles(address, ref, step.keepGitDir ? { files: 40, size: 400_000 } : undefined);
  const prefix = folder ? `/${folder}/` : '/';
  const tree = plainLayer(Object.fromEntries(Object.entries(files).map(([path, file]) => [`/${path}`, file])));
  const entries = [...tree.entries].flatMap(([path, entry]): (readonly [string, Entry])[] =>
    entry && path.startsWith(prefix) ? [[path.slice(prefix.length), entry]] : [],
  );
  return { name: '', path: '/', folder: true, entries: [['', directoryEntry()], ...entries] };
}

/**
 * Why a repository cannot be fetched: over ssh the builder needs an agent (`--ssh default`), which is the only key it has;
 * over https a private one needs a token. Source of the form: moby/buildkit source/git/source.go and util/gitutil/git_cli.go.
 */
export function gitProblem(
  source: string,
  { ssh, privateRepositories }: Pick<BuildInput, 'ssh' | 'privateRepositories'>,
): string | undefined {
  const { address } = readFragment(source);
  const failed = (stderr: string): string =>
    `failed to load cache key: failed to fetch remote ${address}: git stderr:\n${stderr}: exit status 128`;
  const host = /^(?:ssh:\/\/)?([\w-]+@[\w.-]+)[:/]/.exec(address)?.[1];
  if (host !== undefined)
    return ssh?.includes('default')
      ? undefined
      : failed(
          `${host}: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.`,
        );
  const bare = address.replace(/^https?:\/\//, '').replace(/\.git$/, '');
  if (!privateRepositories?.includes(bare)) return undefined;
  return failed(`fatal: could not read Username for 'https://${bare.split('/')[0] ?? ''}': terminal prompts disabled`);
}

/** Names of files that ADD most likely unpacks, when their bytes are not known. */
export function isArchiveName(name: string): boolean {
  return /\.(tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$/.test(name);
}
