/** A value of a bake file. */
export type BakeValue = string | boolean | number | null | readonly BakeValue[] | { readonly [key: string]: BakeValue };

/** What a bake file says: variables, targets, groups. */
export interface BakeFile {
  readonly target: Readonly<Record<string, Readonly<Record<string, BakeValue>>>>;
  readonly group: Readonly<Record<string, Readonly<Record<string, BakeValue>>>>;
}

/** The file, or why it is none. */
export type ReadBake =
  { readonly ok: true; readonly value: BakeFile } | { readonly ok: false; readonly message: string };

/** Reads a bake file, JSON or HCL. Left out: functions, conditions, matrices, inheritance over several files. */
export function readBake(text: string, env: ReadonlyMap<string, string>): ReadBake {
  if (text.trimStart().startsWith('{')) return readJson(text);
  const reader = { text: text.replaceAll(/(^|\s)(?:#|\/\/).*$/gm, '$1'), at: 0, variables: new Map<string, string>() };
  const file: { target: Record<string, Record<string, BakeValue>>; group: Record<string, Record<string, BakeValue>> } =
    {
      target: {},
      group: {},
    };
  for (;;) {
    const head = take(reader, /\s*(\w+)\s*"([^"]*)"\s*\{/y);
    if (!head) break;
    const [, kind = '', name = ''] = head;
    const fields = readFields(reader, env);
    if (!fields) return { ok: false, message: `cannot read the block ${kind} ${JSON.stringify(name)}` };
    if (kind === 'variable') reader.variables.set(name, env.get(name) ?? String(fields['default'] ?? ''));
    else if (kind === 'target' || kind === 'group') file[kind][name] = fields;
    else
      return {
        ok: false,
        message: `Unsupported block type; Blocks of type ${JSON.stringify(kind)} are not expected here.`,
      };
  }
  const rest = reader.text.slice(reader.at).trim();
  return rest === ''
    ? { ok: true, value: file }
    : { ok: false, message: `cannot read ${JSON.stringify(rest.slice(0, 40))}` };
}

function readJson(text: string): ReadBake {
  try {
    const value = JSON.parse(text) as Partial<BakeFile>;
    return { ok: true, value: { target: value.target ?? {}, group: value.group ?? {} } };
  } catch {
    return { ok: false, message: 'invalid JSON' };
  }
}

interface Reader {
  readonly text: string;
  at: number;
  readonly variables: Map<string, string>;
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match) reader.at = pattern.lastIndex;
  return match ?? undefined;
}

function readFields(reader: Reader, env: ReadonlyMap<string, string>): Record<string, BakeValue> | undefined {
  const fields: Record<string, BakeValue> = {};
  for (;;) {
    if (take(reader, /\s*\}/y)) return fields;
    const key = take(reader, /\s*"?([\w.-]+)"?\s*[=:]\s*/y)?.[1];
    const value = key === undefined ? undefined : readValue(reader, env);
    if (key === undefined || value === undefined) return undefined;
    fields[key] = value;
    take(reader, /\s*,/y);
  }
}

function readValue(reader: Reader, env: ReadonlyMap<string, string>): BakeValue | undefined {
  const text = take(reader, /\s*"((?:[^"\\]|\\.)*)"/y)?.[1];
  if (text !== undefined)
    return text
      .replaceAll(/\$\{(\w+)\}/g, (_, name: string) => reader.variables.get(name) ?? env.get(name) ?? '')
      .replaceAll(/\\(.)/g, '$1');
  if (take(reader, /\s*\{/y)) return readFields(reader, env);
  if (take(reader, /\s*\[/y)) {
    const list: BakeValue[] = [];
    while (!take(reader, /\s*\]/y)) {
      const value = readValue(reader, env);
      if (value === undefined) return undefined;
      list.push(value);
      take(reader, /\s*,/y);
    }
    return list;
  }
  const word = take(reader, /\s*(true|false|null|-?\d+(?:\.\d+)?|\w+)/y)?.[1];
  if (word === undefined) return undefined;
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  return /^-?\d/.test(word) ? Number(word) : (reader.variables.get(word) ?? '');
}

/** A target with what it inherits. */
export function targetOf(file: BakeFile, name: string, seen: readonly string[] = []): Record<string, BakeValue> {
  const own = file.target[name] ?? {};
  const parents = Array.isArray(own['inherits']) ? own['inherits'].map(String) : [];
  const inherited = parents.filter((one) => !seen.includes(one)).map((one) => targetOf(file, one, [...seen, name]));
  const merged: Record<string, BakeValue> = {};
  for (const layer of [...inherited, own])
    for (const [key, value] of Object.entries(layer)) {
      const before = merged[key];
      const maps = (key === 'args' || key === 'labels' || key === 'contexts') && isMap(before) && isMap(value);
      merged[key] = maps ? { ...before, ...value } : value;
    }
  delete merged['inherits'];
  return merged;
}

function isMap(value: BakeValue | undefined): value is { readonly [key: string]: BakeValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of targets that a name stands for: itself, or the members of a group. */
export function targetsOf(file: BakeFile, name: string, seen: readonly string[] = []): string[] {
  const group = file.group[name];
  if (!group) return Object.hasOwn(file.target, name) ? [name] : [];
  const members = Array.isArray(group['targets']) ? group['targets'].map(String) : [];
  return members.filter((one) => !seen.includes(one)).flatMap((one) => targetsOf(file, one, [...seen, name]));
}
