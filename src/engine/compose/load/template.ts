import { quoted } from '../value.ts';

/** Values of variables: undefined is not set. */
export type Lookup = (name: string) => string | undefined;

export type Substituted =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly kind: 'template' | 'required'; readonly message: string };

/** What substitution is told. */
export interface Substitution {
  readonly lookup: Lookup;
  /** A variable that is not set and has no default. */
  readonly unset: (name: string) => void;
}

/** Deepest nesting of defaults within defaults. */
const DEEPEST = 100;

const VARIABLE = /^[_a-z][_a-z0-9]*/i;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?error}`, `${NAME:+other}` and their forms without colon; `$$` is a dollar
 * sign. Source: compose-go template/template.go.
 */
export function substitute(text: string, how: Substitution, depth = 0): Substituted {
  if (depth > DEEPEST) return { ok: false, kind: 'template', message: text };
  let out = '';
  let at = 0;
  let problem: Extract<Substituted, { ok: false }> | undefined;
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
    out += text.slice(at, dollar);
    const piece = one(text, dollar, { how, depth });
    if (!piece) {
      // no name, no brace, no second dollar: the sign stays
      out += '$';
      at = dollar + 1;
      continue;
    }
    if (piece.ok) out += piece.value;
    else problem ??= piece.kind === 'template' ? { ...piece, message: text } : piece;
    at = piece.end;
  }
  return problem ?? { ok: true, value: out + text.slice(at) };
}

type Piece = Substituted & { readonly end: number };

function one(text: string, dollar: number, given: { how: Substitution; depth: number }): Piece | undefined {
  const next = text.charAt(dollar + 1);
  if (next === '$') return { ok: true, value: '$', end: dollar + 2 };
  const named = VARIABLE.exec(text.slice(dollar + 1, dollar + 300))?.[0];
  if (named !== undefined) return { ok: true, value: plain(named, given.how), end: dollar + 1 + named.length };
  if (next !== '{') return undefined;
  const close = closing(text, dollar + 1);
  const broken: Piece = { ok: false, kind: 'template', message: text, end: text.length };
  if (close === -1) return broken;
  const inner = text.slice(dollar + 2, close);
  const name = VARIABLE.exec(inner)?.[0];
  if (name === undefined) return broken;
  const rest = inner.slice(name.length);
  if (rest === '') return { ok: true, value: plain(name, given.how), end: close + 1 };
  const operator = /^:?[-+?]/.exec(rest)?.[0];
  if (operator === undefined) return broken;
  return { ...operate({ name, operator, word: rest.slice(operator.length) }, given), end: close + 1 };
}

function plain(name: string, { lookup, unset }: Substitution): string {
  const value = lookup(name);
  if (value === undefined) unset(name);
  return value ?? '';
}

function operate(
  { name, operator, word }: { name: string; operator: string; word: string },
  { how, depth }: { how: Substitution; depth: number },
): Substituted {
  const filled = substitute(word, how, depth + 1);
  if (!filled.ok) return filled;
  const value = how.lookup(name);
  const there = value !== undefined && (!operator.startsWith(':') || value !== '');
  switch (operator.at(-1)) {
    case '-':
      return { ok: true, value: there ? value : filled.value };
    case '+':
      return { ok: true, value: there ? filled.value : (value ?? '') };
    default:
      if (there) return { ok: true, value };
      return {
        ok: false,
        kind: 'required',
        message: `required variable ${name} is missing a value${filled.value === '' ? '' : `: ${filled.value}`}`,
      };
  }
}

/** Where the brace that opens at `open` is closed; -1: nowhere. Source: template.go getFirstBraceClosingIndex. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '}' && --depth === 0) return at;
    if (text[at] === '{') {
      depth++;
      at++;
    }
  }
  return -1;
}

/** `The "X" variable is not set. Defaulting to a blank string.` */
export function unsetWarning(name: string): string {
  return `The ${quoted(name)} variable is not set. Defaulting to a blank string.`;
}
