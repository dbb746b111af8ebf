import { parseUint32 } from '../go-numbers.ts';

/** chmod's symbolic form: `u=rwX,go-w`; permissions to copy may stand among the others (`g=xu`). */
const CHANGE = '[ugoa]*(?:[-+=][rwxXstugo]*)+';
const SYMBOLIC = new RegExp(`^${CHANGE}(?:,${CHANGE})*$`);

/**
 * What is wrong with a --chmod value; undefined when nothing is. Octal up to 07777, or symbolic since front end 1.14
 * (moby/buildkit frontend/dockerfile/dockerfile2llb/convert_copy.go; golden copy-chmod-bad, copy-chmod-text).
 */
export function modeProblem(mode: string): string | undefined {
  const value = parseUint32(mode, 8);
  if (value !== undefined && value <= 0o7777) return undefined;
  if (/^[0-9]/.test(mode))
    return `invalid chmod parameter: '${mode}'. it should be octal string and between 0 and 07777`;
  return SYMBOLIC.test(mode) ? undefined : 'invalid syntax';
}
