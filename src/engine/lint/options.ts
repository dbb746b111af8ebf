import type { Dockerfile, Node } from '../dockerfile/syntax.ts';

/** What `# check=` directives and comments ask for. */
export interface LintOptions {
  /** Names to leave out, in any of a rule's spellings; `all` leaves everything out. */
  readonly skip: ReadonlySet<string>;
  /** Experimental rules that are on; `all` switches every one on. */
  readonly experimental: ReadonlySet<string>;
  /** A finding fails the build. */
  readonly error: boolean;
  /** The mistake in the directive itself, in BuildKit's words. */
  readonly problem: string | undefined;
}

const NONE: LintOptions = { skip: new Set(), experimental: new Set(), error: false, problem: undefined };

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

/** `skip=A,B;error=true;experimental=C` as options; `problem` when it cannot be read. */
export function parseLintOptions(text: string): LintOptions {
  const options = { skip: new Set<string>(), experimental: new Set<string>(), error: false };
  if (text.trim() === '') return NONE;
  for (const part of text.trim().split(';')) {
    const equals = part.indexOf('=');
    if (equals === -1) return { ...NONE, problem: `invalid check option ${JSON.stringify(part)}` };
    const key = part.slice(0, equals).trim();
    const value = part.slice(equals + 1).trim();
    if (key === 'skip' || key === 'experimental') for (const name of value.split(',')) options[key].add(name.trim());
    else if (key !== 'error') return { ...NONE, problem: `invalid check option ${JSON.stringify(key)}` };
    else if (TRUE.has(value)) options.error = true;
    else if (!FALSE.has(value)) {
      const reason = `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
      return { ...NONE, problem: `failed to parse check option ${JSON.stringify(part)}: ${reason}` };
    }
  }
  return { ...options, problem: undefined };
}

/**
 * Names that comments directly above an instruction switch off: `# check=skip=A,B`, and hadolint's `# hadolint
 * ignore=DL3006`. `Node.comments` are the comment lines that belong to it.
 */
export function inlineSkips(node: Node): ReadonlySet<string> {
  const checks = node.comments.flatMap(({ text }) => /^check\s*=\s*(.+)$/i.exec(text)?.[1] ?? []);
  // Only the first such comment counts (linter.go `WithMergedConfigFromComments`).
  const names = new Set(parseLintOptions(firstWord(checks[0] ?? '')).skip);
  for (const { text } of node.comments) {
    const hadolint = /^\s*hadolint\s+(?:global\s+)?ignore\s*=\s*([\w,\s]+)$/.exec(text)?.[1]?.split(',') ?? [];
    for (const name of hadolint) names.add(name.trim());
  }
  return names;
}
