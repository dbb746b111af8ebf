import type { Filters } from '../format/filters.ts';

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
