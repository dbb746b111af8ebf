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
  return {
    kind: 'struct',
    type: type.replace(/^\*/, ''),
    pointer: type.startsWith('*'),
    fields: [],
    methods: new Map(Object.entries(columns).map(([name, column]) => [name, method(column)])),
  };
}
