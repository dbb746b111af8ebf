import { bool, str, type Method, type Struct, type Value } from './value.ts';

/** What a row offers to templates: methods by name, as docker's formatter contexts have them. */
export type Columns = Readonly<Record<string, string | boolean | (() => string) | Method>>;

function method(column: string | boolean | (() => string) | Method): Method {
  if (typeof column === 'object') return column;
  const value = (): Value =>
    typeof column === 'boolean' ? bool(column) : str(typeof column === 'function' ? column() : column);
  return { params: [], call: value };
}

/** A row of a list; `type` is its Go type, for messages. */
export function context(type: string, columns: Columns): Struct {
  const pointer = type.startsWith('*');
  const methods = new Map<string, Method>();
  for (const [name, column] of Object.entries(columns)) methods.set(name, method(column));
  return { kind: 'struct', type: pointer ? type.slice(1) : type, pointer, fields: [], methods };
}
