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

/** A download: a file of unknown content named after the address, mode 0600. Nothing is fetched, so it is not simulated. */
export function downloadMatch(source: string, step: CopyStep): Match {
  const digest = digestOf('remote', source, step.checksum ?? '');
  const name =
    source
      .replace(/[?#].*$/, '')
      .split('/')
      .pop() ?? '';
  return { name, path: `/${name}`, folder: false, entries: [['', fileEntry({ size: 0, mode: 0o600, digest })]] };
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

/** Local archives that ADD unpacks; told by name, since their bytes are not known. */
export function isArchive(match: Match): boolean {
  return !match.folder && /\.(tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$/.test(match.name);
}
