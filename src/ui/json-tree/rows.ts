import type { TreeRow } from '../file-tree/rows.ts';

/** The way to a field: names of members and numbers of elements. */
export type JsonPath = readonly (string | number)[];

export interface JsonRow extends TreeRow {
  readonly path: JsonPath;
  /** What stands behind the name: the value, or what is in it. */
  readonly text: string;
  readonly kind: 'string' | 'number' | 'word' | 'many';
}

/** Key of a field: its way, each step behind a slash (RFC 6901). */
export function keyOf(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Fields of some data, every open one followed by what is in it. */
export function jsonRows(data: unknown, opened: ReadonlySet<string>): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  const visit = (value: unknown, path: JsonPath): void => {
    const members = membersOf(value);
    for (const [at, [step, one]] of members.entries()) {
      const way = [...path, step];
      const key = keyOf(way);
      const open = membersOf(one).length > 0;
      rows.push({
        key,
        path: way,
        parent: keyOf(path),
        item: { name: String(step), open, folder: open, size: '', facts: [] },
        left: 0,
        level: way.length,
        position: at + 1,
        siblings: members.length,
        expanded: open ? opened.has(key) : undefined,
        ...valueOf(one),
      });
      if (open && opened.has(key)) visit(one, way);
    }
  };
  visit(data, []);
  return rows;
}

function membersOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((one: unknown, at) => [at, one] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function valueOf(value: unknown): Pick<JsonRow, 'text' | 'kind'> {
  if (Array.isArray(value)) return { kind: 'many', text: value.length === 0 ? '[]' : `[ ${value.length} ]` };
  if (typeof value === 'object' && value !== null) {
    const amount = Object.keys(value).length;
    return { kind: 'many', text: amount === 0 ? '{}' : `{ ${amount} }` };
  }
  const kind = typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'word';
  return { kind, text: JSON.stringify(value) ?? 'undefined' };
}
