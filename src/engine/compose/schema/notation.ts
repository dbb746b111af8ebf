/** A JSON schema as far as Compose's uses it. */
export interface Schema {
  /** Allowed types in the order of the schema, which messages repeat. */
  readonly types?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patterns?: readonly (readonly [pattern: RegExp, schema: Schema])[];
  /** False: no other properties. */
  readonly others?: false;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly unique?: true;
  readonly oneOf?: readonly Schema[];
  readonly values?: readonly string[];
  readonly least?: number;
  readonly most?: number;
}

const ANY: Schema = {};
const NAME = /^[a-zA-Z0-9._-]+$/;
const EXTENSION = [/^x-/, ANY] as const;

/** Types by their names: `of('string', 'number')`. */
export function of(...types: readonly string[]): Schema {
  return { types };
}

export function oneOf(...schemas: readonly Schema[]): Schema {
  return { oneOf: schemas };
}

/** One of some words. */
export function words(all: string): Schema {
  return { types: ['string'], values: all.split(' ') };
}

export function list(items: Schema, unique = false): Schema {
  return { types: ['array'], items, ...(unique ? { unique } : {}) };
}

/** A mapping with these keys and `x-` extensions. */
export function keys(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return {
    types: ['object'],
    properties,
    patterns: [EXTENSION],
    others: false,
    ...(required.length > 0 ? { required } : {}),
  };
}

/** A mapping with these keys alone. */
export function closed(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return { types: ['object'], properties, others: false, ...(required.length > 0 ? { required } : {}) };
}

/** A mapping of things that have names; `open`: other names pass unchecked. */
export function named(schema: Schema, open = false): Schema {
  return { types: ['object'], patterns: [[NAME, schema]], ...(open ? {} : { others: false }) };
}

/** A mapping of anything to values of a kind; `open`: the key may be empty. */
export function table(schema: Schema, open = false): Schema {
  return { types: ['object'], patterns: [[/.+/s, schema]], ...(open ? {} : { others: false }) };
}

/** Null as well. */
export function orNull(schema: Schema): Schema {
  return { ...schema, types: [...(schema.types ?? []), 'null'] };
}

export const text = of('string');
export const texts = list(text);
export const textSet = list(text, true);
export const flag = of('boolean', 'string');
export const whole = of('integer', 'string');
export const number = of('number', 'string');
export const textOrSet = oneOf(text, textSet);
