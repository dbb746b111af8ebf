/**
 * Descriptions of plain data that check a value and print themselves as JSON Schema. Small on purpose: it holds what
 * front matter and check parameters need, and the engine may not import a validation library.
 */
export interface Problem {
  /** Path to the key, e.g. `checks[2].max`. Empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export interface Schema<T> {
  readonly optional: boolean;
  /** JSON Schema (draft 2020-12) of this description. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Checks `value`; every problem found is listed, each with the path below `path`. */
  check(value: unknown, path?: string): Checked<T>;
}

export type Infer<S> = S extends Schema<infer T> ? T : never;
type Shape = Readonly<Record<string, Schema<unknown>>>;
type OptionalKeys<S extends Shape> = { [K in keyof S]: undefined extends Infer<S[K]> ? K : never }[keyof S];
type ObjectOf<S extends Shape> = { readonly [K in Exclude<keyof S, OptionalKeys<S>>]: Infer<S[K]> } & {
  readonly [K in OptionalKeys<S>]?: Exclude<Infer<S[K]>, undefined>;
};

function fail(path: string, message: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ path, message }] };
}

function schema<T>(json: Record<string, unknown>, check: (value: unknown, path: string) => Checked<T>): Schema<T> {
  return { optional: false, json, check: (value, path = '') => check(value, path) };
}

export function string(options: { pattern?: RegExp; description?: string; min?: number } = {}): Schema<string> {
  const json: Record<string, unknown> = { type: 'string' };
  if (options.pattern) json['pattern'] = options.pattern.source;
  if (options.min) json['minLength'] = options.min;
  if (options.description) json['description'] = options.description;
  return schema(json, (value, path) => {
    if (typeof value !== 'string') return fail(path, `must be text, not ${typeName(value)}`);
    if (options.pattern && !options.pattern.test(value))
      return fail(path, options.description ?? `must match ${options.pattern}`);
    if (options.min && value.length < options.min) return fail(path, `must have at least ${options.min} characters`);
    return { ok: true, value };
  });
}

export function number(
  options: { min?: number; max?: number; integer?: boolean; description?: string } = {},
): Schema<number> {
  const json: Record<string, unknown> = { type: options.integer ? 'integer' : 'number' };
  if (options.min !== undefined) json['minimum'] = options.min;
  if (options.max !== undefined) json['maximum'] = options.max;
  if (options.description) json['description'] = options.description;
  return schema(json, (value, path) => {
    if (typeof value !== 'number' || Number.isNaN(value)) return fail(path, `must be a number, not ${typeName(value)}`);
    if (options.integer && !Number.isInteger(value)) return fail(path, 'must be a whole number');
    if (value < (options.min ?? -Infinity)) return fail(path, `must be at least ${options.min}`);
    if (value > (options.max ?? Infinity)) return fail(path, `must be at most ${options.max}`);
    return { ok: true, value };
  });
}

export function boolean(description?: string): Schema<boolean> {
  return schema({ type: 'boolean', ...(description ? { description } : {}) }, (value, path) =>
    typeof value === 'boolean' ? { ok: true, value } : fail(path, `must be true or false, not ${typeName(value)}`),
  );
}

export function choice<const T extends string>(values: readonly T[], description?: string): Schema<T> {
  return schema({ enum: values, ...(description ? { description } : {}) }, (value, path) =>
    values.includes(value as T) ? { ok: true, value: value as T } : fail(path, `must be one of ${values.join(', ')}`),
  );
}

export function array<T>(item: Schema<T>, options: { min?: number; description?: string } = {}): Schema<readonly T[]> {
  const json: Record<string, unknown> = { type: 'array', items: item.json };
  if (options.min) json['minItems'] = options.min;
  if (options.description) json['description'] = options.description;
  return schema(json, (value, path) => {
    if (!Array.isArray(value)) return fail(path, `must be a list, not ${typeName(value)}`);
    if (value.length < (options.min ?? 0)) return fail(path, `must have at least ${options.min} entries`);
    return collect(value.map((entry, at) => item.check(entry, `${path}[${at}]`)));
  });
}

export function record<T>(item: Schema<T>, description?: string): Schema<Readonly<Record<string, T>>> {
  return schema(
    { type: 'object', additionalProperties: item.json, ...(description ? { description } : {}) },
    (value, path) => {
      if (!isObject(value)) return fail(path, `must be a map, not ${typeName(value)}`);
      const keys = Object.keys(value);
      const checked = collect(keys.map((key) => item.check(value[key], join(path, key))));
      return checked.ok
        ? { ok: true, value: Object.fromEntries(keys.map((key, at) => [key, checked.value[at] as T])) }
        : checked;
    },
  );
}

export function object<S extends Shape>(shape: S, description?: string): Schema<ObjectOf<S>> {
  const keys = Object.keys(shape);
  const json = {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, shape[key]?.json])),
    required: keys.filter((key) => !shape[key]?.optional),
    additionalProperties: false,
    ...(description ? { description } : {}),
  };
  return schema(json, (value, path) => {
    if (!isObject(value)) return fail(path, `must be a map, not ${typeName(value)}`);
    const problems: Problem[] = Object.keys(value)
      .filter((key) => !keys.includes(key))
      .map((key) => ({ path: join(path, key), message: `unknown key; known are ${keys.join(', ')}` }));
    const result: Record<string, unknown> = {};
    for (const key of keys) {
      const part = shape[key];
      if (!part || (value[key] === undefined && part.optional)) continue;
      const checked =
        value[key] === undefined ? fail(join(path, key), 'is missing') : part.check(value[key], join(path, key));
      if (checked.ok) result[key] = checked.value;
      else problems.push(...checked.problems);
    }
    return problems.length ? { ok: false, problems } : { ok: true, value: result as ObjectOf<S> };
  });
}

export function optional<T>(inner: Schema<T>): Schema<T | undefined> {
  return { optional: true, json: inner.json, check: (value, path = '') => inner.check(value, path) };
}

/** The first alternative that fits; when none does, the problems of the last one. */
export function either<A, B>(first: Schema<A>, second: Schema<B>): Schema<A | B> {
  return schema<A | B>({ anyOf: [first.json, second.json] }, (value, path) => {
    const checked = first.check(value, path);
    return checked.ok ? checked : second.check(value, path);
  });
}

function collect<T>(results: readonly Checked<T>[]): Checked<readonly T[]> {
  const problems = results.flatMap((result) => (result.ok ? [] : result.problems));
  if (problems.length) return { ok: false, problems };
  return { ok: true, value: results.flatMap((result) => (result.ok ? [result.value] : [])) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeName(value: unknown): string {
  if (value === null) return 'nothing';
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'a map'
      : `the ${typeof value} ${JSON.stringify(value)}`;
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
