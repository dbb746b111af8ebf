import { byteLength, trimSpace } from './go-text.ts';
import { compileGlob } from './glob.ts';
import type { Matcher } from './glob.ts';
import { MAX_LINE } from './lines.ts';

/** An ignore file that has been read. */
export interface Ignore {
  /** The patterns, cleaned, `!` kept in front. */
  readonly patterns: readonly string[];
  /** BuildKit's message about a bad pattern; nothing is excluded then, because the build fails. */
  readonly error: string | undefined;
  readonly rules: readonly IgnoreRule[];
}

/** A pattern ready for matching. */
export interface IgnoreRule {
  /** True for `!pattern`. */
  readonly includes: boolean;
  readonly matches: Matcher;
}

/** Go's `filepath.Clean`: `.` and `..` resolved, double and trailing slashes removed, `.` for nothing. */
export function clean(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (!rooted && (parts.length === 0 || parts.at(-1) === '..'))) parts.push(part);
    else parts.pop();
  }
  return `${rooted ? '/' : ''}${parts.join('/')}` || '.';
}

/**
 * Reads the text of a .dockerignore file.
 * Source: moby/patternmatcher ignorefile/ignorefile.go and patternmatcher.go.
 */
export function parseIgnore(text: string): Ignore {
  const patterns: string[] = [];
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    // The reference's line scanner gives up, and no pattern is read.
    if (line.length * 3 > MAX_LINE && byteLength(line) > MAX_LINE)
      return { patterns: [], error: 'bufio.Scanner: token too long', rules: [] };
    if (line.startsWith('#')) continue;
    const trimmed = trimSpace(line);
    if (trimmed === '') continue;
    const mark = trimmed.startsWith('!') ? '!' : '';
    const body = mark ? trimSpace(trimmed.slice(1)) : trimmed;
    const cleaned = body === '' ? '' : clean(body);
    patterns.push(mark + (cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned));
  }
  const bodies: Body[] = [];
  for (const pattern of patterns) {
    const body = readBody(pattern);
    if (typeof body === 'string') return { patterns, error: body, rules: [] };
    bodies.push(body);
  }
  const rules: IgnoreRule[] = [];
  for (const { includes, text: body } of bodies) {
    // The reference notices this only when the pattern is tried on a path, after the mistakes above.
    const matches = compileGlob(body);
    if (!matches) return { patterns, error: BAD_PATTERN, rules: [] };
    rules.push({ includes, matches });
  }
  return { patterns, error: undefined, rules };
}

const BAD_PATTERN = 'syntax error in pattern';

/** A pattern without its mark. */
interface Body {
  readonly includes: boolean;
  readonly text: string;
}

/** A pattern without its mark, or what is wrong with it at once. */
function readBody(pattern: string): Body | string {
  // Cleaned once more, now with its mark: `!/` becomes `!`.
  const cleaned = clean(trimSpace(pattern));
  const includes = cleaned.startsWith('!');
  const text = includes ? cleaned.slice(1) : cleaned;
  if (text === '') return 'illegal exclusion pattern: "!"';
  return isWellFormed(text) ? { includes, text } : BAD_PATTERN;
}

/**
 * Whether Go's `filepath.Match(pattern, ".")` finds no mistake, which is how the reference checks a pattern at once. It reads
 * only as far as the name could still match: what is wrong behind that shows when the pattern is tried, or never (`a*[-b]`).
 * Source: Go path/filepath/match.go.
 */
function isWellFormed(pattern: string): boolean {
  const chars = Array.from(pattern);
  let dotLeft = true;
  for (let at = 0; at < chars.length;) {
    while (chars[at] === '*') at++;
    if (at >= chars.length) return true;
    const end = chunkEnd(chars, at);
    let takesDot = false;
    let count = 0;
    for (; at < end; count++) {
      const item = readItem(chars, at, end);
      if (!item) return false;
      ({ takesDot, at } = item);
    }
    if (!dotLeft || count !== 1 || !takesDot) return true;
    dotLeft = false;
  }
  return true;
}

/** One character, `?` or bracket expression of a run: where it ends and whether it takes a dot. Undefined when it is not whole. */
function readItem(chars: readonly string[], start: number, end: number): { takesDot: boolean; at: number } | undefined {
  const char = chars[start];
  if (char === '[') return readBracket(chars, start + 1, end);
  const at = char === '\\' ? start + 1 : start;
  return at < end ? { takesDot: chars[at] === '.' || char === '?', at: at + 1 } : undefined;
}

