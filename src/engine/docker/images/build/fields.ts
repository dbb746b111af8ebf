import type { Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';

/** The fields of `a=1,"b=2,3"`: one line of comma-separated values, as Go's encoding/csv reads it. */
export function csvFields(text: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (quoted && letter === '"' && text[at + 1] === '"') {
      field += '"';
      at++;
    } else if (letter === '"' && (quoted || field === '')) quoted = !quoted;
    else if (letter === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else field += letter;
  }
  return [...fields, field];
}

/** `key=value` at its first equals sign; undefined where there is none. */
export function cut(text: string): readonly [key: string, value: string] | undefined {
  const at = text.indexOf('=');
  return at === -1 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * `NAME=value` flags as a record. `fromEnv` gives a name without a value that of the environment, or leaves it out; otherwise it is empty.
 * Source: docker/buildx commands/build.go listToMap, util/buildflags.
 */
export function pairs(
  values: readonly string[],
  fromEnv?: ReadonlyMap<string, string>,
): Result<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const text of values) {
    if (text === '') continue;
    const [key, value] = cut(text) ?? [text, undefined];
    if (key === '') return refused(`invalid key-value pair ${JSON.stringify(text)}: empty key`);
    const given = value ?? (fromEnv ? fromEnv.get(key) : '');
    if (given !== undefined) found[key] = given;
  }
  return { ok: true, value: found };
}
