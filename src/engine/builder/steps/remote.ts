import { digestOf } from '../../base/digest.ts';
import type { CopyStep } from '../../dockerfile/plan.ts';
import { fileEntry } from '../../files/index.ts';
import type { Entry } from '../../files/index.ts';

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
  /** Of a Git repository, with its `#ref`: the commit that the ref stands for. */
  readonly commit?: string;
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

/** Names of files that ADD most likely unpacks, when their bytes are not known. */
export function isArchiveName(name: string): boolean {
  return /\.(tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$/.test(name);
}
