import { byteLength } from './go-text.ts';

/**
 * The fields of one CSV line, or what is wrong with it. Columns count bytes.
 * Source: tonistiigi/go-csvvalue, which keeps Go's encoding/csv rules for a single line.
 */
export function csvFields(text: string): readonly string[] | string {
  const line = text.replace(/\r?\n$/, '');
  if (line === '') return 'EOF';
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      const quote = line.slice(at, end).indexOf('"');
      if (quote >= 0) return mistake(line, at + quote, 'bare " in non-quoted-field');
      fields.push(line.slice(at, end));
      at = end + 1;
      continue;
    }
    const quoted = readQuoted(line, at + 1);
    if (typeof quoted === 'string') return quoted;
    fields.push(quoted.value);
    at = quoted.next;
  }
  return fields;
}

function readQuoted(line: string, start: number): { value: string; next: number } | string {
  let value = '';
  let at = start;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote < 0) return mistake(line, at, 'extraneous or missing " in quoted-field');
    value += line.slice(at, quote);
    const next = line[quote + 1];
    if (next === undefined) return { value, next: line.length + 1 };
    if (next === ',') return { value, next: quote + 2 };
    if (next !== '"') return mistake(line, quote, 'extraneous or missing " in quoted-field');
    value += '"';
    at = quote + 2;
  }
}

function mistake(line: string, at: number, what: string): string {
  return `parse error on line 1, column ${byteLength(line.slice(0, at)) + 1}: ${what}`;
}
