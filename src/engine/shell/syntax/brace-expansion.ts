/** Most words that braces of one word may stand for. */
const MAX_WORDS = 10_000;

/** `a{b,c}d` → `abd`, `acd`; `{1..3}`, `{a..e..2}`; quotes, `$…` and escapes are passed over. Text is shell text before any expansion. */
export function expandBraces(text: string): string[] {
  const found = firstBraces(text);
  if (!found) return [text];
  const { open, close, commas } = found;
  const head = text.slice(0, open);
  const inner = text.slice(open + 1, close);
  const parts = commas.length > 0 ? cut(text, [open, ...commas, close]) : sequence(inner);
  const tails = expandBraces(text.slice(close + 1));
  if (!parts) return tails.map((tail) => `${text.slice(0, close + 1)}${tail}`);
  const made: string[] = [];
  for (const part of parts)
    for (const own of commas.length > 0 ? expandBraces(part) : [part])
      for (const tail of tails) if (made.length < MAX_WORDS) made.push(`${head}${own}${tail}`);
  return made;
}

function cut(text: string, at: readonly number[]): string[] {
  return at.slice(1).map((end, index) => text.slice((at[index] ?? 0) + 1, end));
}

/** The first braces that hold a comma or a sequence. */
function firstBraces(text: string): { open: number; close: number; commas: number[] } | undefined {
  for (let open = skipTo(text, 0, '{'); open < text.length; open = skipTo(text, open + 1, '{')) {
    const commas: number[] = [];
    let depth = 0;
    for (let at = skipTo(text, open, '{},'); at < text.length; at = skipTo(text, at + 1, '{},')) {
      const char = text[at];
      if (char === '{') depth++;
      else if (char === ',' && depth === 1) commas.push(at);
      else if (char === '}' && --depth === 0) {
        if (commas.length > 0 || sequence(text.slice(open + 1, at))) return { open, close: at, commas };
        break;
      }
    }
  }
  return undefined;
}

/** The next of these characters that is not quoted and not part of an expansion. */
function skipTo(text: string, from: number, chars: string): number {
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\\') at += 2;
    else if (char === "'" || char === '"' || char === '`') at = closing(text, at, char) + 1;
    else if (char === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) at = balanced(text, at + 1) + 1;
    else if (chars.includes(char)) return at;
    else at++;
  }
  return text.length;
}

function closing(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote !== "'") at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

function balanced(text: string, from: number): number {
  const open = text[from] ?? '';
  const close = open === '{' ? '}' : ')';
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return text.length;
}

/** `1..5`, `05..1..2`, `a..e`. */
function sequence(text: string): string[] | undefined {
  const numbers = /^([-+]?\d+)\.\.([-+]?\d+)(?:\.\.([-+]?\d+))?$/.exec(text);
  const letters = numbers ? null : /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([-+]?\d+))?$/.exec(text);
  const match = numbers ?? letters;
  if (!match) return undefined;
  const [, first = '', last = '', given] = match;
  const from = numbers ? Number(first) : (first.codePointAt(0) ?? 0);
  const to = numbers ? Number(last) : (last.codePointAt(0) ?? 0);
  const step = Math.max(1, Math.abs(Number(given ?? 1))) * (from <= to ? 1 : -1);
  const padded = (numbers && /^-?0\d/.test(first)) || /^-?0\d/.test(last);
  const width = padded ? Math.max(first.length, last.length) : 0;
  const made: string[] = [];
  for (let value = from; (step > 0 ? value <= to : value >= to) && made.length < MAX_WORDS; value += step)
    made.push(numbers ? pad(value, width) : String.fromCodePoint(value));
  return made;
}

function pad(value: number, width: number): string {
  const digits = String(Math.abs(value));
  return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
}
