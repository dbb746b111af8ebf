/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A jq filter: what it makes of one value. Errors are thrown as `Failed` inside this folder and answered as values. */
export type Filter = (input: Json) => Json[];

/** jq's own words for what went wrong while it ran. */
export interface Failed {
  readonly failed: string;
}

export function fail(failed: string): never {
  // a value, not an Error: it never leaves this folder
  // eslint-disable-next-line no-throw-literal, typescript/only-throw-error -- see above
  throw { failed } satisfies Failed;
}

/** jq's name of a value's type. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const isTrue = (value: Json): boolean => value !== null && value !== false;

/** `.name`: null of null. */
export function field(name: string): Filter {
  return (input) => {
    if (input === null) return [null];
    if (typeof input !== 'object' || Array.isArray(input)) return fail(`Cannot index ${typeOf(input)} with "${name}"`);
    return [Object.hasOwn(input, name) ? (input[name] ?? null) : null];
  };
}

/** `.[n]`, from the end below zero. */
export function at(index: number): Filter {
  return (input) => {
    if (input === null) return [null];
    if (!Array.isArray(input)) return fail(`Cannot index ${typeOf(input)} with number`);
    return [input.at(index) ?? null];
  };
}

/** `.[]`. */
export const each: Filter = (input) => {
  if (Array.isArray(input)) return input;
  if (input !== null && typeof input === 'object') return Object.values(input);
  return fail(`Cannot iterate over ${typeOf(input)}${input === null ? '' : ` (${JSON.stringify(input)})`}`);
};

function order(one: Json, other: Json): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

const same = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Operators between two filters. */
export const OPERATORS: Readonly<Record<string, (left: Json, right: Json) => Json>> = {
  '==': same,
  '!=': (left, right) => !same(left, right),
  '<': (left, right) => order(left, right) < 0,
  '>': (left, right) => order(left, right) > 0,
  '<=': (left, right) => order(left, right) <= 0,
  '>=': (left, right) => order(left, right) >= 0,
  and: (left, right) => isTrue(left) && isTrue(right),
  or: (left, right) => isTrue(left) || isTrue(right),
  '//': (left, right) => (isTrue(left) ? left : right),
  '+': (left, right) => {
    if (left === null) return right;
    if (right === null) return left;
    if (typeof left === 'number' && typeof right === 'number') return left + right;
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
    return fail(`${typeOf(left)} and ${typeOf(right)} cannot be added`);
  },
};

function length(input: Json): Json {
  if (input === null) return 0;
  if (typeof input === 'boolean') return fail(`boolean (${String(input)}) has no length`);
  if (typeof input === 'number') return Math.abs(input);
  return typeof input === 'string' ? Array.from(input).length : Object.keys(input).length;
}

/** Functions without arguments. */
export const FUNCTIONS: Readonly<Record<string, Filter>> = {
  length: (input) => [length(input)],
  keys: (input) =>
    input !== null && typeof input === 'object'
      ? [Array.isArray(input) ? input.map((_, index) => index) : Object.keys(input).toSorted()]
      : fail(`${typeOf(input)} has no keys`),
  type: (input) => [typeOf(input)],
  sort: (input) =>
    Array.isArray(input) ? [input.toSorted(order)] : fail(`${typeOf(input)} cannot be sorted, as it is not an array`),
  tostring: (input) => [typeof input === 'string' ? input : JSON.stringify(input)],
  not: (input) => [!isTrue(input)],
  first: at(0),
  last: at(-1),
  empty: () => [],
  add: (input) => [each(input).reduce<Json>((sum, one) => (OPERATORS['+'] ?? (() => null))(sum, one), null)],
  values: (input) => (input === null ? [] : [input]),
};

/** Functions of one filter. */
export const CALLS: Readonly<Record<string, (argument: Filter) => Filter>> = {
  select: (argument) => (input) => argument(input).flatMap((one) => (isTrue(one) ? [input] : [])),
  map: (argument) => (input) => [each(input).flatMap(argument)],
  has: (argument) => (input) =>
    argument(input).map((key) =>
      Array.isArray(input)
        ? Number(key) < input.length
        : input !== null && typeof input === 'object' && Object.hasOwn(input, String(key)),
    ),
  join: (argument) => (input) =>
    argument(input).map((text) =>
      each(input)
        .map((one) => (one === null ? '' : String(one)))
        .join(String(text)),
    ),
};
