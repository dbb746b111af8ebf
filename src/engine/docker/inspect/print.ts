import type { Cli } from '../cli/command.ts';
import { toData, toJson } from '../format/json.ts';
import { render, template, type Template } from '../format/template.ts';
import { rawValue, type Value } from '../format/value.ts';

/** What looking for one object answers: its value, or the client's words. */
export type Found =
  | {
      readonly ok: true;
      readonly value: Value;
      /** Templates meet the typed form alone. */
      readonly typedOnly?: boolean;
      /** JSON of it has HTML escapes. */
      readonly escaped?: boolean;
    }
  | { readonly ok: false; readonly message: string };

/** Text of one object, or why the template fails. A field that the typed form does not have is looked for in the raw JSON. */
function rendered(
  parsed: Template,
  found: Extract<Found, { ok: true }>,
  strict: boolean,
): { text: string; problem?: string; raw: boolean } {
  const typed = render(parsed, found.value, strict);
  if (typed.problem === undefined || found.typedOnly) return { ...typed, raw: false };
  return { ...render(parsed, rawValue(toData(found.value)), true), raw: true };
}

function escapes(text: string): string {
  return text.replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
}

function whole(format: string, values: readonly Value[]): string {
  if (format === 'json') return `[${values.map((value) => toJson(value)).join(',')}]\n`;
  if (values.length === 0) return '[]\n';
  return `[\n    ${values.map((value) => toJson(value, '    ', 1)).join(',\n    ')}\n]\n`;
}

/**
 * Prints the objects of an `inspect` command as JSON or by a template; what is not found is told afterwards. Answers the exit
 * code. Source: docker/cli cli/command/inspect/inspector.go; recorded, run-inspect.
 */
export function printObjects(
  cli: Cli,
  references: readonly string[],
  how: { readonly format: string; readonly find: (reference: string) => Found },
): number {
  const own = how.format !== '' && how.format !== 'json';
  const parsed = template(own ? how.format : '');
  if (!parsed.ok) {
    cli.err(`template parsing error: ${parsed.message}\n`);
    return 64;
  }
  const problems: string[] = [];
  const values: Value[] = [];
  const texts: string[] = [];
  let strict = false;
  let escaping = false;
  for (const reference of references) {
    const found = how.find(reference);
    if (!found.ok) {
      problems.push(found.message);
      continue;
    }
    values.push(found.value);
    escaping ||= !own && found.escaped === true;
    if (!own) continue;
    const { text, problem, raw } = rendered(parsed.value, found, strict);
    strict ||= raw;
    if (problem === undefined) texts.push(`${text}\n`);
    else problems.push(`template parsing error: ${problem}`);
  }
  const all = own ? texts.join('') || '\n' : whole(how.format, values);
  cli.out(escaping ? escapes(all) : all);
  if (problems.length === 0) return 0;
  cli.err(`${problems.join('\n')}\n`);
  return 1;
}
