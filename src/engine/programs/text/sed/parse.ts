import type { Address, Edit, Parsed } from './ast.ts';
import { compile, delimited, fail, skip, type Reader } from './reader.ts';
import { substitution, transliteration } from './substitution.ts';

/** Reads a sed script; errors are in GNU's words. */
export function parseSed(text: string, how: { extended: boolean; busybox: boolean }): Parsed {
  const reader: Reader = { text, ...how, at: 0, error: undefined, unsupported: undefined, last: undefined };
  const edits: Edit[] = [];
  const open: Edit[] = [];
  const labels = new Map<string, number>();
  while (reader.error === undefined && reader.unsupported === undefined) {
    skip(reader, /[\s;]*/y);
    if (reader.at >= text.length) break;
    if (text[reader.at] === '#') skip(reader, /[^\n]*/y);
    else {
      const edit = one(reader);
      if (!edit) break;
      if (edit.name === '}') {
        const block = open.pop();
        if (block) block.end = edits.length;
        else fail(reader, "unexpected `}'");
        continue;
      }
      if (edit.name === ':') labels.set(edit.text, edits.length);
      if (edit.name === '{') open.push(edit);
      edits.push(edit);
    }
  }
  if (open.length > 0 && !reader.error) {
    for (const block of open) block.end = edits.length;
    if (!reader.busybox) reader.error = { text: "unmatched `{'", at: 0 };
  }
  const lost = edits.find(({ name, text: label }) => 'btT'.includes(name) && label !== '' && !labels.has(label));
  if (lost && !reader.error) {
    const quoted = reader.busybox ? `'${lost.text}'` : `\`${lost.text}'`;
    reader.error = { text: `can't find label for jump to ${quoted}`, at: 0, bare: true };
  }
  const { error, unsupported } = reader;
  return { edits, labels, ...(error ? { error } : {}), ...(unsupported === undefined ? {} : { unsupported }) };
}

function one(reader: Reader): Edit | undefined {
  const addresses: Address[] = [];
  const first = address(reader, false);
  if (first) addresses.push(first);
  skip(reader, /[ \t]*/y);
  if (first && reader.text[reader.at] === ',') {
    reader.at++;
    skip(reader, /[ \t]*/y);
    const second = address(reader, true);
    if (second) addresses.push(second);
    else {
      reader.at++;
      return fail(reader, "unexpected `,'");
    }
  }
  if (first?.kind === 'line' && first.number === 0 && addresses[1]?.kind !== 'regex' && !reader.busybox) {
    reader.at++;
    return fail(reader, 'invalid usage of line address 0');
  }
  skip(reader, /[ \t]*/y);
  const negated = skip(reader, /(?:![ \t]*)*/y) !== '';
  const name = reader.text[reader.at];
  if (name === undefined || name === '\n' || name === ';') return fail(reader, 'missing command');
  reader.at++;
  return command(reader, { addresses, negated, name, text: '' });
}

function address(reader: Reader, second: boolean): Address | undefined {
  const { text } = reader;
  const step = reader.busybox ? '' : skip(reader, /\d+~\d+/y);
  if (step !== '') {
    const [from, by] = step.split('~').map(Number);
    return { kind: 'step', first: from ?? 0, step: by ?? 0 };
  }
  const number = skip(reader, /\d+/y);
  if (number !== '') return { kind: 'line', number: Number(number) };
  const more = second ? skip(reader, /[+~]\d+/y) : '';
  if (more.startsWith('+')) return { kind: 'more', count: Number(more.slice(1)) };
  if (more.startsWith('~')) return { kind: 'multiple', of: Number(more.slice(1)) };
  if (text[reader.at] === '$') {
    reader.at++;
    return { kind: 'last' };
  }
  if (text[reader.at] === '\\') reader.at++;
  else if (text[reader.at] !== '/') return undefined;
  const pattern = delimited(reader, true);
  if (pattern === undefined) return fail(reader, 'unterminated address regex');
  const flags = skip(reader, /[IM]*/y);
  const regex = compile(reader, pattern, flags.includes('I'));
  return regex && { kind: 'regex', regex };
}

function command(reader: Reader, edit: Edit): Edit | undefined {
  const { name } = edit;
  if (name === 's') return ended(reader, substitution(reader, edit));
  if (name === 'y') return ended(reader, transliteration(reader, edit));
  if (name === '{') return edit;
  if (name === '}')
    return edit.addresses.length > 0 ? fail(reader, "} doesn't want any addresses") : ended(reader, edit);
  if ('aic'.includes(name)) return textOf(reader, edit);
  if (name === ':') {
    const label = skip(reader, /[ \t]*[^\s;]+/y).trim();
    return label === '' ? fail(reader, '":" lacks a label') : { ...edit, text: label };
  }
  if ('btT'.includes(name)) return ended(reader, { ...edit, text: skip(reader, /[ \t]*[^\s;}]*/y).trim() });
  if ('rw'.includes(name)) {
    const file = skip(reader, /[ \t]*[^\n]*/y).trim();
    return file === '' ? fail(reader, 'missing filename in r/R/w/W commands') : { ...edit, text: file };
  }
  if (name === 'q' && reader.busybox) return edit;
  if (name === 'q' || (name === 'Q' && !reader.busybox))
    return ended(reader, { ...edit, text: skip(reader, /[ \t]*\d*/y).trim() });
  if (name === 'l') return ended(reader, { ...edit, text: skip(reader, /[ \t]*\d*/y).trim() });
  if ('=dDgGhHnNpPx'.includes(name) || (!reader.busybox && 'zFv'.includes(name))) return ended(reader, edit);
  if (!reader.busybox && 'eRW'.includes(name)) {
    reader.unsupported = `command ${name} of sed`;
    return undefined;
  }
  return fail(reader, `unknown command: \`${name}'`);
}

/** After a command only spaces, `;`, `}`, a comment or the end of the line may follow. */
function ended(reader: Reader, edit: Edit | undefined): Edit | undefined {
  if (!edit || reader.error) return undefined;
  skip(reader, /[ \t]*/y);
  const next = reader.text[reader.at];
  if (next === undefined || /[\n;}#]/.test(next) || reader.busybox) return edit;
  reader.at++;
  return fail(reader, 'extra characters after command');
}

/** The text of `a`, `i`, `c`: on the same line, or after `\` and a line break; a `\` before a line break goes on. */
function textOf(reader: Reader, edit: Edit): Edit | undefined {
  skip(reader, /[ \t]*/y);
  if (reader.at >= reader.text.length)
    return reader.busybox ? { ...edit, text: '' } : fail(reader, "expected \\ after `a', `c' or `i'");
  if (reader.text[reader.at] === '\\') {
    reader.at++;
    if (skip(reader, /[ \t]*\n/y) !== '' && reader.at >= reader.text.length && !reader.busybox)
      return fail(reader, "expected \\ after `a', `c' or `i'");
  }
  let made = '';
  for (; reader.at < reader.text.length; reader.at++) {
    const char = reader.text[reader.at] ?? '';
    if (char === '\\') made += reader.text[++reader.at] ?? '';
    else if (char === '\n') break;
    else made += char;
  }
  return { ...edit, text: made };
}
