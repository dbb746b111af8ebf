import { byteLength } from '../../files/index.ts';

export type CsvRow =
  { readonly ok: true; readonly value: readonly string[] } | { readonly ok: false; readonly message: string };

/**
 * The first row of comma-separated text as Go reads it. Refused in Go's words. Source: Go encoding/csv reader.go readRecord; probed
 * with docker 26.1.5.
 */
export function readCsv(text: string): CsvRow {
  const row = text.replace(/^(?:\r?\n)+/, '');
  if (row === '') return { ok: false, message: 'EOF' };
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const next = row[at] === '"' ? quoted(row, at) : plain(row, at);
    if (!next.ok) return next;
    fields.push(next.value);
    if (row[next.end] !== ',') return { ok: true, value: fields };
    at = next.end + 1;
  }
}

type Field =
  | { readonly ok: true; readonly value: string; readonly end: number }
  | { readonly ok: false; readonly message: string };

function wrong(row: string, at: number, why: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message: `parse error on line 1, column ${byteLength(row.slice(0, at)) + 1}: ${why}` };
}

function plain(row: string, from: number): Field {
  const end = from + (row.slice(from).match(/^[^,\n]*/)?.[0].length ?? 0);
  const value = row.slice(from, end);
  const quote = value.indexOf('"');
  if (quote !== -1) return wrong(row, from + quote, 'bare " in non-quoted-field');
  return { ok: true, value, end };
}

function quoted(row: string, from: number): Field {
  let value = '';
  for (let at = from + 1; at < row.length; at++) {
    if (row[at] !== '"') {
      value += row[at] ?? '';
      continue;
    }
    if (row[at + 1] === '"') {
      value += '"';
      at++;
      continue;
    }
    const after = row[at + 1];
    if (after === undefined || after === ',' || after === '\n') return { ok: true, value, end: at + 1 };
    return wrong(row, at, 'extraneous or missing " in quoted-field');
  }
  return wrong(row, row.length, 'extraneous or missing " in quoted-field');
}
