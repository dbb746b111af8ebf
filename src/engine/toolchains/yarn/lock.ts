import type { Locked, Manifest } from '../npm/project.ts';

/** One entry of a yarn.lock of version 1. */
export interface YarnEntry {
  /** `name@range`, as packages ask for it. */
  readonly patterns: readonly string[];
  readonly name: string;
  readonly version: string;
  readonly host: string | undefined;
  /** What it depends on is not listed: an entry that the model wrote, without a hash. */
  readonly alone: boolean;
  /** Patterns that it asks for. */
  readonly asks: readonly string[];
}

const unquote = (text: string): string => text.replace(/^"(.*)"$/, '$1');

/** Reads a yarn.lock; undefined when it is one of Yarn 2 and later. */
export function readYarnLock(text: string): readonly YarnEntry[] | undefined {
  if (/^__metadata:/m.test(text)) return undefined;
  return text
    .split(/\n(?=\S)/)
    .filter((block) => /^[^#\s].*:$/m.test(block.split('\n')[0] ?? ''))
    .map(entryOf);
}

function entryOf(block: string): YarnEntry {
  const [head = '', ...lines] = block.split('\n');
  const patterns = head.replace(/:$/, '').split(/,\s*/).map(unquote);
  const value = (name: string): string =>
    unquote(lines.find((line) => line.startsWith(`  ${name} `))?.slice(name.length + 3) ?? '');
  const asks = lines.flatMap((line) => {
    const [, name, range] = /^ {4}("?[^\s"]+"?) (.+)$/.exec(line) ?? [];
    return name === undefined || range === undefined ? [] : [`${unquote(name)}@${unquote(range)}`];
  });
  const name = (patterns[0] ?? '').replace(/(.)@.*$/, '$1');
  const host = /^https?:\/\/([^/]+)\//.exec(value('resolved'))?.[1];
  const alone = host !== undefined && !value('resolved').includes('#') && asks.length === 0;
  return { patterns, name, version: value('version'), host, alone, asks };
}

interface Wish {
  readonly project: Manifest;
  readonly production: boolean;
}

/** Patterns of package.json that the lock file does not hold. */
export function missingPatterns(entries: readonly YarnEntry[], project: Manifest): readonly string[] {
  const known = new Set(entries.flatMap(({ patterns }) => patterns));
  return patternsOf({ project, production: false }).filter((pattern) => !known.has(pattern));
}

function patternsOf({ project, production }: Wish): readonly string[] {
  const kinds = [project.dependencies, project.optionalDependencies, ...(production ? [] : [project.devDependencies])];
  return kinds.flatMap((names) => Object.entries(names ?? {}).map(([name, range]) => `${name}@${range}`));
}

/** What is laid down: each name once at the top, further versions below the first that asks for them. */
export function placesOf(entries: readonly YarnEntry[], wish: Wish): readonly Locked[] {
  const byPattern = new Map(entries.flatMap((entry) => entry.patterns.map((pattern) => [pattern, entry] as const)));
  const top = new Map<string, string>();
  const placed = new Map<YarnEntry, string>();
  const waiting = patternsOf(wish).map((pattern) => ({ pattern, parent: '' }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const entry = byPattern.get(next.pattern);
    if (!entry || placed.has(entry)) continue;
    const own = !top.has(entry.name);
    if (own) top.set(entry.name, entry.version);
    const place = own ? `node_modules/${entry.name}` : `${next.parent}/node_modules/${entry.name}`;
    placed.set(entry, place);
    for (const pattern of entry.asks) waiting.push({ pattern, parent: place });
  }
  return [...placed].map(([entry, place]) => lockedAt(place, entry));
}

/** An entry in the form of npm's models; what a yarn.lock does not say of commands is filled in by its registry. */
function lockedAt(place: string, { name, version, host, alone, asks }: YarnEntry): Locked {
  return {
    place,
    name,
    version,
    dev: false,
    optional: false,
    installScript: false,
    funding: false,
    bin: {},
    dependencies: Object.fromEntries(asks.map((pattern) => [pattern.replace(/(.)@.*$/, '$1'), '*'])),
    os: [],
    cpu: [],
    libc: [],
    ...(host === undefined ? {} : { host }),
    ...(alone ? { alone } : {}),
  };
}
