// UTF-8, TextEncoder and TextDecoder.
function encode(text) {
  const bytes = [];
  for (const char of String(text)) {
    let code = char.codePointAt(0);
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

/** How many bytes follow a first byte; -1 when it begins nothing. */
function following(byte) {
  if (byte < 0x80) return 0;
  if (byte >= 0xc2 && byte < 0xe0) return 1;
  if (byte >= 0xe0 && byte < 0xf0) return 2;
  return byte >= 0xf0 && byte < 0xf5 ? 3 : -1;
}

/** Text of UTF-8 bytes; what is broken becomes U+FFFD. `rest` are bytes of a character that is not complete. */
function decode(bytes, stream = false) {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const count = following(bytes[at]);
    if (count < 0) {
      text += '\ufffd';
      at++;
      continue;
    }
    let good = 1;
    while (good <= count && at + good < bytes.length && (bytes[at + good] & 0xc0) === 0x80) good++;
    if (good <= count) {
      if (stream && at + good >= bytes.length) return { text, rest: bytes.slice(at) };
      text += '\ufffd';
      at += good;
      continue;
    }
    let code = count === 0 ? bytes[at] : bytes[at] & (0x3f >> count);
    for (let next = 1; next <= count; next++) code = (code << 6) | (bytes[at + next] & 63);
    text += code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);
    at += count + 1;
  }
  return { text, rest: new Uint8Array(0) };
}

class TextEncoder {
  get encoding() {
    return 'utf-8';
  }
  encode(text = '') {
    return encode(text);
  }
  encodeInto(text, target) {
    const bytes = encode(text).subarray(0, target.length);
    target.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

class TextDecoder {
  #rest = new Uint8Array(0);
  constructor(encoding = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
    const name = String(encoding).toLowerCase();
    if (!/^(?:utf-?8|unicode-1-1-utf-8)$/.test(name)) internal.notSimulated(`TextDecoder of ${encoding}`);
    Object.assign(this, { fatal, ignoreBOM });
  }
  get encoding() {
    return 'utf-8';
  }
  decode(input, { stream = false } = {}) {
    const given =
      input === undefined
        ? new Uint8Array(0)
        : new Uint8Array(input.buffer ?? input, input.byteOffset ?? 0, input.byteLength);
    const { text, rest } = decode(Uint8Array.from([...this.#rest, ...given]), stream);
    this.#rest = stream ? rest : new Uint8Array(0);
    if (this.fatal && text.includes('\ufffd'))
      throw internal
        .core('errors')
        .coded(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', 'The encoded data was not valid for encoding utf-8');
    return this.ignoreBOM || !text.startsWith('\ufeff') ? text : text.slice(1);
  }
}
module.exports = { encode, decode, TextEncoder, TextDecoder };
