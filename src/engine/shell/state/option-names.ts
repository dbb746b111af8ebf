const LONG: Readonly<Record<string, string>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  allexport: 'a',
  noclobber: 'C',
  verbose: 'v',
  noexec: 'n',
  monitor: 'm',
};

/** The letter of `set -o name`; names without a letter stand for themselves. */
export function longOption(name: string): string {
  return LONG[name] ?? name;
}
