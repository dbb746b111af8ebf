// util.
const { inspect, format, formatWithOptions } = internal.core('inspect');
const errors = internal.core('errors');
const { same } = internal.core('equality');
const { TextEncoder, TextDecoder } = internal.core('encoding');

const custom = Symbol.for('nodejs.util.promisify.custom');
function promisify(original) {
  errors.check('function', original, 'original');
  if (original[custom]) return original[custom];
  function promised(...args) {
    return new Promise((resolve, reject) => {
      original.call(this, ...args, (error, ...values) => (error ? reject(error) : resolve(values[0])));
    });
  }
  return Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
}
promisify.custom = custom;

function callbackify(original) {
  errors.check('function', original, 'original');
  return function called(...args) {
    const callback = args.pop();
    original.apply(this, args).then(
      (value) => process.nextTick(callback, null, value),
      (error) => process.nextTick(callback, error ?? new Error('Promise was rejected with falsy value')),
    );
  };
}

function inherits(Child, Parent) {
  Object.defineProperty(Child, 'super_', { value: Parent, writable: true, configurable: true });
  Object.setPrototypeOf(Child.prototype, Parent.prototype);
}

function deprecate(original, message, code) {
  let told = false;
  return function deprecated(...args) {
    if (!told) process.emitWarning(message, 'DeprecationWarning', code);
    told = true;
    return new.target ? Reflect.construct(original, args, new.target) : original.apply(this, args);
  };
}

/** Prints when NODE_DEBUG names the section. */
function debuglog(section) {
  const sections = (process.env.NODE_DEBUG ?? '').toUpperCase().split(',');
  const enabled = sections.includes(section.toUpperCase());
  const log = (...values) => {
    if (enabled) internal.host('err', `${section.toUpperCase()} ${process.pid}: ${format(...values)}\n`);
  };
  return Object.assign(log, { enabled });
}

const brand = (value) => Object.prototype.toString.call(value).slice(8, -1);
const types = {
  isPromise: (value) => value instanceof Promise,
  isRegExp: (value) => value instanceof RegExp,
  isDate: (value) => value instanceof Date,
  isMap: (value) => value instanceof Map,
  isSet: (value) => value instanceof Set,
  isWeakMap: (value) => value instanceof WeakMap,
  isWeakSet: (value) => value instanceof WeakSet,
  isNativeError: (value) => value instanceof Error,
  isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: (value) => value instanceof Uint8Array,
  isArrayBuffer: (value) => value instanceof ArrayBuffer,
  isAnyArrayBuffer: (value) => value instanceof ArrayBuffer || value instanceof SharedArrayBuffer,
  isArrayBufferView: (value) => ArrayBuffer.isView(value),
  isAsyncFunction: (value) => brand(value) === 'AsyncFunction' || brand(value) === 'AsyncGeneratorFunction',
  isGeneratorFunction: (value) => /GeneratorFunction$/.test(brand(value)),
  isGeneratorObject: (value) => brand(value) === 'Generator',
  isSymbolObject: (value) => typeof value === 'object' && brand(value) === 'Symbol',
  isNumberObject: (value) => typeof value === 'object' && brand(value) === 'Number',
  isStringObject: (value) => typeof value === 'object' && brand(value) === 'String',
  isBooleanObject: (value) => typeof value === 'object' && brand(value) === 'Boolean',
};

const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  inverse: [7, 27],
  black: [30, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39],
  gray: [90, 39],
  grey: [90, 39],
};
function styleText(names, text) {
  return [].concat(names).reduce((styled, name) => {
    const codes = STYLES[name];
    return codes ? `\u001b[${codes[0]}m${styled}\u001b[${codes[1]}m` : styled;
  }, text);
}

module.exports = {
  inspect,
  format,
  formatWithOptions,
  promisify,
  callbackify,
  inherits,
  deprecate,
  debuglog,
  debug: debuglog,
  types,
  styleText,
  TextEncoder,
  TextDecoder,
  isDeepStrictEqual: (left, right) => same(left, right, true),
  isArray: Array.isArray,
  stripVTControlCharacters: (text) => text.replace(/\u001b\[[\d;]*[A-Za-z]/g, ''),
  toUSVString: (text) => String(text).toWellFormed(),
  parseArgs: (config) => internal.core('parse-args').parseArgs(config),
  getSystemErrorName: (number) => Object.entries(errors.ERRNO).find(([, [value]]) => value === -number)?.[0],
};
Object.defineProperty(module.exports, 'parseEnv', {
  enumerable: true,
  value: (text) => internal.host('parseEnv', String(text)),
});
