/**
 * POSIX regular expressions, basic and extended, matched in time proportional to text × expression (with
 * back-references: up to a number of places). Left out: collating elements, and POSIX's rule which of several longest groups wins.
 */
export { muslError } from './error-messages.ts';
export { compileRegex, type Match, type Regex } from './match.ts';
