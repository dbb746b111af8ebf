// Buffer: bytes with utf8, hex, base64, latin1 and utf16le.
const { encode, decode } = internal.core('encoding');
const errors = internal.core('errors');

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function toBase64(bytes, alphabet = BASE64, pad = '=') {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const left = bytes.length - at;
    text += alphabet[three >> 18] + alphabet[(three >> 12) & 63];
    text += left > 1 ? alphabet[(three >> 6) & 63] : pad;
    text += left > 2 ? alphabet[three & 63] : pad;
  }
  return text;
}

function fromBase64(text) {
  const bytes = [];
  let bits = 0;
  let count = 0;
  for (const char of text) {
    if (char === '=') break;
    const value = char === '-' ? 62 : char === '_' ? 63 : BASE64.indexOf(char);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  return bytes;
}

const ENCODINGS = {
  utf8: { from: encode, to: (bytes) => decode(bytes).text },
  hex: {
    from: (text) => (/^(?:[\da-f]{2})*/i.exec(text)[0].match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)),
    to: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  },
  base64: { from: fromBase64, to: (bytes) => toBase64(bytes) },
  base64url: { from: fromBase64, to: (bytes) => toBase64(bytes, `${BASE64.slice(0, 62)}-_`, '') },
  latin1: {
    from: (text) => Array.from(text, (char) => char.charCodeAt(0) & 255),
    to: (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''),
  },
  ascii: {
    from: (text) => Array.from(text, (char) => char.charCodeAt(0) & 255),
    to: (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte & 127)).join(''),
  },
  utf16le: {
    from: (text) =>
      Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((code) => [code & 255, code >> 8]),
    to: (bytes) =>
      Array.from({ length: bytes.length >> 1 }, (_, at) =>
        String.fromCharCode(bytes[2 * at] | (bytes[2 * at + 1] << 8)),
      ).join(''),
  },
};
const ALIASES = { 'utf-8': 'utf8', binary: 'latin1', ucs2: 'utf16le', 'ucs-2': 'utf16le', 'utf-16le': 'utf16le' };

