/**
 * The patterns of `${x#p}`, `${x%p}` and `${x/p/r}`: `*` and `?`, no brackets. Neither crosses a line end.
 * Source: moby/buildkit frontend/dockerfile/shell/lex.go, which turns them into a regular expression; here they are
 * matched directly, in time proportional to pattern × value.
 */

/** One character of a pattern; undefined stands for `?`. */
type Unit = string | undefined;

/** The runs between the stars; both ends may be empty. */
type Pattern = readonly (readonly Unit[])[];

/** A pattern that cannot be read, in BuildKit's words. */
export interface PatternError {
  readonly error: string;
}

/** `${value#pattern}`: what is left without the shortest (`##`: longest) head that fits. */
export function trimHead(value: string, pattern: string, longest: boolean): string | PatternError {
  return trim(Array.from(value), Array.from(pattern), { longest, shown: pattern });
}

/** `${value%pattern}`: what is left without the shortest (`%%`: longest) tail that fits. */
export function trimTail(value: string, pattern: string, longest: boolean): string | PatternError {
  const reversed = reversePattern(Array.from(pattern));
  const result = trim(Array.from(value).toReversed(), reversed, { longest, shown: reversed.join('') });
  return typeof result === 'string' ? Array.from(result).toReversed().join('') : result;
}

/** `${value/pattern/replacement}`; with `all`, `//`. In `//` a `$0` in the replacement is the match, as in Go. */
export function replace(
  value: string,
  pattern: string,
  options: { readonly replacement: string; readonly all: boolean },
): string | PatternError {
  const compiled = compile(Array.from(pattern));
  if (typeof compiled === 'string') return { error: `invalid pattern (${pattern}) in substitution: ${compiled}` };
  const text = Array.from(value);
  if (options.all) return replaceAll(text, compiled, options.replacement);
  const found = findMatch(compiled, text, 0);
  if (!found) return value;
  return text.slice(0, found[0]).join('') + options.replacement + text.slice(found[1]).join('');
}

function trim(text: string[], pattern: string[], options: { longest: boolean; shown: string }): string | PatternError {
  const compiled = compile(pattern);
  if (typeof compiled === 'string') return { error: `invalid pattern (${options.shown}) in substitution: ${compiled}` };
  const end = matchAt(compiled, text, { from: 0, longest: options.longest });
  return end < 0 ? text.join('') : text.slice(end).join('');
}

/** Reverses a pattern but keeps an escape in front of the character it protects. */
function reversePattern(pattern: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    const next = pattern[at + 1];
    if (char === '\\' && next !== undefined) {
      out.push(next, char);
      at++;
    } else out.push(char);
  }
  return out.toReversed();
}

/** The compiled pattern, or what is wrong with it. */
function compile(pattern: readonly string[]): Pattern | string {
  const parts: Unit[][] = [[]];
  const last = (): Unit[] => parts[parts.length - 1] ?? [];
  // The reference's scanner drops a byte order mark in front.
  for (let at = pattern[0] === '\ufeff' ? 1 : 0; at < pattern.length; at++) {
    let char = pattern[at] ?? '';
    if (char === '*') {
      if (parts.length === 1 || last().length) parts.push([]);
      continue;
    }
    if (char === '?') {
      last().push(undefined);
      continue;
    }
    if (char === '\\') {
      const next = pattern[at + 1];
      // `}` and `/` are escaped for the sake of `${}`; the escape is no part of the pattern.
      if (next === '}' || next === '/') continue;
      if (next !== '*' && next !== '?' && next !== '\\') return `invalid escape '\\${next ?? '\ufffd'}'`;
      char = next;
      at++;
    }
    last().push(char);
  }
  return parts;
}

function lineEnd(text: readonly string[], from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function fits(part: readonly Unit[], text: readonly string[], at: number): boolean {
  if (at + part.length > text.length) return false;
  for (let offset = 0; offset < part.length; offset++) {
    const unit = part[offset];
    if (unit === undefined ? text[at + offset] === '\n' : text[at + offset] !== unit) return false;
  }
  return true;
}

/**
 * The end of the shortest or longest match that begins at `from`, or -1. Taking each middle part as early as possible
 * is enough: a star that could reach a later place in the same line reaches the earlier one too.
 */
function matchAt(pattern: Pattern, text: readonly string[], options: { from: number; longest: boolean }): number {
  const first = pattern[0] ?? [];
  if (!fits(first, text, options.from)) return -1;
  let at = options.from + first.length;
  for (let index = 1; index < pattern.length; index++) {
    const part = pattern[index] ?? [];
    const limit = Math.min(lineEnd(text, at), text.length - part.length);
    const backwards = options.longest && index === pattern.length - 1;
    let start = backwards ? limit : at;
    while (start >= at && start <= limit && !fits(part, text, start)) start += backwards ? -1 : 1;
    if (start < at || start > limit) return -1;
    at = start + part.length;
  }
  return at;
}

/** The leftmost match at or after `from`, as long as possible. */
function findMatch(pattern: Pattern, text: readonly string[], from: number): readonly [number, number] | undefined {
  const first = pattern[0] ?? [];
  for (let start = from; start <= text.length; start++) {
    if (!fits(first, text, start)) continue;
    const end = matchAt(pattern, text, { from: start, longest: true });
    if (end >= 0) return [start, end];
    // What the star behind the first part cannot reach from here, it cannot reach from further on in this line.
    if (pattern.length > 1) start = Math.max(start, lineEnd(text, start + first.length) - first.length);
  }
  return undefined;
}

/** Go's `regexp.ReplaceAllString`, with its treatment of empty matches. */
function replaceAll(text: readonly string[], pattern: Pattern, replacement: string): string {
  let out = '';
  let done = 0;
  let at = 0;
  while (at <= text.length) {
    const found = findMatch(pattern, text, at);
    if (!found) break;
    const [start, end] = found;
    out += text.slice(done, start).join('');
    if (end > done || start === 0) out += template(replacement, text.slice(start, end).join(''));
    done = end;
    at = at + 1 > end ? at + 1 : end;
  }
  return out + text.slice(done).join('');
}

/** Go's `regexp.Expand` for an expression without groups: `$0` is the match, other names are empty, `$$` is `$`. */
function template(replacement: string, match: string): string {
  if (!replacement.includes('$')) return replacement;
  return replacement.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (all, braced, plain) => {
    if (all === '$$') return '$';
    return (braced ?? plain) === '0' ? match : '';
  });
}
