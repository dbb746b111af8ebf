import { execute } from './execute.ts';
import { FUNCTIONS, HEADER_FUNCTIONS } from './functions.ts';
import { parseTemplate, type Parsed } from './parse.ts';
import type { Value } from './value.ts';

const NAMES = new Set(FUNCTIONS.keys());
const parsed = new Map<string, Parsed>();

/** A parsed template; its errors are in Go's words: `template: :1: unclosed action`. */
export type Template = Extract<Parsed, { ok: true }> & { readonly text: string };

/** Parses a Go template. */
export function template(
  text: string,
): { readonly ok: true; readonly value: Template } | { readonly ok: false; readonly message: string } {
  let known = parsed.get(text);
  if (!known) {
    if (parsed.size > 500) parsed.clear();
    known = parseTemplate(text, NAMES);
    parsed.set(text, known);
  }
  return known.ok ? { ok: true, value: { ...known, text } } : known;
}

/** Runs a template over a value: text, and the problem it stopped at. `strict`: keys that a map lacks are a problem. */
export function render(
  one: Template,
  value: Value,
  strict = false,
): { readonly text: string; readonly problem?: string } {
  return execute({ text: one.text, nodes: one.nodes, templates: one.templates, strict }, value);
}

/** Renders the headings of a table: functions leave the texts as they are. */
export function renderHeader(one: Template, value: Value): string {
  return execute(
    { text: one.text, nodes: one.nodes, templates: one.templates, strict: false, functions: HEADER_FUNCTIONS },
    value,
  ).text;
}
