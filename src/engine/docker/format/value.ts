/**
 * Values as Go's reflection shows them to text/template: what a field is called in Go differs from its name in JSON, and a
 * nil pointer from a missing key. `inspect` templates meet the typed form first and the raw JSON after it.
 */
export type Value = Nil | Missing | NullPointer | Bool | Int | Float | Str | Slice | Dict | Struct;

/** A nil interface: null in raw JSON. */
export interface Nil {
  readonly kind: 'nil';
}
/** No value at all: a key that a map does not have. */
export interface Missing {
  readonly kind: 'missing';
}
/** A nil pointer of a type such as `*int64`. `fields` are those of the struct it would point to. */
export interface NullPointer {
  readonly kind: 'pointer';
  readonly type: string;
  readonly fields?: readonly string[];
}
export interface Bool {
  readonly kind: 'bool';
  readonly value: boolean;
}
export interface Int {
  readonly kind: 'int';
  readonly value: number;
  /** What its String method prints: `5s` for a duration. */
  readonly shown?: string;
  readonly type?: string;
}
export interface Float {
  readonly kind: 'float';
  readonly value: number;
}
export interface Str {
  readonly kind: 'string';
  readonly value: string;
  /** What its String method prints: a time in Go's own form. */
  readonly shown?: string;
  /** `string` unless it is a named type such as `container.NetworkMode`. */
  readonly type?: string;
}
export interface Slice {
  readonly kind: 'slice';
  readonly type: string;
  /** Null is JSON's null, printed `[]`. */
  readonly items: readonly Value[] | null;
}
export interface Dict {
  readonly kind: 'map';
  readonly type: string;
  readonly entries: ReadonlyMap<string, Value> | null;
  /** What `index` answers for a key it does not have. */
  readonly zero: Value;
  readonly methods?: ReadonlyMap<string, Method>;
}
export interface Struct {
  readonly kind: 'struct';
  readonly type: string;
  readonly fields: readonly Field[];
  /** What its String method prints. */
  readonly shown?: string;
  /** Reached through a pointer: its type is named with a star. */
  readonly pointer?: boolean;
  readonly methods?: ReadonlyMap<string, Method>;
}
export interface Field {
  /** In Go. */
  readonly name: string;
  /** In JSON; empty: left out. */
  readonly json: string;
  /** Left out of JSON while it is empty. */
  readonly omit?: boolean;
  /** Its fields count as the outer ones. */
  readonly embedded?: boolean;
  readonly value: Value;
}
export interface Method {
  readonly params: readonly string[];
  call(args: readonly Value[]): Value;
}

export const NIL: Nil = { kind: 'nil' };
export const MISSING: Missing = { kind: 'missing' };

export const bool = (value: boolean): Bool => ({ kind: 'bool', value });
export const int = (value: number, type = 'int64'): Int => ({ kind: 'int', value, type });
export const float = (value: number): Float => ({ kind: 'float', value });
export const str = (value: string, type?: string): Str => ({
  kind: 'string',
  value,
  ...(type === undefined ? {} : { type }),
});

/** `*bool`, `*int64`: the value itself, or the nil pointer of that type. */
export function pointer(value: Value | null | undefined, type: string): Value {
  return value ?? { kind: 'pointer', type };
}

/** A slice; `type` names the whole, `[]string`. */
export function slice(items: readonly Value[] | null, type: string): Slice {
  return { kind: 'slice', type, items };
}

export function strings(items: readonly string[] | null, type = '[]string'): Slice {
  return slice(items && items.map((item) => str(item)), type);
}

/** A map with text keys; sorted by key as Go prints and encodes it. */
export function dict(
  entries: Readonly<Record<string, Value>> | null | undefined,
  type: string,
  zero: Value = NIL,
): Dict {
  const sorted = entries && Object.entries(entries).toSorted(([one], [other]) => compareBytes(one, other));
  return { kind: 'map', type, entries: sorted ? new Map(sorted) : null, zero };
}

export function stringMap(entries: Readonly<Record<string, string>> | null | undefined): Dict {
  const values = entries && Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, str(value)]));
  return dict(values, 'map[string]string', str(''));
}

/** A struct; `pointer` when Go reaches it through one. */
export function struct(type: string, fields: readonly Field[], pointed = false): Struct {
  return { kind: 'struct', type, fields, ...(pointed ? { pointer: true } : {}) };
}

/** A field whose name in JSON is the same as in Go, or the one given. */
export function field(name: string, value: Value, json = name): Field {
  return { name, json, value };
}

/** A field that JSON leaves out while it is empty. */
export function optional(name: string, value: Value, json = name): Field {
  return { name, json, value, omit: true };
}

export function embedded(name: string, value: Value): Field {
  return { name, json: '', embedded: true, value };
}

/** Order of Go's strings: by code unit of UTF-8, which code points give. */
export function compareBytes(one: string, other: string): number {
  if (one === other) return 0;
  const a = Array.from(one);
  const b = Array.from(other);
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The type as Go names it. */
export function typeOf(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return 'interface {}';
    case 'missing':
      return 'nil';
    case 'bool':
      return 'bool';
    case 'float':
      return 'float64';
    case 'int':
      return value.type ?? 'int';
    case 'string':
      return value.type ?? 'string';
    case 'struct':
      return value.pointer ? `*${value.type}` : value.type;
    default:
      return value.type;
  }
}

/** What counts as true for `if`, `and`, `or`. Source: Go text/template exec.go IsTrue. */
export function isTrue(value: Value): boolean {
  switch (value.kind) {
    case 'nil':
    case 'missing':
    case 'pointer':
      return false;
    case 'bool':
      return value.value;
    case 'int':
    case 'float':
      return value.value !== 0;
    case 'string':
      return value.value !== '';
    case 'slice':
      return (value.items?.length ?? 0) > 0;
    case 'map':
      return (value.entries?.size ?? 0) > 0;
    case 'struct':
      return true;
  }
}

/** The field of a struct by its Go name, embedded ones included. */
export function fieldOf(value: Struct, name: string): Value | undefined {
  const own = value.fields.find((one) => one.name === name);
  if (own) return own.value;
  for (const one of value.fields)
    if (one.embedded && one.value.kind === 'struct') {
      const inner = fieldOf(one.value, name);
      if (inner) return inner;
    }
  return undefined;
}

/** The values that JSON data becomes when nothing is known of its types. Numbers keep their text, as json.Number does. */
export function rawValue(data: unknown): Value {
  if (data === null || data === undefined) return NIL;
  if (typeof data === 'boolean') return bool(data);
  if (typeof data === 'number') return str(String(data), 'json.Number');
  if (typeof data === 'string') return str(data);
  if (Array.isArray(data))
    return slice(
      data.map((item) => rawValue(item)),
      '[]interface {}',
    );
  const entries = Object.fromEntries(Object.entries(data).map(([key, item]) => [key, rawValue(item)]));
  return dict(entries, 'map[string]interface {}');
}
