/** Errors as musl's regcomp words them, which BusyBox on Alpine prints. Source: musl, src/regex/regerror.c. */
const MUSL: Readonly<Record<string, string>> = {
  'Unmatched [, [^, [:, [., or [=': "Missing ']'",
  'Unmatched ( or \\(': "Missing ')'",
  'Unmatched ) or \\)': "Missing ')'",
  'Unmatched \\{': "Missing '}'",
  'Invalid content of \\{\\}': 'Invalid contents of {}',
  'Invalid range end': 'Invalid character range',
  'Invalid character class name': 'Unknown character class name',
  'Trailing backslash': 'Trailing backslash',
  'Invalid back reference': 'Invalid back reference',
};

/** The musl text of an error that is given in GNU's words. */
export function muslError(gnu: string): string {
  return MUSL[gnu] ?? 'Invalid regexp';
}
