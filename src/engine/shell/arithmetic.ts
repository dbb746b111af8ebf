/** What `$(( … ))` needs of the shell: variables by name. */
export interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** The text of a variable is itself an expression (ash, bash); dash wants a number. */
  readonly nested: boolean;
}

export type Calculated = { readonly ok: true; readonly value: bigint } | { readonly ok: false; readonly error: string };

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
  error: string | undefined;
  /** Above 0 in the part of `? :`, `&&`, `||` that does not count: nothing is assigned there. */
  skipping: number;
  readonly variables: Variables;
}

const TOKEN =
  /\s*(0[xX][0-9a-fA-F]+|\d+#?\w*|[A-Za-z_]\w*(?:\[[^\][]*\])?|<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),])/y;

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Evaluates an arithmetic expression in 64-bit integers; an empty one is 0. Errors are texts without the shell's prefix. */
export function calculate(text: string, variables: Variables): Calculated {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < text.length; end = TOKEN.lastIndex) {
    const match = TOKEN.exec(text);
    if (!match) {
      if (text.slice(end).trim() === '') break;
      return { ok: false, error: tokens.length > 0 ? `leftover:${text.slice(end).trim()}` : 'syntax' };
    }
    tokens.push(match[1] ?? '');
  }
  if (tokens.length === 0) return { ok: true, value: 0n };
  const reader: Reader = { tokens, at: 0, depth: 0, error: undefined, skipping: 0, variables };
  const value = comma(reader);
  if (reader.error === undefined && reader.at < tokens.length) reader.error = `leftover:${tokens[reader.at] ?? ''}`;
  return reader.error === undefined ? { ok: true, value } : { ok: false, error: reader.error };
}

function comma(reader: Reader): bigint {
  let value = assign(reader);
  while (take(reader, ',')) value = assign(reader);
  return value;
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at++;
  return true;
}

function fail(reader: Reader, error = 'syntax'): bigint {
  reader.error ??= error;
  reader.at = reader.tokens.length;
  return 0n;
}

function assign(reader: Reader): bigint {
  if (++reader.depth > 200) return fail(reader, 'expression too deep (limit of the simulator)');
  const name = reader.tokens[reader.at] ?? '';
  const operator = /^(?:[-+*/%&|^]|<<|>>)?=$/.exec(reader.tokens[reader.at + 1] ?? '')?.[0];
  let value: bigint;
  if (operator !== undefined && /^[A-Za-z_]/.test(name)) {
    reader.at += 2;
    const right = assign(reader);
    value = operator === '=' ? right : binary(reader, operator.slice(0, -1), [variable(reader, name), right]);
    store(reader, name, value);
  } else value = ternary(reader);
  reader.depth--;
  return value;
}

function store(reader: Reader, name: string, value: bigint): void {
  if (!reader.skipping && reader.error === undefined) reader.variables.set(name, String(value));
}

function ternary(reader: Reader): bigint {
  const test = level(reader, 0);
  if (!take(reader, '?')) return test;
  const yes = skippable(reader, test === 0n, comma);
  if (!take(reader, ':')) return fail(reader);
  const no = skippable(reader, test !== 0n, assign);
  return test === 0n ? no : yes;
}

function skippable(reader: Reader, skip: boolean, read: (reader: Reader) => bigint): bigint {
  if (skip) reader.skipping++;
  const value = read(reader);
  if (skip) reader.skipping--;
  return value;
}

function level(reader: Reader, depth: number): bigint {
  const operators = LEVELS[depth];
  if (!operators) return power(reader);
  let value = level(reader, depth + 1);
  for (;;) {
    const operator = reader.tokens[reader.at];
    if (operator === undefined || !operators.includes(operator)) return value;
    reader.at++;
    const decided = (operator === '||' && value !== 0n) || (operator === '&&' && value === 0n);
    const right = skippable(reader, decided, (inner) => level(inner, depth + 1));
    value = decided ? (operator === '||' ? 1n : 0n) : binary(reader, operator, [value, right]);
  }
}

function binary(reader: Reader, operator: string, [left, right]: readonly [bigint, bigint]): bigint {
  if ((operator === '/' || operator === '%') && right === 0n)
    return reader.skipping ? 0n : fail(reader, 'division by zero');
  return BigInt.asIntN(64, compute(operator, left, right));
}

