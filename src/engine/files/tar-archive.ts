import type { Entry } from './tree.ts';

const TAR = '!<drydock tar>\n';
const GZIP = '!<drydock gzip>\n';

/** A file or directory in an archive. */
export interface Member {
  readonly name: string;
  readonly entry: Entry;
}

/**
 * The text that stands for a tar archive: there are no real bytes, an archive is the list of its members. `ADD` and `tar`
 * read it again.
 */
export function packTar(members: readonly Member[]): string {
  return `${TAR}${JSON.stringify(members)}`;
}

/** The members of an archive, compressed or not; undefined when the text is no archive of ours. */
export function unpackTar(text: string): readonly Member[] | undefined {
  const plain = gunzipText(text) ?? text;
  if (!plain.startsWith(TAR)) return undefined;
  const parsed: unknown = JSON.parse(plain.slice(TAR.length));
  return Array.isArray(parsed) ? (parsed as readonly Member[]) : undefined;
}

/** The text that stands for a compressed text. */
export function gzipText(text: string): string {
  return `${GZIP}${text}`;
}

/** What was compressed; undefined when the text is not compressed. */
export function gunzipText(text: string): string | undefined {
  return text.startsWith(GZIP) ? text.slice(GZIP.length) : undefined;
}
