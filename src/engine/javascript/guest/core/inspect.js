// util.inspect: the layout of values as Node 20 prints them, without colours.
const { kinds } = internal.core('inspect-kinds');
const { single } = internal.core('inspect-layout');
const { quoted } = internal.core('inspect-text');

const custom = Symbol.for('nodejs.util.inspect.custom');

const DEFAULTS = {
  depth: 2,
  breakLength: 80,
  compact: 3,
  maxArrayLength: 100,
  maxStringLength: 10_000,
  showHidden: false,
  sorted: false,
  getters: false,
  colors: false,
};

/** Text of any value. */
function inspect(value, options = {}, ...rest) {
  const chosen = typeof options === 'boolean' ? { showHidden: options, depth: rest[0] ?? 2 } : { ...options };
  const context = { ...DEFAULTS, ...chosen, seen: [], circular: new Map(), indent: 0, current: 0, stylize: String };
  if (context.depth === null) context.depth = Infinity;
  if (context.maxArrayLength === null) context.maxArrayLength = Infinity;
  if (context.compact === false) context.compact = 0;
  if (chosen.breakLength === undefined && chosen.compact === undefined) context.breakLength = DEFAULTS.breakLength;
  context.format = format;
  context.property = property;
  return format(context, value, 0);
}
inspect.custom = custom;
inspect.defaultOptions = DEFAULTS;

function format(context, value, depth) {
  if (value === null) return 'null';
  if (typeof value !== 'object' && typeof value !== 'function') return primitive(context, value);
  const own = value[custom];
  if (typeof own === 'function' && own !== inspect && !(value.constructor?.prototype === value))
    return customised(context, { value, own, depth });
  if (context.seen.includes(value)) {
    if (!context.circular.has(value)) context.circular.set(value, context.circular.size + 1);
    return `[Circular *${context.circular.get(value)}]`;
  }
  return object(context, value, depth);
}

function customised(context, { value, own, depth }) {
  const left = context.depth === Infinity ? Infinity : context.depth - depth;
  const made = own.call(value, left, { ...context, depth: left }, inspect);
  if (made === value) return object(context, value, depth);
  if (typeof made !== 'object' || made === null)
    return typeof made === 'string'
      ? made.replaceAll('\n', `\n${' '.repeat(context.indent)}`)
      : format(context, made, depth);
  return format(context, made, depth);
}

function primitive(context, value) {
  switch (typeof value) {
    case 'string':
      return text(context, value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return value.toString();
    default:
      return String(value);
  }
}

function text(context, value) {
  let rest = '';
  let shown = value;
  if (value.length > context.maxStringLength) {
    const more = value.length - context.maxStringLength;
    shown = value.slice(0, context.maxStringLength);
    rest = `... ${more} more character${more > 1 ? 's' : ''}`;
  }
  if (context.compact !== true && shown.length > 16 && shown.length > context.breakLength - context.indent - 4)
    return (
      shown
        .split(/(?<=\n)/)
        .map(quoted)
        .join(` +\n${' '.repeat(context.indent + 2)}`) + rest
    );
  return quoted(shown) + rest;
}

function object(context, value, depth) {
  const kind = kinds(context, value);
  const keys = keysOf(context, value, kind);
  if (kind.whole !== undefined && keys.length === 0 && kind.entries === undefined) return kind.whole;
  const [open, close] = kind.braces ?? ['{', '}'];
  if (kind.entries === undefined && keys.length === 0 && kind.whole === undefined) return `${open}${close}`;
  if (depth > context.depth) return `[${kind.short}]`;
  context.seen.push(value);
  context.current = depth;
  let output;
  try {
    output = [
      ...(kind.entries?.(depth + 1) ?? []),
      ...keys.map((key) => property(context, { value, key, depth: depth + 1, list: kind.list })),
    ];
  } finally {
    context.seen.pop();
  }
  if (output.length === 0) return kind.whole ?? `${open}${close}`;
  if (context.sorted) output.sort();
  const number = context.circular.get(value);
  const base =
    number === undefined ? (kind.whole ?? '') : `<ref *${number}>${kind.whole === undefined ? '' : ` ${kind.whole}`}`;
  return single(context, { output, base, open, close, depth, list: kind.list, value });
}

function keysOf(context, value, kind) {
  const names = context.showHidden ? Object.getOwnPropertyNames(value) : Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value).filter(
    (symbol) => context.showHidden || Object.prototype.propertyIsEnumerable.call(value, symbol),
  );
  const shown = kind.list ? names.filter((name) => !/^(?:0|[1-9]\d*)$/.test(name)) : names;
  const all = [...shown, ...symbols];
  return kind.keys ? kind.keys(all) : all;
}

/** `name: value`, or only the value for an element of a list. */
function property(context, { value, key, depth, element = false }) {
  const descriptor = Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key], enumerable: true };
  let shown;
  if (descriptor.value !== undefined || !(descriptor.get || descriptor.set)) {
    context.indent += 2;
    shown = format(context, descriptor.value, depth);
    context.indent -= 2;
  } else if (descriptor.get) shown = descriptor.set ? '[Getter/Setter]' : '[Getter]';
  else shown = '[Setter]';
  if (element) return shown;
  if (typeof key === 'symbol') return `[${key.toString()}]: ${shown}`;
  if (!descriptor.enumerable) return `[${key}]: ${shown}`;
  return `${/^[A-Za-z_][\w]*$/.test(key) ? key : quoted(key)}: ${shown}`;
}

const named = (value) => {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return NaN;
  return Object.is(value, -0) ? '-0' : value;
};

/** One `%` directive of a format; undefined when it is none. */
function directive(letter, value, options) {
  switch (letter) {
    case 's': {
      if (typeof value === 'bigint' || Object.is(value, -0)) return named(value);
      if (typeof value === 'object' && value !== null && !hasOwnText(value))
        return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
      return String(value);
    }
    case 'd':
      if (typeof value === 'object') return String(Number(value));
      return String(named(typeof value === 'bigint' || typeof value === 'symbol' ? value : Number(value)));
    case 'i':
      if (typeof value === 'bigint') return `${value}n`;
      return typeof value === 'symbol' ? 'NaN' : String(named(Number.parseInt(value, 10)));
    case 'f':
      return typeof value === 'symbol' ? 'NaN' : String(Number.parseFloat(value));
    case 'j':
      return JSON.stringify(value);
    case 'o':
      return inspect(value, { ...options, showHidden: true, depth: 4 });
    case 'O':
      return inspect(value, options);
    default:
      return letter === 'c' ? '' : undefined;
  }
}

function hasOwnText(value) {
  if (value instanceof Error) return true;
  const { toString } = value;
  return (
    typeof toString === 'function' &&
    toString !== Object.prototype.toString &&
    toString !== Array.prototype.toString &&
    toString !== Error.prototype.toString &&
    !(value instanceof Date && toString === Date.prototype.toString && false)
  );
}

/** util.format: directives of the first text take values, the rest is joined by blanks. */
function formatAll(options, values) {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map((value) => joined(value, options)).join(' ');
  if (rest.length === 0) return first;
  let used = 0;
  const head = first.replace(/%([sdifjoOc%])/g, (whole, letter) => {
    if (letter === '%') return '%';
    if (used >= rest.length) return whole;
    return directive(letter, rest[used++], options) ?? whole;
  });
  return [head, ...rest.slice(used).map((value) => joined(value, options))].join(' ');
}
const joined = (value, options) => (typeof value === 'string' ? value : inspect(value, options));

module.exports = {
  inspect,
  format: (...values) => formatAll({}, values),
  formatWithOptions: (options, ...values) => formatAll(options, values),
};