function truth(value: boolean): bigint {
  return value ? 1n : 0n;
}

function compute(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '||':
      return truth(left !== 0n || right !== 0n);
    case '&&':
      return truth(left !== 0n && right !== 0n);
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    case '<':
      return truth(left < right);
    case '<=':
      return truth(left <= right);
    case '>':
      return truth(left > right);
    case '>=':
      return truth(left >= right);
    default:
      return number(operator, left, right);
  }
}

function number(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '<<':
      return left << (right & 63n);
    case '>>':
      return left >> (right & 63n);
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return right < 0n ? 0n : BigInt.asIntN(64, left ** (right > 63n ? 63n : right));
  }
}

function power(reader: Reader): bigint {
  const base = unary(reader);
  return take(reader, '**') ? binary(reader, '**', [base, power(reader)]) : base;
}

function unary(reader: Reader): bigint {
  if (++reader.depth > 200) return fail(reader, 'expression too deep (limit of the simulator)');
  const token = reader.tokens[reader.at++];
  let value: bigint;
  if (token === '+') value = unary(reader);
  else if (token === '-') value = -unary(reader);
  else if (token === '!') value = unary(reader) === 0n ? 1n : 0n;
  else if (token === '~') value = ~unary(reader);
  else if (token === '++' || token === '--') value = step(reader, token);
  else if (token === '(') {
    value = comma(reader);
    if (!take(reader, ')')) value = fail(reader);
  } else value = token === undefined ? fail(reader) : operand(reader, token);
  reader.depth--;
  return value;
}

/** `++x` and `--x`. */
function step(reader: Reader, token: string): bigint {
  const name = reader.tokens[reader.at++] ?? '';
  if (!/^[A-Za-z_]/.test(name)) return fail(reader);
  const value = variable(reader, name) + (token === '++' ? 1n : -1n);
  store(reader, name, value);
  return value;
}

function operand(reader: Reader, token: string): bigint {
  if (/^\d/.test(token)) return literal(reader, token);
  if (!/^[A-Za-z_]/.test(token)) return fail(reader);
  const value = variable(reader, token);
  const next = reader.tokens[reader.at];
  if (next === '++' || next === '--') {
    reader.at++;
    store(reader, token, value + (next === '++' ? 1n : -1n));
  }
  return value;
}

function literal(reader: Reader, token: string): bigint {
  const based = /^(\d+)#(\w+)$/.exec(token);
  if (based) return BigInt.asIntN(64, BigInt(Number.parseInt(based[2] ?? '', Number(based[1])) || 0));
  if (/^0[xX]/.test(token)) return BigInt.asIntN(64, BigInt(token));
  if (/^0[0-7]+$/.test(token)) return BigInt.asIntN(64, BigInt(`0o${token.slice(1)}`));
  if (/^\d+$/.test(token) && !/^0\d/.test(token)) return decimal(reader, BigInt(token));
  return fail(reader, /^\d+\w*$/.test(token) ? `value too great for base:${token}` : 'syntax');
}

/** A variable's text is a number; unset and empty are 0; anything else is an error that names it. */
function variable(reader: Reader, name: string): bigint {
  const text = (reader.variables.get(name) ?? '').trim();
  if (text === '') return 0n;
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|\d+)$/.exec(text);
  if (!match && reader.variables.nested) return nestedValue(reader, text);
  if (!match) return fail(reader, `Illegal number: ${text}`);
  const value = literal(reader, match[2] ?? '0');
  return match[1] === '-' ? -value : value;
}

/** The value of a variable whose text is an expression; a chain of names ends at the depth of expressions. */
function nestedValue(reader: Reader, text: string): bigint {
  if (reader.depth > 100) return fail(reader, 'expression recursion level exceeded');
  const tokens = calculate(text, { ...reader.variables, nested: reader.depth < 20 });
  reader.depth++;
  return tokens.ok ? tokens.value : fail(reader, tokens.error);
}

/** bash and ash go round at 64 bits, dash reads with strtoimax(3), which stops at the largest number. */
function decimal({ variables }: Reader, value: bigint): bigint {
  const largest = 2n ** 63n - 1n;
  return variables.nested || value <= largest ? BigInt.asIntN(64, value) : largest;
}
