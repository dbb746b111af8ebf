import { at, CALLS, each, field, fail, FUNCTIONS, OPERATORS, type Filter, type Json } from './filter.ts';

interface Reading {
  readonly tokens: readonly string[];
  next: number;
}

const TOKEN =
  /\s*("(?:[^"\\]|\\.)*"|\/\/|[=!<>]=|\?|\.\.|\.[A-Za-z_]\w*|\.(?=")|-?\d+(?:\.\d+)?|[A-Za-z_]\w*|[.[\]{}()|,:<>+])/y;

/** Rows of operators, the loosest first. */
const ROWS = [['//'], ['or'], ['and'], ['==', '!=', '<', '>', '<=', '>='], ['+']];
/** Deepest nesting that is read. */
const DEEPEST = 200;

/** A jq program as one filter: paths, pipes, commas, arrays, objects, comparisons, some functions. Undefined: not read. */
export function parseJq(program: string): Filter | undefined {
  const tokens: string[] = [];
  let from = 0;
  while (program.slice(from).trim() !== '') {
    TOKEN.lastIndex = from;
    const match = TOKEN.exec(program);
    if (!match) return undefined;
    tokens.push(match[1] ?? '');
    from = TOKEN.lastIndex;
  }
  if (tokens.length === 0) return (input) => [input];
  const reading: Reading = { tokens, next: 0 };
  const filter = pipe(reading, 0);
  return filter && reading.next === tokens.length ? filter : undefined;
}

function take(reading: Reading, ...wanted: readonly string[]): string | undefined {
  const token = reading.tokens[reading.next];
  if (token === undefined || !wanted.includes(token)) return undefined;
  reading.next++;
  return token;
}

function pipe(reading: Reading, depth: number): Filter | undefined {
  if (depth > DEEPEST) return undefined;
  const left = comma(reading, depth);
  if (!left || !take(reading, '|')) return left;
  const right = pipe(reading, depth + 1);
  return right && ((input) => left(input).flatMap(right));
}

function comma(reading: Reading, depth: number): Filter | undefined {
  const all: Filter[] = [];
  do {
    const one = binary(reading, 0, depth);
    if (!one) return undefined;
    all.push(one);
  } while (take(reading, ','));
  return (input) => all.flatMap((one) => one(input));
}

function binary(reading: Reading, row: number, depth: number): Filter | undefined {
  const names = ROWS[row];
  if (!names) return postfix(reading, depth);
  let left = binary(reading, row + 1, depth);
  for (let name = take(reading, ...names); left && name; name = take(reading, ...names)) {
    const [first, right, operator] = [left, binary(reading, row + 1, depth), OPERATORS[name]];
    if (!right || !operator) return undefined;
    left = (input) => right(input).flatMap((one) => first(input).map((other) => operator(other, one)));
  }
  return left;
}

function postfix(reading: Reading, depth: number): Filter | undefined {
  let filter = term(reading, depth);
  while (filter) {
    const suffix = step(reading);
    if (suffix === 'none') return filter;
    if (suffix === undefined) return undefined;
    const before: Filter = filter;
    filter = suffix === 'try' ? quiet(before) : (input) => before(input).flatMap(suffix);
  }
  return filter;
}

/** `.name`, `[n]`, `[]`, `["name"]` or `?` after something. */
function step(reading: Reading): Filter | 'none' | 'try' | undefined {
  const token = reading.tokens[reading.next] ?? '';
  if (take(reading, '?')) return 'try';
  if (/^\.\w/.test(token)) {
    reading.next++;
    return field(token.slice(1));
  }
  if (token === '.' && /^["[]/.test(reading.tokens[reading.next + 1] ?? '')) reading.next++;
  const inner = reading.tokens[reading.next] ?? '';
  if (token === '.' && inner.startsWith('"')) {
    reading.next++;
    return field(JSON.parse(inner) as string);
  }
  if (!take(reading, '[')) return token === '.' ? undefined : 'none';
  if (take(reading, ']')) return each;
  const key = reading.tokens[reading.next++] ?? '';
  if (!take(reading, ']')) return undefined;
  if (/^-?\d+$/.test(key)) return at(Number(key));
  return key.startsWith('"') ? field(JSON.parse(key) as string) : undefined;
}

function quiet(filter: Filter): Filter {
  return (input) => {
    try {
      return filter(input);
    } catch {
      return [];
    }
  };
}

function term(reading: Reading, depth: number): Filter | undefined {
  const token = reading.tokens[reading.next];
  if (token === undefined || depth > DEEPEST) return undefined;
  if (/^\.\w/.test(token)) return (input) => [input];
  reading.next++;
  if (token === '.') {
    // what follows belongs to the path
    if (/^["[]/.test(reading.tokens[reading.next] ?? '')) reading.next--;
    return (input) => [input];
  }
  if (token === '(') {
    const inner = pipe(reading, depth + 1);
    return take(reading, ')') ? inner : undefined;
  }
  if (token === '[') {
    if (take(reading, ']')) return () => [[]];
    const inner = pipe(reading, depth + 1);
    return inner && take(reading, ']') ? (input) => [inner(input)] : undefined;
  }
  if (token === '{') return object(reading, depth);
  if (token.startsWith('"')) return literal(token);
  if (/^-?\d/.test(token)) return () => [Number(token)];
  return word(reading, token, depth);
}

function literal(token: string): Filter | undefined {
  // strings with values in them are not read
  return token.includes(String.raw`\(`) ? undefined : () => [JSON.parse(token) as Json];
}

function word(reading: Reading, name: string, depth: number): Filter | undefined {
  const constants: Readonly<Record<string, Json>> = { true: true, false: false, null: null };
  if (Object.hasOwn(constants, name)) return () => [constants[name] ?? null];
  if (!take(reading, '(')) return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  const argument = pipe(reading, depth + 1);
  const call = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
  return argument && call && take(reading, ')') ? call(argument) : undefined;
}

function object(reading: Reading, depth: number): Filter | undefined {
  const fields: [string, Filter][] = [];
  while (!take(reading, '}')) {
    if (fields.length > 0 && !take(reading, ',')) return undefined;
    const key = reading.tokens[reading.next++] ?? '';
    const name = key.startsWith('"') ? (JSON.parse(key) as string) : key;
    if (!/^[\w-]/.test(name)) return undefined;
    const value = take(reading, ':') ? binary(reading, 0, depth + 1) : field(name);
    if (!value) return undefined;
    fields.push([name, value]);
  }
  return (input) => {
    let made: { [key: string]: Json }[] = [{}];
    for (const [name, value] of fields)
      made = value(input).flatMap((one) => made.map((sofar) => ({ ...sofar, [name]: one })));
    return made.length > 100_000 ? fail('Cannot make so many objects') : made;
  };
}
