export type Params = Readonly<Record<string, string>>;

/** The named parts of a path for a pattern such as `/lessons/:lesson/`; undefined when it does not fit. `*` fits every path. */
export function matchPath(pattern: string, path: string): Params | undefined {
  if (pattern === '*') return {};
  const [wanted, given] = [partsOf(pattern), partsOf(path)];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decoded(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** Files are x/index.html: with or without the slash at its end, an address means the same. */
function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
