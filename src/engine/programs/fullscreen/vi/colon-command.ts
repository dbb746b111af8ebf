import { compileRegex, type Regex } from '../../lib/regex/index.ts';
import type { Task } from '../../../kernel/system.ts';
import { reverse } from '../screen/frame.ts';
import { changing, endOf, firstWord, lineOf, placeOf, replace, type Vi } from './state.ts';
import { typeRow, writeFile, type Part } from './write.ts';

/** A command behind `:`. Left out: set, read, map, shell commands, marks, a second file. Source: vi.c colon. */
export function* colon(vi: Vi): Task<void> {
  const typed = yield* typeRow(vi, ':');
  if (typed === undefined || typed.trim() === '') return;
  const { range, rest } = rangeOf(vi, typed.trim());
  if (range === 'bad') {
    vi.message = reverse('Invalid range');
    return;
  }
  const [, name = '', bang = '', argument = ''] = /^([a-z]*)(!?)\s*([\s\S]*)$/.exec(rest) ?? [];
  if (rest === '') vi.dot = firstWord(vi.text, placeOf(vi.text, range?.last ?? lineOf(vi.text, vi.dot)));
  else if (
    /^[wqx]+$/.test(name) &&
    'wq write quit x xit wn'.split(' ').some((one) => one.startsWith(name) || name === 'wq')
  )
    writeOrQuit(vi, { name, bang: bang === '!', argument, range });
  else if (/^s(?:ubstitute)?$/.test(name) || (name.startsWith('s') && /^s[^a-z\s]/.test(rest)))
    substitute(vi, rest.replace(/^s(?:ubstitute)?/, ''), range ?? here(vi));
  else if (/^d(?:elete)?$/.test(name)) deleteLines(vi, range ?? here(vi));
  else if (/^y(?:ank)?$/.test(name)) yank(vi, range ?? here(vi));
  else if (
    /^(?:set?|r(?:ead)?|e(?:dit)?|n(?:ext)?|p(?:rev)?|f(?:ile)?|map|help|features|k|list|l|co|m|normal|syntax|sy|number|nu)$/.test(
      name,
    ) ||
    rest.startsWith('!')
  )
    vi.process.notSimulated(`:${rest} of vi`);
  else vi.message = reverse(`'${rest}' is not implemented`);
}

function here(vi: Vi): Part {
  const line = lineOf(vi.text, vi.dot);
  return { first: line, last: line };
}

/** `%`, `2`, `.,$`, `1,3` before a command. */
function rangeOf(vi: Vi, typed: string): { readonly range: Part | 'bad' | undefined; readonly rest: string } {
  const count = vi.text.split('\n').length - 1;
  if (typed.startsWith('%')) return { range: { first: 0, last: count - 1 }, rest: typed.slice(1).trim() };
  const found = /^(\d+|[.$])?(?:\s*,\s*(\d+|[.$])?)?/.exec(typed);
  const [whole = '', from, to] = found ?? [];
  if (whole === '') return { range: undefined, rest: typed };
  const own = lineOf(vi.text, vi.dot);
  const lineAt = (text: string | undefined): number =>
    text === undefined || text === '.' ? own : text === '$' ? count - 1 : Number(text) - 1;
  const first = lineAt(from);
  const last = whole.includes(',') ? lineAt(to) : first;
  const bad = first < 0 || last < first || last >= count;
  return { range: bad ? 'bad' : { first, last }, rest: typed.slice(whole.length).trim() };
}

interface Leaving {
  readonly name: string;
  readonly bang: boolean;
  readonly argument: string;
  readonly range: Part | undefined;
}

function writeOrQuit(vi: Vi, { name, bang, argument, range }: Leaving): void {
  const writes = name.startsWith('w') || (name.startsWith('x') && vi.modified);
  const quits = name.includes('q') || name.startsWith('x');
  if (writes && !writeFile(vi, argument === '' ? undefined : argument, range)) return;
  if (!quits) return;
  if (vi.modified && !bang && !writes) vi.message = reverse('No write since last change (:q! overrides)');
  else vi.ends = 0;
}

