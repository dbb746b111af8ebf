/** What a compose file holds once it is read: YAML's values, as compose-go has them in `map[string]any`. */
export type Value = null | boolean | number | string | Value[] | Mapping;

export interface Mapping {
  [key: string]: Value;
}

/** An answer, or what compose prints instead. */
export type Loaded<T> = { readonly ok: true; readonly value: T } | Refused;

/** Compose's own words, with the exit code that goes with them. */
export interface Refused {
  readonly ok: false;
  readonly message: string;
  readonly exit: number;
}

/** Exit codes of the real tool. Source: compose v2.26.1 cmd/compose/compose.go, pkg/compose/metrics (recorded, cmp-yaml). */
export const EXIT = { failed: 1, notFound: 14, invalid: 15, usage: 16 } as const;

/** Refuses a file. */
export function invalid(message: string): Refused {
  return { ok: false, message, exit: EXIT.invalid };
}

/** Refuses what was asked for. */
export function failure(message: string): Refused {
  return { ok: false, message, exit: EXIT.failed };
}

/** An answer that is there. */
export function fine<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A mapping without inherited keys: `constructor` is a name like any other. */
export function mapping(entries: Iterable<readonly [string, Value]> = []): Mapping {
  const made = Object.create(null) as Mapping;
  for (const [key, value] of entries) made[key] = value;
  return made;
}

/** A copy of everything below. */
export function clone<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T;
  if (isMapping(value)) return mapping(Object.entries(value).map(([key, one]) => [key, clone(one)])) as T;
  return value;
}

/** Keys in the order of Go's sort.Strings. */
export function sortedKeys(value: object): string[] {
  return Object.keys(value).toSorted(byText);
}

/** Order of UTF-16 units; Go compares bytes, which differs only beyond the basic plane. */
export function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const split = new Map<string, readonly string[]>();

/** Whether a path of keys matches a pattern in which `*` stands for any key. Source: compose-go tree/path.go Matches. */
export function matches(path: readonly string[], pattern: string): boolean {
  const known = split.get(pattern);
  const parts = known ?? pattern.split('.');
  if (!known) split.set(pattern, parts);
  return parts.length === path.length && parts.every((part, at) => part === '*' || part === path[at]);
}

/** Go's `%v` of a value. */
export function text(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  if (isMapping(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${text(value[key] ?? null)}`)
      .join(' ')}]`;
  return String(value);
}

/** A number as Go's `%v` prints it: exponents from 21 digits on, or below 0.0001. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(value);
  const plain = size >= 1e-4 && size < 1e21;
  return plain
    ? String(value)
    : value.toExponential().replace(/e([+-])(\d)$/, (_, sign: string, digit: string) => `e${sign}0${digit}`);
}

/** Go's `%q` of a text. */
export function quoted(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', String.raw`\x7f`);
}
