import { compileRegex } from '../../programs/lib/regex/index.ts';
import type { Flag } from '../cli/flags.ts';
import { refused, type Result } from '../daemon/daemon.ts';

/** Filters by name, as given with `--filter name=value`. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** Refuses a value of `--filter` as the client does. Source: docker/cli opts/opts.go FilterOpt.Set. */
export function checkFilter(flag: Flag, value: string): string | undefined {
  if (flag.name !== 'filter' || value === '' || value.includes('=')) return undefined;
  return 'bad format of filter (expected name=value)';
}

/** Reads the values of `--filter`; refused when a name is not among `accepted`. Source: moby api/types/filters/parse.go. */
export function readFilters(values: readonly string[], accepted: readonly string[]): Result<Filters> {
  const filters = new Map<string, string[]>();
  for (const value of values) {
    const at = value.indexOf('=');
    if (at < 0) continue;
    const name = value.slice(0, at).trim().toLowerCase();
    filters.set(name, [...(filters.get(name) ?? []), value.slice(at + 1).trim()]);
  }
  const wrong = [...filters.keys()].find((name) => !accepted.includes(name));
  return wrong === undefined ? { ok: true, value: filters } : refused(`invalid filter '${wrong}'`);
}

/** Whether a text passes a filter: no value was given, or one of them is it or matches as a regular expression. */
export function matchesFilter(filters: Filters, name: string, text: string): boolean {
  const values = filters.get(name) ?? [];
  return values.length === 0 || values.some((value) => value === text || finds(value, text));
}

function finds(source: string, text: string): boolean {
  if (source === '') return true;
  const compiled = compileRegex(source, { extended: true, ignoreCase: false });
  return compiled.ok && compiled.regex.find(text, 0) !== undefined;
}

/** The same without regular expressions. */
export function equalsFilter(filters: Filters, name: string, text: string): boolean {
  const values = filters.get(name) ?? [];
  return values.length === 0 || values.includes(text);
}

/** Whether labels have every `key` or `key=value` asked for. */
export function matchesLabels(filters: Filters, labels: Readonly<Record<string, string>> | null | undefined): boolean {
  return (filters.get('label') ?? []).every((wanted) => {
    const at = wanted.indexOf('=');
    if (at < 0) return labels !== null && labels !== undefined && Object.hasOwn(labels, wanted);
    return labels?.[wanted.slice(0, at)] === wanted.slice(at + 1);
  });
}

/** A filter that is true or false; undefined: not given. */
export function booleanFilter(filters: Filters, name: string): Result<boolean | undefined> {
  const values = filters.get(name);
  if (!values) return { ok: true, value: undefined };
  const yes = values.some((value) => value === '1' || value === 'true');
  const no = values.some((value) => value === '0' || value === 'false');
  return yes === no ? refused(`invalid filter '${name}=[${values.join(' ')}]'`) : { ok: true, value: yes };
}
