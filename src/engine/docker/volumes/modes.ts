/** Propagation modes. Source: moby volume/mounts/linux_parser.go linuxPropagationModes. */
export const PROPAGATIONS: ReadonlySet<string> = new Set([
  'private',
  'rprivate',
  'slave',
  'rslave',
  'shared',
  'rshared',
]);

/** Kinds of words in the third part of `-v`; at most one of each. Source: the same file, linuxValidMountMode. */
const KINDS: readonly ReadonlySet<string>[] = [
  new Set(['rw', 'ro']),
  new Set(['z', 'Z']),
  PROPAGATIONS,
  new Set(['nocopy']),
  new Set(['consistent', 'cached', 'delegated']),
];

/** Whether a mode such as `ro,z` is one. */
export function isMode(mode: string): boolean {
  if (mode === '') return true;
  const kinds = mode.split(',').map((word) => KINDS.findIndex((kind) => kind.has(word)));
  return !kinds.includes(-1) && new Set(kinds).size === kinds.length;
}

export function isWritable(mode: string): boolean {
  return !mode.split(',').includes('ro');
}

/** The propagation that a mode asks for; undefined when it does not. */
export function propagationOf(mode: string): string | undefined {
  return mode.split(',').find((word) => PROPAGATIONS.has(word));
}
