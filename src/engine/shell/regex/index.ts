/**
 * POSIX regular expressions, basic and extended, matched in time proportional to text × expression. Left out:
 * back-references inside a pattern, collating elements, and POSIX's rule which of several longest groups wins.
 */
export { compileRegex, type Match, type Regex } from './match.ts';
