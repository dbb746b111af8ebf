import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One recorded case; `shared` holds the options of the file's first line. */
export interface GoldenCase {
  readonly id: string;
  readonly text: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly [command: string]: unknown;
}

/** The cases of one golden file of this folder. */
export function goldenCases(file: string): GoldenCase[] {
  return readCases(readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8'));
}

/** The cases of the text of a golden file. */
export function readCases(text: string): GoldenCase[] {
  const lines = text.split('\n');
  let shared: Record<string, unknown> = {};
  const cases: GoldenCase[] = [];
  for (const line of lines) {
    if (!line) continue;
    const value = JSON.parse(line) as Record<string, unknown>;
    if (value['id'] === undefined) shared = value;
    else {
      const request = { text: value['text'], ...shared, ...(value['options'] as object | undefined) };
      cases.push({ ...value, request } as unknown as GoldenCase);
    }
  }
  return cases;
}

/** The compact form of README.md: members that say nothing are dropped, except in maps of data. */
export function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact);
  if (value === null || typeof value !== 'object') return value;
  const out: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const isMap = (key === 'env' || key === 'labels') && member && typeof member === 'object' && !Array.isArray(member);
    const kept = isMap ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1))) : compact(member);
    if (kept === null || kept === undefined || kept === false || kept === '') continue;
    if (typeof kept === 'object' && Object.keys(kept).length === 0) continue;
    out[key] = kept;
  }
  return out;
}
