/** Numbers of a list of processors: `0-2,4` → 0, 1, 2, 4; a text says why it is none. Source: moby pkg/parsers ParseUintListMaximum. */
export function readCpus(list: string): readonly number[] | string {
  if (list === '') return [];
  const numbers = new Set<number>();
  for (const part of list.split(',')) {
    const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const first = Number(from);
    const last = Number(to ?? from);
    if (from === undefined || first > last) return `invalid format: ${list}`;
    if (last > 8192) return 'value of out range, maximum is 8192';
    for (let one = first; one <= last; one++) numbers.add(one);
  }
  return [...numbers].toSorted((one, other) => one - other);
}
