/**
 * An absolute path without `.`, `..`, doubled or trailing slashes; `..` above the root stays at the root. Purely lexical:
 * symlinks are not looked at (trees themselves resolve `..` physically, as the kernel does).
 */
export function clean(path: string): string {
  if (isClean(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function isClean(path: string): boolean {
  return path === '/' || (path.startsWith('/') && !path.endsWith('/') && !path.includes('//') && !path.includes('/.'));
}

/** `path` as seen from `base`: an absolute `path` stands for itself. The result is cleaned. */
export function join(base: string, ...paths: readonly string[]): string {
  return clean(paths.reduce((at, path) => (path.startsWith('/') ? path : `${at}/${path}`), base));
}

/** The folder of a cleaned path; `/` for the root itself. */
export function dirname(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

/** The last part of a cleaned path; empty for the root. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True when `path` is `folder` or lies below it; both cleaned. */
export function isWithin(folder: string, path: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

/** Every folder above a cleaned path, nearest first, the root last. */
export function parents(path: string): string[] {
  const found: string[] = [];
  for (let at = path; at !== '/';) {
    at = dirname(at);
    found.push(at);
  }
  return found;
}
