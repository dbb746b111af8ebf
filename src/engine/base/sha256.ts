/** The first `count` primes. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits of a fraction. */
function fraction(value: number): number {
  return ((value % 1) * 2 ** 32) | 0;
}

const PRIMES = primes(64);
/** FIPS 180-4, 4.2.2: fractions of the cube roots of the first 64 primes. */
const K = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
/** FIPS 180-4, 5.3.3: fractions of the square roots of the first eight. */
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/** The words of the block at work, and what the standard expands them to. */
const words = new Int32Array(64);

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** FIPS 180-4, 6.2.2: mixes the block in `words` into the eight words of `state`. */
function mix(state: Int32Array): void {
  for (let at = 16; at < 64; at++) {
    const early = words[at - 15] ?? 0;
    const late = words[at - 2] ?? 0;
    const low = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const high = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words[at] = (words[at - 16] ?? 0) + low + (words[at - 7] ?? 0) + high;
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let at = 0; at < 64; at++) {
    const chosen = (e & f) ^ (~e & g);
    const first =
      (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + chosen + (K[at] ?? 0) + (words[at] ?? 0)) | 0;
    const most = (a & b) ^ (a & c) ^ (b & c);
    const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + most;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
  state[5] = (state[5] ?? 0) + f;
  state[6] = (state[6] ?? 0) + g;
  state[7] = (state[7] ?? 0) + h;
}

/**
 * SHA-256 of bytes, as 64 hex digits. Of our own because the engine's first file needs this one hash only, and the library that
 * `sha512sum` and its kin use comes whole. Source: FIPS 180-4.
 */
export function sha256(bytes: Uint8Array): string {
  const state = START.slice();
  const { length } = bytes;
  // padded by a bit 1, and the length in bits as the last eight bytes of a block of 64
  const padded = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
  padded.set(bytes);
  padded[length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, length / 2 ** 29);
  view.setUint32(padded.length - 4, length << 3);
  for (let block = 0; block < padded.length; block += 64) {
    for (let word = 0; word < 16; word++) words[word] = view.getInt32(block + word * 4);
    mix(state);
  }
  let digits = '';
  for (const word of state) digits += (word >>> 0).toString(16).padStart(8, '0');
  return digits;
}

/** The bytes of a text in UTF-8; a lone surrogate counts as U+FFFD, as everywhere on the web. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const whole = text.codePointAt(at) ?? 0;
      code = whole > 0xffff ? whole : 0xfffd;
      if (whole > 0xffff) at++;
    }
    if (code >= 0x800) {
      if (code > 0xffff) bytes[length++] = 0xf0 | (code >> 18);
      bytes[length++] = code > 0xffff ? 0x80 | ((code >> 12) & 63) : 0xe0 | (code >> 12);
      bytes[length++] = 0x80 | ((code >> 6) & 63);
    } else bytes[length++] = 0xc0 | (code >> 6);
    bytes[length++] = 0x80 | (code & 63);
  }
  return bytes.subarray(0, length);
}
