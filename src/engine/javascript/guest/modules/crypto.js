// crypto: SHA-256 (hash and HMAC), UUIDs and random numbers that are the same in every run. Everything else is not simulated.
const errors = internal.core('errors');
const { Buffer } = internal.builtin('buffer');

/** SHA-256 is asked of the machine: bytes as hex in, hex out. */
const sha256 = (bytes) => Buffer.from(internal.host('sha256', Buffer.from(bytes).toString('hex')), 'hex');

class Hash {
  #parts = [];
  #key;
  constructor(algorithm, key) {
    if (!/^sha-?256$/i.test(algorithm)) internal.notSimulated(`${algorithm} of node module crypto`);
    this.#key = key;
  }
  update(data, encoding) {
    this.#parts.push(typeof data === 'string' ? Buffer.from(data, encoding) : Buffer.from(data));
    return this;
  }
  digest(encoding) {
    const data = Buffer.concat(this.#parts);
    const made = this.#key === undefined ? sha256(data) : this.#keyed(data);
    return encoding ? made.toString(encoding) : made;
  }
  /** RFC 2104. */
  #keyed(data) {
    const given = typeof this.#key === 'string' ? Buffer.from(this.#key) : Buffer.from(this.#key);
    const key = Buffer.alloc(64);
    (given.length > 64 ? sha256(given) : given).copy(key);
    const inner = sha256(Buffer.concat([key.map((byte) => byte ^ 0x36), data]));
    return sha256(Buffer.concat([key.map((byte) => byte ^ 0x5c), inner]));
  }
}

function randomBytes(size, callback) {
  const made = Buffer.from(Array.from({ length: size }, () => Math.floor(Math.random() * 256)));
  if (!callback) return made;
  setImmediate(callback, null, made);
  return undefined;
}

function randomUUID() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function randomInt(min, max, callback) {
  const [low, high, told] = typeof max === 'number' ? [min, max, callback] : [0, min, max];
  const made = low + Math.floor(Math.random() * (high - low));
  if (!told) return made;
  setImmediate(told, null, made);
  return undefined;
}

function timingSafeEqual(left, right) {
  if (left.length !== right.length)
    throw errors.coded(
      RangeError,
      'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
      'Input buffers must have the same byte length',
    );
  return left.every((byte, at) => byte === right[at]);
}

const getRandomValues = (array) => array.set(randomBytes(array.length)) ?? array;
module.exports = {
  createHash: (algorithm) => new Hash(algorithm),
  createHmac: (algorithm, key) => new Hash(algorithm, key),
  hash: (algorithm, data, encoding = 'hex') => new Hash(algorithm).update(data).digest(encoding),
  randomBytes,
  randomUUID,
  randomInt,
  randomFillSync: getRandomValues,
  timingSafeEqual,
  getRandomValues,
  getHashes: () => ['sha256'],
  webcrypto: {
    getRandomValues,
    randomUUID,
    get subtle() {
      return internal.notSimulated('crypto.subtle of node');
    },
  },
};
