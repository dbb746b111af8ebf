import { alignTabs } from './table.ts';
import { template, render, renderHeader } from './template.ts';
import { dict, str, type Value } from './value.ts';

/** A list to print. */
export interface Listing {
  /** `table …`, `json`, or a template; the command has resolved its own defaults. */
  readonly format: string;
  readonly rows: readonly Value[];
  /** Headings by the names of the fields. */
  readonly headings: Readonly<Record<string, string>>;
}

export type Listed = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** `{{.Label "com.example.some-name"}}` is headed `some name`. Source: docker/cli formatter/custom.go. */
const LABEL = new Map([
  [
    'Label',
    {
      params: ['string'],
      call: ([name]: readonly Value[]) =>
        str((name?.kind === 'string' ? (name.value.split('.').at(-1) ?? '') : '').replace(/[-_]/g, ' ')),
    },
  ],
]);

/** Whether a format asks for a table. */
export function isTable(format: string): boolean {
  return format.startsWith('table');
}

/** The rows as the format wants them; or why the format is none. Source: docker/cli formatter.go Context.Write. */
export function writeList({ format, rows, headings }: Listing): Listed {
  const table = isTable(format);
  const text = (table ? format.slice('table'.length) : format === 'json' ? '{{json .}}' : format)
    .replace(/^ +| +$/g, '')
    .replaceAll(String.raw`\t`, '\t')
    .replaceAll(String.raw`\n`, '\n');
  const parsed = template(text);
  if (!parsed.ok) return { ok: false, message: `template parsing error: ${parsed.message}` };
  const lines: string[] = [];
  for (const row of rows) {
    const { text: line, problem } = render(parsed.value, row);
    if (problem !== undefined) return { ok: false, message: `template parsing error: ${problem}` };
    lines.push(`${line}\n`);
  }
  if (!table) return { ok: true, text: lines.join('') };
  const values = Object.fromEntries(Object.entries(headings).map(([name, heading]) => [name, str(heading)]));
  const header = renderHeader(parsed.value, { ...dict(values, 'formatter.SubHeaderContext', str('')), methods: LABEL });
  return { ok: true, text: alignTabs(`${header}\n${lines.join('')}`) };
}
