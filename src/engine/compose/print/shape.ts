import { durationText } from '../model/duration.ts';
import { fieldsOf, type Field } from '../model/fields.ts';
import { byText, isMapping, mapping, text, type Mapping, type Value } from '../value.ts';

/** In which words a model is printed. */
export type Form = 'yaml' | 'json';

/** What is printed: mappings with the order of their keys, `sorted` where Go prints a map. */
export type Shape = null | boolean | number | string | Shape[] | Shapes;

export interface Shapes {
  readonly sorted: boolean;
  readonly entries: readonly (readonly [key: string, value: Shape])[];
}

export function isShapes(shape: Shape): shape is Shapes {
  return typeof shape === 'object' && shape !== null && !Array.isArray(shape);
}

/** A project in the shape in which compose prints it. Source: compose-go types (MarshalYAML, MarshalJSON, omitempty). */
export function projectShape(project: Mapping, form: Form): Shapes {
  const shape = structure('project', project, form);
  if (form === 'yaml') return shape;
  return { sorted: true, entries: shape.entries };
}

/** One service of a project, as it is printed. */
export function serviceShape(service: Mapping, form: Form): Shapes {
  return structure('service', service, form);
}

/** A raw model, keys sorted. */
export function plainShape(value: Value): Shape {
  if (Array.isArray(value)) return value.map(plainShape);
  if (!isMapping(value)) return value;
  return { sorted: true, entries: Object.entries(value).map(([key, one]) => [key, plainShape(one)] as const) };
}

function structure(name: string, value: Mapping, form: Form): Shapes {
  const entries: (readonly [string, Shape])[] = [];
  for (const field of fieldsOf(name)) {
    const one = value[field.name];
    if (leftOut(field, one, form)) continue;
    const capital = form === 'json' && (name === 'weight' || name === 'throttle');
    const key = capital ? field.name.charAt(0).toUpperCase() + field.name.slice(1) : field.name;
    entries.push([key, shapeOf(field.kind, one ?? null, form)]);
  }
  const extras = Object.keys(value).filter((key) => key.startsWith('x-'));
  if (form === 'yaml' || name === 'project')
    for (const key of extras.toSorted(byText)) entries.push([key, plainShape(value[key] ?? null)]);
  return { sorted: false, entries };
}

function leftOut(field: Field, value: Value | undefined, form: Form): boolean {
  if (field.always) return false;
  if (field.inJson && form === 'json') return false;
  if (value === undefined || value === null) return true;
  if (field.keepsZero) return false;
  if (field.kind === 'command') return false;
  if (Array.isArray(value)) return value.length === 0;
  if (isMapping(value)) {
    if (field.kind.startsWith('@')) return structure(field.kind.slice(1), value, form).entries.length === 0;
    return Object.keys(value).length === 0;
  }
  return value === '' || value === 0 || value === false;
}

function shapeOf(kind: string, value: Value, form: Form): Shape {
  const name = /@(\w+)$/.exec(kind)?.[1];
  if (name !== undefined) return structures(kind, name, { value, form });
  switch (kind) {
    case 'duration':
      return durationText(Number(value ?? 0));
    case 'bytes':
      return text(value ?? 0);
    case 'hosts':
      return isMapping(value)
        ? Object.entries(value)
            .flatMap(([host, addresses]) =>
              Array.isArray(addresses) ? addresses.map((one) => `${host}=${text(one)}`) : [],
            )
            .toSorted(byText)
        : [];
    case 'ssh':
      return isMapping(value)
        ? Object.entries(value).map(([id, path]) => (path === null ? id : `${id}: ${text(path)}`))
        : [];
    case 'text':
      return text(value ?? '');
    case 'bool':
      return value === true;
    case 'int':
      return Number(value ?? 0);
    default:
      return plainShape(value);
  }
}

function structures(kind: string, name: string, { value, form }: { value: Value; form: Form }): Shape {
  if (kind.startsWith('[]'))
    return (Array.isArray(value) ? value : []).map((one) => (isMapping(one) ? member(name, one, form) : null));
  if (!kind.startsWith('{}')) return structure(name, isMapping(value) ? value : mapping(), form);
  const members = isMapping(value) ? value : mapping();
  return {
    sorted: true,
    entries: Object.entries(members).map(
      ([key, one]) => [key, isMapping(one) ? member(name, one, form) : null] as const,
    ),
  };
}

/** A limit given as one number is printed as that. */
function member(name: string, value: Mapping, form: Form): Shape {
  if (name !== 'ulimit') return structure(name, value, form);
  const single = value['single'];
  if (typeof single === 'number' && single !== 0) return single;
  const both = (['soft', 'hard'] as const).map((key) => [key, Number(value[key] ?? 0)] as const);
  return { sorted: false, entries: form === 'yaml' ? both : both.filter(([, number]) => number !== 0) };
}
