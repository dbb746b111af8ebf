/** Go's `path` package for slash-separated paths, which decides how WORKDIR, COPY destinations and mounts are written. */

/** `path.Clean`: the shortest equal path; `.` for the empty one. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!rooted) parts.push('..');
  }
  const joined = parts.join('/');
  return rooted ? `/${joined}` : joined || '.';
}

/** `path.Join`: empty parts do not count; the result is clean, or empty. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== '').join('/');
  return joined === '' ? '' : cleanPath(joined);
}

/** `path.Base`: the last element; `.` for the empty path, `/` for slashes only. */
export function baseName(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/**
 * A path below `parent`, or itself as written when it is absolute (moby/buildkit util/system path.go, for Linux). With `keepSlash` an ending
 * `/` or `/.` stays, which tells COPY that the destination is a directory.
 */
export function resolvePath(parent: string, path: string, keepSlash: boolean): string {
  const base = parent.startsWith('/') ? parent : joinPath('/', parent);
  const wanted = path === '' ? base : path;
  const result = wanted.startsWith('/') ? wanted : joinPath(base, wanted);
  if (!keepSlash) return result;
  if (path.endsWith('/') && !result.endsWith('/')) return `${result}/`;
  if (path.endsWith('/.')) return `${result === '/' ? '' : result}/.`;
  return result;
}
