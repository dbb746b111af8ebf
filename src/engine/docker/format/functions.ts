import { utf8 } from './utf8.ts';
import { toJson } from './json.ts';
import { inner } from './print.ts';
import { printf } from './printf.ts';
import { bool, compareBytes, int, isTrue, str, strings, typeOf, type Value } from './value.ts';

/** A function of templates. `params` are Go types; `any` takes everything, `...any` any number. */
export interface Callable {
  readonly params: readonly string[];
  call(args: readonly Value[]): Value | { readonly error: string };
}

type Answer = Value | { readonly error: string };

const textOf = (value: Value | undefined): string => (value?.kind === 'string' ? value.value : '');
const numberOf = (value: Value | undefined): number => (value?.kind === 'int' ? value.value : 0);
const isNone = (value: Value): boolean => value.kind === 'nil' || value.kind === 'missing';

function index([of, ...keys]: readonly Value[]): Answer {
  let value = of ?? ({ kind: 'nil' } as const);
  if (isNone(value)) return { error: 'index of untyped nil' };
  for (const key of keys) {
    if (value.kind === 'pointer') return { error: 'index of nil pointer' };
    if (value.kind === 'map') {
      if (key.kind !== 'string') return { error: `value has type ${typeOf(key)}; should be string` };
      value = value.entries?.get(key.value) ?? value.zero;
    } else if (value.kind === 'slice' || value.kind === 'string') {
      if (key.kind !== 'int')
        return {
          error: isNone(key)
            ? 'cannot index slice/array with nil'
            : `cannot index slice/array with type ${typeOf(key)}`,
        };
      const length = value.kind === 'slice' ? (value.items?.length ?? 0) : value.value.length;
      if (key.value < 0 || key.value >= length) return { error: `index out of range: ${key.value}` };
      value =
        value.kind === 'slice'
          ? (value.items?.[key.value] ?? { kind: 'nil' })
          : int(value.value.charCodeAt(key.value), 'uint8');
    } else return { error: `can't index item of type ${typeOf(value)}` };
  }
  return value;
}

function slice([of, ...ends]: readonly Value[]): Answer {
  if (!of || isNone(of)) return { error: 'slice of untyped nil' };
  if (ends.length > 3) return { error: `too many slice indexes: ${ends.length}` };
  if (of.kind !== 'slice' && of.kind !== 'string') return { error: `can't slice item of type ${typeOf(of)}` };
  if (of.kind === 'string' && ends.length === 3) return { error: 'cannot 3-index slice a string' };
  const whole: string | readonly Value[] = of.kind === 'string' ? of.value : (of.items ?? []);
  const range = [0, whole.length];
  for (const [at, end] of ends.entries()) {
    if (end.kind !== 'int') return { error: `cannot index slice/array with type ${typeOf(end)}` };
    if (end.value < 0 || end.value > whole.length) return { error: `index out of range: ${end.value}` };
    if (at < 2) range[at] = end.value;
  }
  const [from = 0, to = 0] = range;
  if (from > to) return { error: `invalid slice index: ${from} > ${to}` };
  return of.kind === 'string' ? str(of.value.slice(from, to)) : { ...of, items: (of.items ?? []).slice(from, to) };
}

function len([of]: readonly Value[]): Answer {
  if (!of || of.kind === 'missing') return { error: 'reflect: call of reflect.Value.Type on zero Value' };
  switch (of.kind) {
    case 'slice':
      return int(of.items?.length ?? 0, 'int');
    case 'map':
      return int(of.entries?.size ?? 0, 'int');
    case 'string':
      return int(utf8(of.value).length, 'int');
    case 'nil':
    case 'pointer':
      return { error: 'len of nil pointer' };
    default:
      return { error: `len of type ${typeOf(of)}` };
  }
}

const basic = (value: Value): boolean => /^(?:bool|int|float|string)$/.test(value.kind);

/** Two values in order, or why they have none. Source: Go text/template funcs.go eq, lt. */
function compare(one: Value, other: Value): number | { readonly error: string } {
  if (!basic(one) || !basic(other)) {
    if (isNone(one) || isNone(other)) return isNone(one) && isNone(other) ? 0 : Number.NaN;
    const odd = basic(one) ? other : one;
    return { error: `non-comparable type ${printf('%s', [odd])}: ${typeOf(odd)}` };
  }
  if (one.kind !== other.kind) return { error: 'incompatible types for comparison' };
  if (one.kind === 'string' && other.kind === 'string') return compareBytes(one.value, other.value);
  const left = 'value' in one ? Number(one.value) : 0;
  const right = 'value' in other ? Number(other.value) : 0;
  return left - right;
}

function equal([one, ...others]: readonly Value[]): Answer {
  if (!one || others.length === 0) return { error: 'missing argument for comparison' };
  for (const other of others) {
    const order = compare(one, other);
    if (typeof order === 'object') return order;
    if (order === 0) return bool(true);
  }
  return bool(false);
}

