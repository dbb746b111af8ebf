import type { CopyStep } from '../../dockerfile/plan.ts';
import { directoryEntry, plainLayer } from '../../files/index.ts';
import type { Entry } from '../../files/index.ts';
import type { Shell } from '../../kernel/system.ts';
import type { Match } from '../copy/gather.ts';
import type { BuildInput } from '../result.ts';

interface Address {
  readonly address: string;
  readonly ref: string;
  readonly folder: string;
  /** Of the query, `checksum=` or `commit=`. */
  readonly checksum: string;
}

/** What stands behind a Git address: `#ref:folder`, or the same as a query (moby/buildkit frontend/dockerfile/dfgitutil/git_ref.go). */
function readAddress(source: string): Address {
  const [place = '', fragment = ''] = source.split('#');
  const [address = '', query = ''] = place.split('?');
  const [ref = '', folder = ''] = fragment.split(':');
  const asked = new Map(query.split('&').map((pair) => [pair.split('=')[0] ?? '', unescaped(pair)]));
  const named = (key: string, prefix: string): string | undefined => {
    const value = asked.get(key);
    return value === undefined || value.startsWith(prefix) ? value : prefix + value;
  };
  return {
    address,
    ref: asked.get('ref') ?? named('tag', 'refs/tags/') ?? named('branch', 'refs/heads/') ?? ref,
    folder: (asked.get('subdir') ?? folder).replace(/^\/+|\/+$/g, ''),
    checksum: asked.get('checksum') ?? asked.get('commit') ?? '',
  };
}

function unescaped(pair: string): string {
  const text = pair.slice(pair.indexOf('=') + 1).replaceAll('+', ' ');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The checkout of a repository as git's own model makes it; `.git` only with --keep-git-dir. */
export function repositoryMatch(source: string, step: CopyStep, shell: Shell): Match {
  const { address, ref, folder } = readAddress(source);
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
  const { address } = readAddress(source);
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

/**
 * What --checksum says of a repository: a commit, or its first digits. Nobody knows here what a branch or tag of a foreign repository stands for, so that
 * only a ref which is a commit itself, or a declared one, can be compared. Source: moby/buildkit source/git/source.go `resolveMetadata`.
 */
export function commitProblem(
  source: string,
  { checksum: flag = '' }: CopyStep,
  downloads: BuildInput['downloads'],
): { readonly problem?: string; readonly doubt?: string } {
  const { ref, address, checksum: asked } = readAddress(source);
  const checksum = asked || flag;
  if (checksum === '') return {};
  if (!/^[0-9a-f]+$/i.test(checksum))
    return unkeyed(`invalid checksum ${checksum} for Git URL, expected hex commit hash`);
  const declared = downloads && Object.hasOwn(downloads, source) ? downloads[source]?.commit : undefined;
  const commit = declared ?? (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(ref) ? ref : undefined);
  if (commit === undefined) return { doubt: `the commit of ${ref || 'the default branch'} of ${address}` };
  return commit.startsWith(checksum) ? {} : unkeyed(`expected checksum to match ${checksum}, got ${commit}`);
}

function unkeyed(text: string): { readonly problem: string } {
  return { problem: `failed to load cache key: ${text}` };
}
