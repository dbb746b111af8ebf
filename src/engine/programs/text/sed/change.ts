import type { Match } from '../../lib/regex/index.ts';
import type { Edit, Piece } from './ast.ts';

/** The text after `s`; undefined when nothing matched. */
export function substitute(space: string, edit: Edit): string | undefined {
  const flags = edit.flags ?? '';
  const wanted = Number(/\d+/.exec(flags)?.[0] ?? 1);
  const all = flags.includes('g');
  let made = '';
  let count = 0;
  let from = 0;
  let ended = -1;
  while (from <= space.length) {
    const match = edit.regex?.find(space, from);
    if (!match) break;
    const empty = match.end === match.start;
    made += space.slice(from, match.start);
    // An empty match directly after another does not count.
    if (empty && match.start === ended) {
      made += space[match.start] ?? '';
      from = match.start + 1;
      continue;
    }
    count++;
    const hit = count === wanted || (all && count > wanted);
    made += hit ? replaced(edit.replacement ?? [], match) : space.slice(match.start, match.end);
    from = match.end;
    ended = match.end;
    if (hit && !all) break;
    if (empty) made += space[from++] ?? '';
  }
  return count < wanted ? undefined : made + space.slice(from);
}

/** The replacement of one match, with changes of case. */
function replaced(pieces: readonly Piece[], match: Match): string {
  let made = '';
  let mode: 'U' | 'L' | undefined;
  let once: 'u' | 'l' | undefined;
  for (const piece of pieces) {
    if (typeof piece === 'object') {
      if (piece.turn === 'u' || piece.turn === 'l') once = piece.turn;
      else mode = piece.turn === 'E' ? undefined : piece.turn;
      continue;
    }
    let text = typeof piece === 'number' ? (match.groups[piece] ?? '') : piece;
    if (text === '') continue;
    if (mode) text = mode === 'U' ? text.toUpperCase() : text.toLowerCase();
    if (once) text = (once === 'u' ? text.slice(0, 1).toUpperCase() : text.slice(0, 1).toLowerCase()) + text.slice(1);
    once = undefined;
    made += text;
  }
  return made;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** The form of `l`: escapes for what is not printable, `$` at the end, lines broken with `\` at the width. */
export function unambiguous(text: string, width: number): string {
  const cells = Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 32 && code < 127) return ESCAPES[char] ?? char;
    return ESCAPES[char] ?? `\\${code.toString(8).padStart(3, '0')}`;
  });
  let made = '';
  let line = 0;
  for (const cell of cells) {
    if (width > 1 && line + cell.length > width - 1) {
      made += '\\\n';
      line = 0;
    }
    made += cell;
    line += cell.length;
  }
  return `${made}$`;
}
