/**
 * Reads a Dockerfile as BuildKit's front end does: text → instructions → stages, with the reference's own error texts
 * and a span for every token.
 * Left out: `# syntax=` never fetches another front end, `// syntax=` and JSON directives are not looked for, and
 * substitutions nested more than 400 deep are refused. `evaluate` knows no SOURCE_DATE_EPOCH and no
 * drive letters of Windows, and gives up on what expands without end (evaluate/limits.ts).
 */
export { parse } from './parse.ts';
export { print } from './print.ts';
export { HEREDOC_MODE, NAME_MODE, expand } from './expand.ts';
export type { Expansion, ExpandOptions, Lookup } from './expand.ts';
export type { ExpandedWord } from './expanded-words.ts';
export { lower, quote, trimSpace, upper } from './go-text.ts';
export { didYouMean, suggest } from './suggest.ts';
export { instructionNames, readInstruction } from './instructions.ts';
export { spanOf, toFile } from './segments.ts';
export { evaluate } from './evaluate.ts';
export { familiarReference, fullReference, parseReference } from './evaluate/reference.ts';
export { contextName } from './evaluate/named-context.ts';
export { parsePlatform } from './evaluate/platform.ts';
export { cleanPath } from './evaluate/go-path.ts';
export { clean, isExcluded, parseIgnore, sent } from './dockerignore.ts';
export type { Ignore } from './dockerignore.ts';
export { splitPort } from './evaluate/ports.ts';
