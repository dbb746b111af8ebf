import { quote, trimSpace } from '../dockerfile/index.ts';
import type { Dockerfile, Node } from '../dockerfile/syntax.ts';

/** What a `# check=` directive or comment asks for. */
export interface LintOptions {
  /** Names to leave out, as rules spell them. */
  readonly skip: ReadonlySet<string>;
  /** `skip=all`. */
  readonly skipAll: boolean;
  /** Experimental rules that are on. */
  readonly experimental: ReadonlySet<string>;
  /** `experimental=all`. */
  readonly experimentalAll: boolean;
  /** A finding fails the build. */
  readonly error: boolean;
  /** The mistake in the directive itself, in BuildKit's words. */
  readonly problem: string | undefined;
}

const NONE: LintOptions = {
  skip: new Set(),
  skipAll: false,
  experimental: new Set(),
  experimentalAll: false,
  error: false,
  problem: undefined,
};

// Go's strconv.ParseBool
const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** The `check` directive of a file. Source: moby/buildkit frontend/dockerfile/linter/linter.go, ParseLintOptions. */
export function lintOptions(dockerfile: Dockerfile): LintOptions {
  const directive = dockerfile.directives.find(({ name }) => name === 'check');
  return directive ? parseLintOptions(firstWord(directive.value)) : NONE;
}

/** Only what stands before the first blank counts (parser/directives.go; golden case check-skip-spaces). */
function firstWord(value: string): string {
  return value.split(' ', 1)[0] ?? '';
}

/**
 * `skip=A,B;error=true;experimental=C` as options; `problem` when it cannot be read. There are at most three parts: the
 * third keeps further semicolons. Of repeated lists the last one counts, but `all`, which is no list, stays.
 */
export function parseLintOptions(text: string): LintOptions {
  const options = { ...NONE };
  const trimmed = trimSpace(text);
  if (trimmed === '') return NONE;
  const [first = '', second, ...third] = trimmed.split(';');
  const parts = [first, ...(second === undefined ? [] : [second]), ...(third.length > 0 ? [third.join(';')] : [])];
  for (const part of parts) {
    const equals = part.indexOf('=');
    if (equals === -1) return { ...NONE, problem: `invalid check option ${quote(part)}` };
    const key = trimSpace(part.slice(0, equals));
    const value = trimSpace(part.slice(equals + 1));
    if (key === 'skip' || key === 'experimental') {
      if (value === 'all') options[`${key}All`] = true;
      else options[key] = new Set(value.split(',').map(trimSpace));
    } else if (key !== 'error') return { ...NONE, problem: `invalid check option ${quote(key)}` };
    else if (TRUE.has(value)) options.error = true;
    else if (FALSE.has(value)) options.error = false;
    else {
      const reason = `strconv.ParseBool: parsing ${quote(value)}: invalid syntax`;
      return { ...NONE, problem: `failed to parse check option ${quote(part)}: ${reason}` };
    }
  }
  return options;
}

/**
 * What the comments directly above an instruction ask for: the first `# check=…` (linter.go
 * `WithMergedConfigFromComments`), and hadolint's `# hadolint ignore=DL3006`. A comment that cannot be read asks for
 * nothing. `Node.comments` are the comment lines that belong to it.
 */
export function inlineOptions(node: Node): LintOptions {
  const checks = node.comments.flatMap(({ text }) => /^check\s*=\s*(.+)$/i.exec(text)?.[1] ?? []);
  const options = parseLintOptions(firstWord(checks[0] ?? ''));
  const ignored = node.comments.flatMap(
    ({ text }) => /^\s*hadolint\s+(?:global\s+)?ignore\s*=\s*([\w,\s]+)$/.exec(text)?.[1]?.match(/\bDL\d+\b/g) ?? [],
  );
  return { ...options, skip: new Set([...options.skip, ...ignored]) };
}