/** Where the run up to the next `*` ends; a `*` between `[` and the next `]` does not end it. */
function chunkEnd(chars: readonly string[], start: number): number {
  let inside = false;
  let at = start;
  for (; at < chars.length; at++) {
    const char = chars[at];
    if (char === '\\') at++;
    else if (char === '[') inside = true;
    else if (char === ']') inside = false;
    else if (char === '*' && !inside) break;
  }
  return Math.min(at, chars.length);
}

/** The same for a bracket expression whose `[` ends at `start`. */
function readBracket(chars: readonly string[], start: number, end: number): ReturnType<typeof readItem> {
  const negated = chars[start] === '^';
  let at = negated ? start + 1 : start;
  const character = (from: number): string | undefined => {
    if (from >= end || chars[from] === '-' || chars[from] === ']') return undefined;
    const place = chars[from] === '\\' ? from + 1 : from;
    at = place + 1;
    return at < end ? chars[place] : undefined;
  };
  for (let found = false, ranges = 0; ; ranges++) {
    if (at < end && chars[at] === ']' && ranges > 0) return { takesDot: found !== negated, at: at + 1 };
    const low = character(at);
    const high = low !== undefined && chars[at] === '-' ? character(at + 1) : low;
    if (low === undefined || high === undefined) return undefined;
    found ||= low <= '.' && high >= '.';
  }
}

/**
 * Whether the patterns exclude a path or one of its parents. This is the verdict of the CopyIgnoredFile check; `sent`
 * decides what reaches the builder.
 */
export function isExcluded(ignore: Ignore, path: string): boolean {
  let excluded = false;
  const parents = parentsAsWritten(path);
  for (const rule of ignore.rules) {
    // A rule that could not change the verdict is not tried.
    if (rule.includes !== excluded) continue;
    if (rule.matches(path) || parents.some((parent) => rule.matches(parent))) excluded = !rule.includes;
  }
  return excluded;
}

function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let at = path.indexOf('/', 1); at >= 0; at = path.indexOf('/', at + 1)) parents.push(path.slice(0, at));
  return parents;
}

/** The parents of a path; those of an absolute one begin with the empty path, which `*` matches: `/app` is excluded by it. */
function parentsAsWritten(path: string): string[] {
  if (!path.startsWith('/')) return parentsOf(path);
  const parents = parentsOf(path);
  return ['', ...(parents.length > 0 ? parents : ['/'])];
}

interface Verdict {
  readonly excluded: boolean;
  /** Which rules fit the path or a parent. */
  readonly hits: readonly boolean[];
}

/**
 * For each path of a context, whether it reaches the builder. A path that is the parent of another one is a folder; it
 * is sent when it is not excluded or when something in it is sent.
 * Source: tonistiigi/fsutil filter.go, which walks the tree and hands the hits of a folder on to what is in it.
 */
export function sent(ignore: Ignore, paths: readonly string[]): boolean[] {
  const folders = new Map<string, Verdict>();
  const none: Verdict = { excluded: false, hits: [] };
  const folderVerdict = (path: string): Verdict => {
    let verdict = none;
    for (const parent of parentsOf(path)) {
      const known = folders.get(parent) ?? decide(ignore.rules, parent, verdict.hits);
      folders.set(parent, known);
      verdict = known;
    }
    return verdict;
  };
  let folder = '';
  let verdict = none;
  const reached = new Set<string>();
  const kept = paths.map((path) => {
    // Neighbours mostly lie in the same folder.
    const name = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (name !== folder) {
      folder = name;
      verdict = folderVerdict(path);
    }
    const { excluded } = folders.get(path) ?? decide(ignore.rules, path, verdict.hits);
    if (!excluded)
      for (const parent of parentsOf(path).toReversed()) {
        if (reached.has(parent)) break;
        reached.add(parent);
      }
    return !excluded;
  });
  return paths.map((path, index) => kept[index] === true || reached.has(path));
}

function decide(rules: readonly IgnoreRule[], path: string, inherited: readonly boolean[]): Verdict {
  let excluded = false;
  const hits: boolean[] = [];
  for (const [index, rule] of rules.entries()) {
    const hit = inherited[index] === true || (rule.includes === excluded && rule.matches(path));
    hits.push(hit);
    if (hit) excluded = !rule.includes;
  }
  return { excluded, hits };
}
