import { isMapping, sortedKeys, type Mapping, type Value } from '../value.ts';
import { composeSchema } from './compose-schema.ts';
import type { Schema } from './notation.ts';

interface Problem {
  readonly kind: 'type' | 'one-of' | 'other';
  readonly path: readonly string[];
  readonly words: string;
}

/** Problems of a value, with the score by which gojsonschema tells the likeliest of several schemas. */
interface Outcome {
  problems: Problem[];
  score: number;
}

/**
 * What the Compose schema says against a file, as compose prints it after `validating FILE: `; undefined: nothing. The most specific
 * of all problems is shown. Source: compose-go schema/schema.go, gojsonschema validation.go (order and scores).
 */
export function validate(file: Mapping): string | undefined {
  const { problems } = check(composeSchema, file, []);
  const [first] = problems;
  if (!first) return undefined;
  let best = 0;
  problems.forEach((problem, at) => {
    const chosen = problems[best] ?? first;
    const deeper = problem.path.length - chosen.path.length;
    if (deeper > 0 || (deeper === 0 && problem.kind === 'type' && chosen.kind !== 'type')) best = at;
  });
  const chosen = problems[best] ?? first;
  const child = chosen.kind === 'one-of' ? problems[best + 1] : undefined;
  return `${field(chosen.path)} ${(child ?? chosen).words}`;
}

/** Depth counts the root as one word, as a path `(root)` does. */
function field(path: readonly string[]): string {
  return path.length === 0 ? '(root)' : path.join('.');
}

function add(outcome: Outcome, problem: Problem): void {
  outcome.problems.push(problem);
  outcome.score -= 2;
}

function merge(outcome: Outcome, other: Outcome): void {
  outcome.problems.push(...other.problems);
  outcome.score += other.score;
}

function typeOf(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function check(schema: Schema, value: Value, path: readonly string[]): Outcome {
  const outcome: Outcome = { problems: [], score: 0 };
  const given = typeOf(value);
  const { types } = schema;
  if (types && !types.includes(given) && !(given === 'integer' && types.includes('number'))) {
    add(outcome, { kind: 'type', path, words: `must be a ${human(types)}` });
    return outcome;
  }
  checkOneOf(schema, { value, path }, outcome);
  if (Array.isArray(value)) checkList(schema, { value, path }, outcome);
  if (isMapping(value)) checkKeys(schema, { value, path }, outcome);
  if (typeof value === 'number') checkNumber(schema, { value, path }, outcome);
  if (typeof value === 'string') outcome.score++;
  if (schema.values && typeof value === 'string' && !schema.values.includes(value)) {
    const allowed = schema.values.map((one) => JSON.stringify(one)).join(', ');
    add(outcome, { kind: 'other', path, words: `${field(path)} must be one of the following: ${allowed}` });
  }
  outcome.score++;
  if (isMapping(value))
    for (const key of sortedKeys(schema.properties ?? {})) {
      const property = schema.properties?.[key];
      const one = value[key];
      if (property && one !== undefined) merge(outcome, check(property, one, [...path, key]));
    }
  outcome.score++;
  return outcome;
}

interface At<T> {
  readonly value: T;
  readonly path: readonly string[];
}

function checkOneOf(schema: Schema, { value, path }: At<Value>, outcome: Outcome): void {
  if (schema.oneOf) {
    let valid = 0;
    let best: Outcome | undefined;
    for (const option of schema.oneOf) {
      const tried = check(option, value, path);
      if (tried.problems.length === 0) valid++;
      else if (valid === 0 && (!best || tried.score > best.score)) best = tried;
    }
    if (valid !== 1) {
      add(outcome, { kind: 'one-of', path, words: 'Must validate one and only one schema (oneOf)' });
      if (valid === 0 && best) merge(outcome, best);
    }
  }
  outcome.score++;
}

function checkList(schema: Schema, { value, path }: At<Value[]>, outcome: Outcome): void {
  const { items } = schema;
  if (items) value.forEach((one, at) => merge(outcome, check(items, one, [...path, String(at)])));
  if (schema.unique) {
    const seen = new Map<string, number>();
    value.forEach((one, at) => {
      const key = JSON.stringify(one);
      const before = seen.get(key);
      if (before !== undefined)
        add(outcome, { kind: 'other', path, words: `array items[${before},${at}] must be unique` });
      seen.set(key, at);
    });
  }
  outcome.score++;
}

function checkKeys(schema: Schema, { value, path }: At<Mapping>, outcome: Outcome): void {
  for (const name of schema.required ?? [])
    if (!(name in value)) add(outcome, { kind: 'other', path, words: `${name} is required` });
  for (const key of sortedKeys(value)) {
    const described = schema.properties !== undefined && Object.hasOwn(schema.properties, key);
    let matched = false;
    for (const [pattern, property] of schema.patterns ?? []) {
      if (!pattern.test(key)) continue;
      matched = true;
      merge(outcome, check(property, value[key] ?? null, [...path, key]));
    }
    if (matched) outcome.score++;
    else if (!described && schema.others === false)
      add(outcome, { kind: 'other', path, words: `Additional property ${key} is not allowed` });
  }
  outcome.score++;
}

function checkNumber(schema: Schema, { value, path }: At<number>, outcome: Outcome): void {
  if (schema.least !== undefined && value < schema.least)
    add(outcome, { kind: 'other', path, words: `Must be greater than or equal to ${schema.least}` });
  if (schema.most !== undefined && value > schema.most)
    add(outcome, { kind: 'other', path, words: `Must be less than or equal to ${schema.most}` });
  outcome.score++;
}

/** `string, number or null`; a mapping and a list by these names. Source: compose-go schema.go humanReadableType. */
function human(types: readonly string[]): string {
  const names = types.map((type) => (type === 'object' ? 'mapping' : type === 'array' ? 'list' : type));
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
