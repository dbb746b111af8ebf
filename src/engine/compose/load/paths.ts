/** `path` made absolute in `folder` and cleaned, as Go's filepath.Join does. */
export function join(folder: string, path: string): string {
  return clean(path.startsWith('/') ? path : `${folder}/${path}`);
}

/** Source: Go path.Clean. */
export function clean(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!rooted) parts.push(part);
  }
  return `${rooted ? '/' : ''}${parts.join('/')}` || (rooted ? '/' : '.');
}

export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
