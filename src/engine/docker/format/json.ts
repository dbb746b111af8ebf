import type { Field, Value } from './value.ts';

/** Text in JSON as Go writes it without HTML escapes. Source: encoding/json appendString. */
function text(value: string): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function isEmpty(value: Value): boolean {
  switch (value.kind) {
    case 'nil':
    case 'missing':
    case 'pointer':
      return true;
    case 'bool':
      return !value.value;
    case 'int':
    case 'float':
      return value.value === 0;
    case 'string':
      return value.value === '';
    case 'slice':
      return (value.items?.length ?? 0) === 0;
    case 'map':
      return (value.entries?.size ?? 0) === 0;
    case 'struct':
      return false;
  }
}

function pairs(fields: readonly Field[]): (readonly [string, Value])[] {
  return fields.flatMap((one): (readonly [string, Value])[] => {
    if (one.embedded && one.json === '') return one.value.kind === 'struct' ? pairs(one.value.fields) : [];
    if (one.json === '' || (one.omit && isEmpty(one.value))) return [];
    return [[one.json, one.value]];
  });
}

/** The members of an object; undefined when the value is none. An object of methods alone is encoded as the methods' map. */
function membersOf(value: Value): (readonly [string, Value])[] | undefined {
  if (value.kind === 'map') return value.entries ? [...value.entries] : undefined;
  if (value.kind !== 'struct') return undefined;
  if (!value.methods || value.fields.length > 0) return pairs(value.fields);
  // docker/cli formatter/reflect.go: methods without arguments, by name
  return [...value.methods]
    .filter(([, method]) => method.params.length === 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, method]) => [name, method.call([])]);
}

/** Rows of lists are encoded with HTML escapes, everything else without. Source: recorded, `images --format json`. */
function escaped(value: Value, json: string): string {
  if (value.kind !== 'struct' || !value.methods || value.fields.length > 0) return json;
  return json.replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
}

/** JSON on one line, as the template function `json` writes it; with `indent` as `inspect` prints it. */
export function toJson(value: Value, indent = '', depth = 0): string {
  const members = membersOf(value);
  if (members)
    return escaped(
      value,
      bracket(
        ['{', '}'],
        members.map(([key, one]) => `${text(key)}:${indent && ' '}${toJson(one, indent, depth + 1)}`),
        { indent, depth },
      ),
    );
  switch (value.kind) {
    case 'bool':
    case 'int':
    case 'float':
      return String(value.value);
    case 'string':
      return value.type === 'json.Number' ? value.value : text(value.value);
    case 'slice':
      return value.items === null
        ? 'null'
        : bracket(
            ['[', ']'],
            value.items.map((one) => toJson(one, indent, depth + 1)),
            { indent, depth },
          );
    default:
      return 'null';
  }
}

function bracket(
  [open, close]: readonly [string, string],
  parts: readonly string[],
  how: { indent: string; depth: number },
): string {
  if (parts.length === 0 || how.indent === '') return `${open}${parts.join(',')}${close}`;
  const inner = `\n${how.indent.repeat(how.depth + 1)}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${how.indent.repeat(how.depth)}${close}`;
}

/** The data that a value's JSON stands for: what a template sees when the typed form has failed. */
export function toData(value: Value): unknown {
  return JSON.parse(toJson(value)) as unknown;
}
