export interface Token {
  /** `call` is a name directly followed by `(`. */
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'call' | 'builtin' | 'word' | 'sign' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const WORDS = new Set(
  'BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
);

/** Functions of POSIX awk, and the few that mawk and BusyBox add. */
export const BUILTINS = new Set(
  'length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper close system fflush systime strftime'.split(
    ' ',
  ),
);

const SIGNS = /\*\*=|\*\*|\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|&&|\|\||>>|[{}()[\];,+\-*/%^!<>|?:~$=]/y;

/** Takes a program apart. What is no token of awk becomes a sign of its own, which the parser then refuses. */
export function tokens(text: string): Token[] {
  const made: Token[] = [];
  let at = 0;
  let line = 1;
  const add = (kind: Token['kind'], value: string): void => {
    made.push({ kind, text: value, line });
  };
  while (at < text.length) {
    const rest = /(?:[ \t\r]|\\\r?\n|#[^\n]*)*/y;
    rest.lastIndex = at;
    const gap = rest.exec(text)?.[0] ?? '';
    line += gap.split('\n').length - 1;
    at += gap.length;
    const char = text[at];
    if (char === undefined) break;
    if (char === '\n') {
      add('newline', '\n');
      line++;
      at++;
    } else if (char === '"') at = quoted(text, at, (value) => add('string', value));
    else if (char === '/' && regexMayFollow(made.at(-1))) at = regexText(text, at, (value) => add('regex', value));
    else at = plain(text, at, add);
  }
  add('end', '');
  return made;
}

/** After a value a slash divides. */
function regexMayFollow(last: Token | undefined): boolean {
  if (!last) return true;
  if (last.kind === 'number' || last.kind === 'string' || last.kind === 'name' || last.kind === 'regex') return false;
  if (last.kind === 'builtin') return false;
  return !(last.kind === 'sign' && /^(?:\)|\]|\$|\+\+|--)$/.test(last.text));
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Text of a string literal, of `-v` and of `name=value` operands: escapes are expanded. */
export function unescapeString(text: string): string {
  return text.replaceAll(/\\([0-7]{1,3}|[\s\S])/g, (all, what: string) =>
    /^[0-7]/.test(what) ? String.fromCharCode(Number.parseInt(what, 8) & 255) : (ESCAPES[what] ?? all),
  );
}

function quoted(text: string, start: number, add: (value: string) => void): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  add(unescapeString(text.slice(start + 1, at).replaceAll('\\\n', '')));
  return at + 1;
}

function regexText(text: string, start: number, add: (value: string) => void): number {
  let at = start + 1;
  let bracket = false;
  for (; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (bracket) bracket = text[at] !== ']';
    else if (text[at] === '[') {
      bracket = true;
      if (text[at + 1] === '^') at++;
      if (text[at + 1] === ']') at++;
    } else if (text[at] === '/') break;
  }
  add(text.slice(start + 1, at).replaceAll(String.raw`\/`, '/'));
  return at + 1;
}

function plain(text: string, at: number, add: (kind: Token['kind'], value: string) => void): number {
  const number = /(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y;
  number.lastIndex = at;
  const digits = number.exec(text)?.[0];
  if (digits !== undefined) {
    add('number', digits);
    return at + digits.length;
  }
  const word = /[A-Za-z_]\w*/y;
  word.lastIndex = at;
  const name = word.exec(text)?.[0];
  if (name !== undefined) {
    const end = at + name.length;
    if (WORDS.has(name)) add('word', name);
    else if (BUILTINS.has(name)) add('builtin', name);
    else add(text[end] === '(' ? 'call' : 'name', name);
    return end;
  }
  SIGNS.lastIndex = at;
  const sign = SIGNS.exec(text)?.[0] ?? text[at] ?? '';
  add('sign', sign === '**' ? '^' : sign === '**=' ? '^=' : sign);
  return at + sign.length;
}
