/** True when `path` matches. `*` and `?` stay inside a segment, `**` crosses segments, `{a,b}` is a choice. */
export type Matcher = (path: string) => boolean;

const matchers = new Map<string, Matcher>();

/** The matcher of a glob; the same glob gives the same matcher. */
export function glob(pattern: string): Matcher {
  const known = matchers.get(pattern);
  if (known) return known;
  const regexp = new RegExp(`^${source(pattern)}$`);
  const matcher: Matcher = (path) => regexp.test(path);
  if (matchers.size > 1000) matchers.clear();
  matchers.set(pattern, matcher);
  return matcher;
}

/** True when any of the globs matches. */
export function anyGlob(patterns: readonly string[]): Matcher {
  const all = patterns.map(glob);
  return (path) => all.some((matches) => matches(path));
}

function source(pattern: string): string {
  let result = '';
  let braces = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (pattern.startsWith('**/', at) && (at === 0 || pattern[at - 1] === '/')) {
      result += '(?:[^/]+/)*';
      at += 2;
    } else if (pattern.startsWith('**', at)) {
      result += '.*';
      at += 1;
    } else if (char === '*') result += '[^/]*';
    else if (char === '?') result += '[^/]';
    else if (char === '{') {
      braces++;
      result += '(?:';
    } else if (char === '}' && braces > 0) {
      braces--;
      result += ')';
    } else if (char === ',' && braces > 0) result += '|';
    else result += char.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
  }
  return result + ')'.repeat(braces);
}

/** True for a path without anything that a glob would expand. */
export function isPlain(pattern: string): boolean {
  return !/[*?{]/.test(pattern);
}

/** The folder that holds everything a glob can match: `/app/x` of `/app/x/*.js`, the path itself when it is plain. */
export function globRoot(pattern: string): string {
  if (isPlain(pattern)) return pattern;
  const plain = pattern.slice(0, pattern.search(/[*?{]/));
  return plain.slice(0, plain.lastIndexOf('/')) || '/';
}
