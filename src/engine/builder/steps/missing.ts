import { dirname } from '../../files/index.ts';
import { requested } from '../context/requested-paths.ts';
import { MOUNT } from '../copy/place.ts';
import { snapshotRef } from '../log/snapshot-reference.ts';
import type { Session } from '../session.ts';
import type { Source } from '../context/source.ts';

/** Why a step cannot be done, as BuildKit prints it after `failed to solve: `. */
export interface Complaint {
  readonly error: string;
  /** Where the message on the step's own line is shorter. */
  readonly shortError?: string;
  /** True when it is noticed while the cache key is made, before the steps above have run. */
  readonly early?: true;
}

/**
 * Observed in transcripts img-fail-copy and golden/solve.jsonl `missing-*`: a source missing in the context or in a built stage is noticed when its
 * checksum is taken, with other words when its folder is missing as well; one missing in an image that no step has touched only when it is copied.
 */
export function missingSource(
  session: Session,
  source: Source,
  { missing: path, dangling }: { readonly missing: string; readonly dangling?: boolean },
): Complaint {
  if (source.untouched) return { error: `lstat ${MOUNT}${path}: no such file or directory` };
  const folder = dirname(path);
  const there = source.context ? requested(session, source.place).holds(folder) : source.tree.stat(folder).ok;
  // a builder that has looked through an earlier context knows what is not there any more: recorded, img-ignore-b
  const looked = source.context && session.input.cache?.context !== undefined;
  const why =
    folder === '/' || there || dangling || looked
      ? `"${path}": not found`
      : `failed to walk ${MOUNT}${folder}: lstat ${MOUNT}${folder}: no such file or directory`;
  const shortError = `failed to calculate checksum of ref ${snapshotRef(source.name, path)}: ${why}`;
  return { error: `failed to compute cache key: ${shortError}`, shortError, early: true };
}

/** A source that is no pattern that Go could read; noticed when its checksum is taken (measured, Engine 26.1.5). */
export function unreadableSource(source: Source, path: string): Complaint {
  const shortError = `failed to calculate checksum of ref ${snapshotRef(source.name, path)}: syntax error in pattern`;
  return { error: `failed to compute cache key: ${shortError}`, shortError, early: true };
}

/** The folder in front of a wildcard is not there; noticed when it is copied. */
export function absentFolder(path: string): Complaint {
  return { error: `lstat ${MOUNT}${path}: no such file or directory` };
}