function deleteLines(vi: Vi, { first, last }: Part): void {
  changing(vi);
  const from = placeOf(vi.text, first);
  const to = endOf(vi.text, placeOf(vi.text, last)) + 1;
  vi.register = { text: vi.text.slice(from, to), whole: true };
  replace(vi, [from, to], '');
  vi.dot = firstWord(vi.text, Math.min(from, vi.text.length - 1));
}

function yank(vi: Vi, { first, last }: Part): void {
  const from = placeOf(vi.text, first);
  vi.register = { text: vi.text.slice(from, endOf(vi.text, placeOf(vi.text, last)) + 1), whole: true };
  vi.message = `Yank ${last - first + 1} lines (${vi.register.text.length} chars) from [D]`;
}

/** `s/old/new/g` in some lines; `\1` stands for the first group. Recorded: `&` is a character like others in BusyBox. */
function substitute(vi: Vi, typed: string, { first, last }: Part): void {
  const [old, fresh, flags] = partsOf(typed);
  const compiled = compileRegex(old === '' ? (vi.search?.text ?? '') : old, { ignoreCase: flags.includes('i') });
  if (!compiled.ok || (old === '' && !vi.search)) {
    vi.message = reverse(old === '' ? 'No previous search' : `Bad search pattern '${old}'`);
    return;
  }
  if (old !== '') vi.search = { text: old, back: false };
  const lines = vi.text.slice(0, -1).split('\n');
  let [total, touched, at] = [0, 0, -1];
  const made = lines.map((line, index) => {
    if (index < first || index > last) return line;
    const { text, count } = substituted(line, { regex: compiled.regex, fresh, all: flags.includes('g') });
    if (count === 0) return line;
    total += count;
    touched++;
    at = index;
    return text;
  });
  if (total === 0) {
    vi.message = reverse('No match');
    return;
  }
  changing(vi);
  vi.text = `${made.join('\n')}\n`;
  vi.dot = firstWord(vi.text, placeOf(vi.text, at));
  if (total > 1) vi.message = `${total} substitutions on ${touched} lines`;
}

interface Substitution {
  readonly regex: Regex;
  readonly fresh: string;
  readonly all: boolean;
}

function substituted(
  line: string,
  { regex, fresh, all }: Substitution,
): { readonly text: string; readonly count: number } {
  let [text, from, count] = ['', 0, 0];
  for (
    let found = regex.find(line, 0);
    found;
    found = all && from <= line.length ? regex.find(line, from) : undefined
  ) {
    const { start, end, groups } = found;
    text += line.slice(from, start);
    text += fresh.replaceAll(/\\(.)/g, (_, one: string) => (/\d/.test(one) ? (groups[Number(one)] ?? '') : one));
    count++;
    from = end;
    if (end > start) continue;
    text += line[end] ?? '';
    from = end + 1;
  }
  return { text: text + line.slice(from), count };
}

/** `/old/new/flags`, with any character instead of the slash; behind a backslash it is one of the text. */
function partsOf(typed: string): readonly [string, string, string] {
  const mark = typed[0] ?? '/';
  const parts = [''];
  for (let at = 1; at < typed.length; at++) {
    const pair = typed[at] === '\\' && at + 1 < typed.length;
    if (pair && typed[at + 1] === mark) parts[parts.length - 1] += typed[++at] ?? '';
    else if (pair) parts[parts.length - 1] += `\\${typed[++at] ?? ''}`;
    else if (typed[at] === mark && parts.length < 3) parts.push('');
    else parts[parts.length - 1] += typed[at] ?? '';
  }
  const [old = '', fresh = '', flags = ''] = parts;
  return [old, fresh, flags];
}
