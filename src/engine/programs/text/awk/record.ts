import { regexOf, setting, type Machine } from './machine.ts';
import { outside, toNumber, toText, type Value } from './value.ts';

/** Most fields of one record: `NF = 1e9` is refused here. */
const MAX_FIELDS = 20_000;

/** Makes `text` the record; fields are cut when somebody asks. */
export function setRecord(machine: Machine, text: string): void {
  machine.record = text;
  machine.fields = undefined;
  machine.stale = false;
}

/** The record as text; made anew when a field was assigned. */
export function recordText(machine: Machine): string {
  if (machine.stale) {
    machine.record = (machine.fields ?? []).map((field) => toText(field)).join(setting(machine, 'OFS'));
    machine.stale = false;
  }
  return machine.record;
}

function fieldsOf(machine: Machine): Value[] {
  return (machine.fields ??= cut(machine, machine.record, setting(machine, 'FS')).map(outside));
}

/** `$index`; `$0` is the record. */
export function getField(machine: Machine, index: number): Value {
  const at = Math.trunc(index);
  if (at === 0) return outside(recordText(machine));
  return fieldsOf(machine)[at - 1];
}

export function setField(machine: Machine, index: number, value: Value): void {
  const at = Math.trunc(index);
  if (at === 0) {
    setRecord(machine, toText(value));
    return;
  }
  if (at < 0 || at > MAX_FIELDS) return;
  const fields = fieldsOf(machine);
  while (fields.length < at) fields.push('');
  fields[at - 1] = value;
  machine.stale = true;
}

export function fieldCount(machine: Machine): number {
  return fieldsOf(machine).length;
}

/** Assigning NF cuts or lengthens the record. */
export function setFieldCount(machine: Machine, value: Value): void {
  const fields = fieldsOf(machine);
  const count = Math.min(MAX_FIELDS, Math.max(0, Math.trunc(toNumber(value))));
  while (fields.length < count) fields.push('');
  fields.length = count;
  machine.stale = true;
}

/** Cuts a text at a separator as FS does: a space means blanks, one character itself, anything else an expression. */
export function cut(machine: Machine, text: string, separator: string): string[] {
  if (text === '') return [];
  const paragraphs = setting(machine, 'RS') === '';
  if (separator === ' ') return text.trim() === '' ? [] : text.replace(/^[ \t\n]+|[ \t\n]+$/g, '').split(/[ \t\n]+/);
  if (separator === '') return Array.from(text);
  if (separator.length === 1 && separator !== '\\') {
    if (!paragraphs || separator === '\n') return text.split(separator);
    return text.split('\n').flatMap((line) => line.split(separator));
  }
  const regex = regexOf(machine, separator);
  if (!regex) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= text.length;) {
    const match = regex.find(text, at);
    if (!match) break;
    if (match.end === match.start) {
      at = match.end + 1;
      continue;
    }
    parts.push(text.slice(from, match.start));
    from = at = match.end;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Cuts the next record off `rest`; undefined when none is complete. `ended`: nothing will follow. */
export function nextRecord(
  machine: Machine,
  rest: string,
  ended: boolean,
): { readonly record: string; readonly rest: string } | undefined {
  const separator = setting(machine, 'RS');
  if (separator === '') return paragraph(rest, ended);
  if (rest === '') return undefined;
  const at = separator.length === 1 ? { start: rest.indexOf(separator), end: 0 } : found(machine, rest, separator);
  if (at.start < 0) return ended ? { record: rest.replace(separator === '\n' ? '' : /\n$/, ''), rest: '' } : undefined;
  const end = separator.length === 1 ? at.start + 1 : at.end;
  if (separator.length > 1 && end === rest.length && !ended) return undefined;
  return { record: rest.slice(0, at.start), rest: rest.slice(end) };
}

function found(machine: Machine, text: string, separator: string): { start: number; end: number } {
  const match = regexOf(machine, separator)?.find(text);
  return match && match.end > match.start ? match : { start: -1, end: -1 };
}

function paragraph(text: string, ended: boolean): { record: string; rest: string } | undefined {
  const rest = text.replace(/^\n+/, '');
  if (rest === '') return undefined;
  const match = /\n\n+/.exec(rest);
  if (match && (ended || match.index + match[0].length < rest.length))
    return { record: rest.slice(0, match.index), rest: rest.slice(match.index + match[0].length) };
  return ended ? { record: rest.replace(/\n+$/, ''), rest: '' } : undefined;
}