function codec(encoding = 'utf8') {
  const name = String(encoding).toLowerCase();
  const found = ENCODINGS[ALIASES[name] ?? name];
  if (!found) throw errors.coded(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  return found;
}

// Memory of large buffers is the container's: the machine is told how many bytes live, and may end the program.
const LARGE = 65536;
let living = [];
function counted(buffer, size) {
  living = living.filter(({ ref }) => ref.deref() !== undefined);
  living.push({ ref: new WeakRef(buffer), size });
  internal.host(
    'memory',
    living.reduce((sum, each) => sum + each.size, 0),
  );
}

class Buffer extends Uint8Array {
  static get poolSize() {
    return 8192;
  }
  static from(value, encoding, length) {
    if (typeof value === 'string') return Buffer.wrap(Uint8Array.from(codec(encoding).from(value)));
    if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer)
      return new Buffer(value, encoding ?? 0, length ?? value.byteLength - (encoding ?? 0));
    if (ArrayBuffer.isView(value) || Array.isArray(value)) return Buffer.wrap(Uint8Array.from(value));
    if (value?.type === 'Buffer' && Array.isArray(value.data)) return Buffer.wrap(Uint8Array.from(value.data));
    if (value != null && typeof value.valueOf === 'function' && value.valueOf() !== value)
      return Buffer.from(value.valueOf(), encoding);
    throw errors.coded(
      TypeError,
      'ERR_INVALID_ARG_TYPE',
      `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${errors.received(value)}`,
    );
  }
  static wrap(bytes) {
    return new Buffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  static alloc(size, fill, encoding) {
    if (typeof size !== 'number')
      throw errors.coded(
        TypeError,
        'ERR_INVALID_ARG_TYPE',
        `The "size" argument must be of type number. Received ${errors.received(size)}`,
      );
    const made = new Buffer(size);
    if (size >= LARGE) counted(made, size);
    return fill === undefined ? made : made.fill(fill, 0, size, encoding);
  }
  static allocUnsafe(size) {
    return Buffer.alloc(size);
  }
  static allocUnsafeSlow(size) {
    return Buffer.alloc(size);
  }
  static isBuffer(value) {
    return value instanceof Buffer;
  }
  static isEncoding(name) {
    const lower = String(name).toLowerCase();
    return Object.hasOwn(ENCODINGS, ALIASES[lower] ?? lower);
  }
  static byteLength(value, encoding) {
    return typeof value === 'string' ? codec(encoding).from(value).length : value.byteLength;
  }
  static compare(left, right) {
    for (let at = 0; at < Math.min(left.length, right.length); at++)
      if (left[at] !== right[at]) return left[at] < right[at] ? -1 : 1;
    return Math.sign(left.length - right.length);
  }
  static concat(list, length = list.reduce((sum, each) => sum + each.length, 0)) {
    const made = Buffer.alloc(length);
    let at = 0;
    for (const each of list) {
      made.set(each.subarray(0, Math.max(0, length - at)), at);
      at += each.length;
    }
    return made;
  }
  toString(encoding, start = 0, end = this.length) {
    return codec(encoding).to(Uint8Array.prototype.subarray.call(this, start, end));
  }
  toJSON() {
    return { type: 'Buffer', data: Array.from(this) };
  }
  equals(other) {
    return Buffer.compare(this, other) === 0;
  }
  compare(other) {
    return Buffer.compare(this, other);
  }
  slice(start, end) {
    return this.subarray(start, end);
  }
  write(text, offset = 0, length = this.length - offset, encoding = 'utf8') {
    const bytes = Uint8Array.from(
      codec(typeof offset === 'string' ? offset : typeof length === 'string' ? length : encoding).from(text),
    );
    const at = typeof offset === 'number' ? offset : 0;
    const fitting = bytes.subarray(0, Math.min(typeof length === 'number' ? length : this.length, this.length - at));
    this.set(fitting, at);
    return fitting.length;
  }
  copy(target, targetStart = 0, start = 0, end = this.length) {
    const part = this.subarray(start, Math.min(end, start + target.length - targetStart));
    target.set(part, targetStart);
    return part.length;
  }
  fill(value, start = 0, end = this.length, encoding = 'utf8') {
    if (typeof value === 'number') return super.fill(value, start, end);
    const bytes = typeof value === 'string' ? codec(typeof start === 'string' ? start : encoding).from(value) : value;
    const from = typeof start === 'number' ? start : 0;
    for (let at = from; at < end && bytes.length > 0; at++) this[at] = bytes[(at - from) % bytes.length];
    return this;
  }
  indexOf(value, from = 0, encoding = 'utf8') {
    if (typeof value === 'number') return super.indexOf(value, from);
    const bytes = typeof value === 'string' ? Uint8Array.from(codec(encoding).from(value)) : value;
    for (let at = from; at <= this.length - bytes.length; at++)
      if (bytes.every((byte, next) => this[at + next] === byte)) return at;
    return -1;
  }
  includes(value, from, encoding) {
    return this.indexOf(value, from, encoding) >= 0;
  }
  [Symbol.for('nodejs.util.inspect.custom')]() {
    const shown = Array.from(this.subarray(0, 50), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const rest = this.length - 50;
    return `<Buffer${shown === '' ? '' : ` ${shown}`}${rest > 0 ? ` ... ${rest} more byte${rest > 1 ? 's' : ''}` : ''}>`;
  }
}

function numbers(name, size, { big = false } = {}) {
  const view = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  for (const [suffix, little] of size === 1
    ? [['', true]]
    : [
        ['LE', true],
        ['BE', false],
      ]) {
    const get =
      { UInt: 'Uint', Int: 'Int', Float: 'Float', Double: 'Float', BigInt: 'BigInt', BigUInt: 'BigUint' }[name] +
      size * 8;
    const method = `${name}${big || size === 1 || /U?Int/.test(name) ? size * 8 : ''}${suffix}`;
    Buffer.prototype[`read${method}`] = function read(offset = 0) {
      bounds(this, offset, size);
      return view(this)[`get${get}`](offset, little);
    };
    Buffer.prototype[`write${method}`] = function write(value, offset = 0) {
      bounds(this, offset, size);
      view(this)[`set${get}`](offset, value, little);
      return offset + size;
    };
  }
}
function bounds(buffer, offset, size) {
  if (offset >= 0 && offset + size <= buffer.length) return;
  const last = buffer.length - size;
  if (last < 0)
    throw errors.coded(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
  throw errors.coded(
    RangeError,
    'ERR_OUT_OF_RANGE',
    `The value of "offset" is out of range. It must be >= 0 and <= ${last}. Received ${offset}`,
  );
}
for (const size of [1, 2, 4]) for (const name of ['UInt', 'Int']) numbers(name, size);
numbers('Float', 4);
numbers('Double', 8);
for (const name of ['BigInt', 'BigUInt']) numbers(name, 8, { big: true });
for (const method of Object.getOwnPropertyNames(Buffer.prototype).filter((name) => /UInt/.test(name)))
  Buffer.prototype[method.replace('UInt', 'Uint')] = Buffer.prototype[method];

function CallableBuffer(value, encoding, length) {
  if (typeof value === 'number') return Buffer.alloc(value);
  return Buffer.from(value, encoding, length);
}
for (const name of [
  'from',
  'alloc',
  'allocUnsafe',
  'allocUnsafeSlow',
  'isBuffer',
  'isEncoding',
  'byteLength',
  'compare',
  'concat',
  'of',
])
  CallableBuffer[name] = Buffer[name].bind(Buffer);
CallableBuffer.poolSize = 8192;
CallableBuffer.prototype = Buffer.prototype;
Object.defineProperty(Buffer.prototype, 'constructor', { value: CallableBuffer, configurable: true, writable: true });
Object.defineProperty(CallableBuffer, 'name', { value: 'Buffer' });
Object.defineProperty(Buffer, Symbol.species, { get: () => Buffer });
CallableBuffer[Symbol.species] = Buffer;
Object.setPrototypeOf(CallableBuffer, Uint8Array);

function atob(text) {
  const clean = String(text).replace(/[\t\n\f\r ]/g, '');
  if (/[^A-Za-z0-9+/=]/.test(clean) || clean.replace(/=+$/, '').length % 4 === 1)
    throw new DOMException('The string to be decoded is not correctly encoded.', 'InvalidCharacterError');
  return ENCODINGS.latin1.to(fromBase64(clean));
}
function btoa(text) {
  if (/[^\u0000-\u00ff]/.test(String(text))) throw new DOMException('Invalid character', 'InvalidCharacterError');
  return toBase64(ENCODINGS.latin1.from(String(text)));
}

module.exports = {
  Buffer: CallableBuffer,
  atob,
  btoa,
  constants: { MAX_LENGTH: 4_294_967_296, MAX_STRING_LENGTH: 536_870_888 },
  kMaxLength: 4_294_967_296,
  INSPECT_MAX_BYTES: 50,
};