function ordered(holds: (order: number) => boolean): Callable {
  return {
    params: ['any', 'any'],
    call([one = { kind: 'nil' }, other = { kind: 'nil' }]) {
      if (!basic(one) || !basic(other)) return { error: 'invalid type for comparison' };
      const order = compare(one, other);
      if (typeof order === 'object') return order;
      return one.kind === 'bool' ? { error: 'invalid type for comparison' } : bool(holds(order));
    },
  };
}

/** Source: fmt.Sprint: a space between operands when neither is a string. */
function print(values: readonly Value[]): string {
  return values
    .map((value, at) => {
      const before = values[at - 1];
      return `${before && before.kind !== 'string' && value.kind !== 'string' ? ' ' : ''}${inner(value)}`;
    })
    .join('');
}

function unary(change: (text: string) => string): Callable {
  return { params: ['string'], call: ([value]) => str(change(textOf(value))) };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Functions of Go's templates and those that docker adds. Source: Go text/template funcs.go; docker/cli templates/templates.go. */
export const FUNCTIONS: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  [
    'and',
    { params: ['any', '...any'], call: (args) => args.find((one) => !isTrue(one)) ?? args.at(-1) ?? bool(false) },
  ],
  ['or', { params: ['any', '...any'], call: (args) => args.find((one) => isTrue(one)) ?? args.at(-1) ?? bool(false) }],
  ['call', { params: ['any', '...any'], call: ([value]) => value ?? bool(false) }],
  [
    'js',
    {
      params: ['...any'],
      call: (args) =>
        str(
          print(args).replace(/[\\'"<>&=]/g, (one) =>
            /[\\'"]/.test(one) ? `\\${one}` : `\\u00${one.charCodeAt(0).toString(16).toUpperCase()}`,
          ),
        ),
    },
  ],
  ['not', { params: ['any'], call: ([value]) => bool(!value || !isTrue(value)) }],
  ['index', { params: ['any', '...any'], call: index }],
  ['slice', { params: ['any', '...any'], call: slice }],
  ['len', { params: ['any'], call: len }],
  ['eq', { params: ['any', '...any'], call: equal }],
  [
    'ne',
    {
      params: ['any', 'any'],
      call(args) {
        const answer = equal(args);
        return 'error' in answer ? answer : bool(!isTrue(answer));
      },
    },
  ],
  ['lt', ordered((order) => order < 0)],
  ['le', ordered((order) => order <= 0)],
  ['gt', ordered((order) => order > 0)],
  ['ge', ordered((order) => order >= 0)],
  ['print', { params: ['...any'], call: (args) => str(print(args)) }],
  ['println', { params: ['...any'], call: (args) => str(`${args.map(inner).join(' ')}\n`) }],
  ['printf', { params: ['string', '...any'], call: ([format, ...args]) => str(printf(textOf(format), args)) }],
  ['html', { params: ['...any'], call: (args) => str(print(args).replace(/["'&<>]/g, (one) => ESCAPES[one] ?? one)) }],
  ['urlquery', { params: ['...any'], call: (args) => str(encodeURIComponent(print(args)).replaceAll('%20', '+')) }],
  ['json', { params: ['any'], call: ([value]) => str(value ? toJson(value) : 'null') }],
  [
    'split',
    {
      params: ['string', 'string'],
      call: ([text, separator]) =>
        strings(textOf(separator) === '' ? Array.from(textOf(text)) : textOf(text).split(textOf(separator))),
    },
  ],
  [
    'join',
    {
      params: ['[]string', 'string'],
      call: ([list, separator]) =>
        str(list?.kind === 'slice' ? (list.items ?? []).map(textOf).join(textOf(separator)) : ''),
    },
  ],
  [
    'title',
    unary((text) =>
      text.replace(
        /(^|[^\p{L}\p{N}_'])(\p{L})/gu,
        (_all, before: string, letter: string) => before + letter.toUpperCase(),
      ),
    ),
  ],
  ['lower', unary((text) => text.toLowerCase())],
  ['upper', unary((text) => text.toUpperCase())],
  [
    'pad',
    {
      params: ['string', 'int', 'int'],
      call: ([text, before, after]) =>
        str(
          textOf(text) === ''
            ? ''
            : ' '.repeat(Math.max(0, numberOf(before))) + textOf(text) + ' '.repeat(Math.max(0, numberOf(after))),
        ),
    },
  ],
  [
    'truncate',
    {
      params: ['string', 'int'],
      call: ([text, length]) =>
        str(
          textOf(text).length < numberOf(length) ? textOf(text) : textOf(text).slice(0, Math.max(0, numberOf(length))),
        ),
    },
  ],
]);

/** For headings: the text as it is. Source: docker/cli templates.go HeaderFunctions. */
export const HEADER_FUNCTIONS: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  ...['json', 'title', 'lower', 'upper'].map((name) => [name, unary((text) => text)] as const),
  ['truncate', { params: ['string', 'int'], call: ([text]) => str(textOf(text)) }],
]);
