const MOST = { path: 255, files: 200 };

/** Why a path cannot be given to a new file; undefined when it can. */
export function pathProblem(path: string, existing: readonly string[]): string | undefined {
  if (path === '') return 'Type a name.';
  if (existing.includes(path)) return 'There is a file of that name.';
  if (existing.length >= MOST.files) return `There are ${MOST.files} files: delete one first.`;
  if (path.length > MOST.path) return `Use at most ${MOST.path} characters.`;
  if (path.startsWith('/') || path.endsWith('/')) return 'Leave out the slash at the beginning and at the end.';
  if (/[\p{Cc}\\]/u.test(path)) return 'Use no backslash and no control characters.';
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part === '__proto__'))
    return 'Name every folder on the way, without . and ..';
  const folder = parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join('/'));
  if (folder.some((name) => existing.includes(name))) return 'A folder of the path is already a file.';
  if (existing.some((other) => other.startsWith(`${path}/`))) return 'There is a folder of that name.';
  return undefined;
}
