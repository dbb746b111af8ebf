import { refused, type Result } from '../daemon/daemon.ts';

/** What `--filter key=value` asks for, by key; `label!` is what must not be there. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** Filters of a prune, only of these keys; refused in the daemon's words. Source: moby api/types/filters parse.go; recorded, vol-prune-b. */
export function readFilters(values: readonly string[], keys: readonly string[]): Result<Filters> {
  const filters = new Map<string, string[]>();
  for (const value of values) {
    const at = value.indexOf('=');
    const key = value.slice(0, at).trim().toLowerCase();
    if (!keys.includes(key)) return refused(`invalid filter '${key}'`);
    filters.set(key, [...(filters.get(key) ?? []), value.slice(at + 1).trim()]);
  }
  return { ok: true, value: filters };
}

/** Why a value is no filter; for `--filter` of commands. Source: docker/cli opts/opts.go FilterOpt. */
export function checkFilter({ name }: { readonly name: string }, value: string): string | undefined {
  return name === 'filter' && !value.includes('=') ? 'bad format of filter (expected name=value)' : undefined;
}

/** Whether labels are as `label` and `label!` want them. Source: the same file, MatchKVList. */
export function labelsMatch(filters: Filters, labels: Readonly<Record<string, string>> | null): boolean {
  const has = (wanted: string): boolean => {
    const at = wanted.indexOf('=');
    const name = at === -1 ? wanted : wanted.slice(0, at);
    if (!labels || !Object.hasOwn(labels, name)) return false;
    return at === -1 || labels[name] === wanted.slice(at + 1);
  };
  const unwanted = filters.get('label!') ?? [];
  return (filters.get('label') ?? []).every(has) && !(unwanted.length > 0 && unwanted.every(has));
}
