import { digestOf } from '../../base/digest.ts';
import type { CopyStep } from '../../dockerfile/plan.ts';
import { directoryEntry, fileEntry } from '../../files/index.ts';
import type { Match } from '../copy/gather.ts';

/** True for a source of ADD that is fetched: a URL or a Git address. */
export function isRemote(source: string): boolean {
  return /^(https?|ftp):\/\//i.test(source) || isGit(source);
}

function isGit(source: string): boolean {
  return /^(git:\/\/|ssh:\/\/|git@|github\.com\/)/.test(source) || /^https?:\/\/[^#?]+\.git([#?].*)?$/.test(source);
}

/**
 * What a download leaves: a file of unknown content named after the address (mode 0600), or a folder for a repository.
 * Nothing is fetched, so the step counts as not simulated.
 */
export function remoteMatch(source: string, step: CopyStep): Match {
  const digest = digestOf('remote', source, step.checksum ?? '');
  const name =
    source
      .replace(/[?#].*$/, '')
      .split('/')
      .pop() ?? '';
  if (isGit(source)) return { name, path: '/', folder: true, entries: [['', directoryEntry()]] };
  return { name, path: `/${name}`, folder: false, entries: [['', fileEntry({ size: 0, mode: 0o600, digest })]] };
}

/** Local archives that ADD unpacks; told by name, since their bytes are not known. */
export function isArchive(match: Match): boolean {
  return !match.folder && /\.(tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$/.test(match.name);
}
