import { isExcluded, parseIgnore } from '../../../builder/index.ts';

/** Whether a path, relative to a folder, is left out by patterns as `.dockerignore` has them. */
export function ignoring(text: string): (path: string) => boolean {
  const ignore = parseIgnore(text);
  return (path) => isExcluded(ignore, path);
}
