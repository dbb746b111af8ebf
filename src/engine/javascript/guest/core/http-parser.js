// Reads HTTP/1.1 messages from text that comes in pieces; bodies are counted in bytes.
const { encode, decode } = internal.core('encoding');

const EMPTY = new Uint8Array(0);
function joined(left, right) {
  const made = new Uint8Array(left.length + right.length);
  made.set(left);
  made.set(right, left.length);
  return made;
}

function headEnd(bytes) {
  for (let at = 3; at < bytes.length; at++)
    if (bytes[at] === 10 && bytes[at - 1] === 13 && bytes[at - 2] === 10 && bytes[at - 3] === 13) return at + 1;
  return -1;
}

/** Headers by lower-case name; those that come again are joined, cookies listed. */
function headersOf(lines) {
  const headers = {};
  const raw = [];
  for (const line of lines) {
    const at = line.indexOf(':');
    if (at <= 0 || /\s/.test(line[at - 1])) return undefined;
    const [name, value] = [line.slice(0, at), line.slice(at + 1).trim()];
    raw.push(name, value);
    const key = name.toLowerCase();
    if (key === 'set-cookie') (headers[key] ??= []).push(value);
    else if (!(key in headers)) headers[key] = value;
    else if (!['host', 'content-length', 'content-type', 'user-agent', 'authorization'].includes(key))
      headers[key] += `${key === 'cookie' ? ';' : ','} ${value}`;
  }
  return { headers, raw };
}

function lineEnd(bytes, from) {
  for (let at = from + 1; at < bytes.length; at++) if (bytes[at] === 10 && bytes[at - 1] === 13) return at;
  return -1;
}

class Parser {
  /** `on`: head(first line, headers, raw), body(bytes), done(), bad(). `bodyless()` says that no body follows. */
  constructor(on) {
    this.on = on;
    this.rest = EMPTY;
    this.state = 'head';
  }
  push(chunk) {
    this.rest = joined(this.rest, typeof chunk === 'string' ? encode(chunk) : chunk);
    while (this.state !== 'bad' && this[this.state]());
  }
  /** The other side has closed: a body without length ends here. */
  close() {
    if (this.state === 'tail') this.finish();
    return this.state === 'head' && this.rest.length === 0;
  }
  head() {
    const end = headEnd(this.rest);
    if (end < 0) {
      if (this.rest.length > 0 && this.rest.length < 8 && !/^[A-Z\r\n]/.test(decode(this.rest).text))
        return this.fail();
      return false;
    }
    const [first, ...lines] = decode(this.rest.subarray(0, end - 4))
      .text.replace(/^\r\n/, '')
      .split('\r\n');
    this.rest = this.rest.slice(end);
    const found = headersOf(lines);
    if (!found || !this.on.head(first, found.headers, found.raw)) return this.fail();
    const { headers } = found;
    const length = headers['content-length'];
    if (this.on.bodyless?.(first)) this.finish();
    else if (/chunked/i.test(headers['transfer-encoding'] ?? '')) this.state = 'size';
    else if (length !== undefined) {
      this.left = Number(length);
      this.state = 'fixed';
      if (this.left === 0) this.finish();
    } else if (this.on.untilClose?.()) this.state = 'tail';
    else this.finish();
    return true;
  }
  fail() {
    this.state = 'bad';
    this.on.bad();
    return false;
  }
  finish() {
    this.state = 'head';
    this.on.done();
  }
  fixed() {
    if (this.rest.length === 0) return false;
    const part = this.rest.slice(0, this.left);
    this.rest = this.rest.slice(part.length);
    this.left -= part.length;
    this.on.body(part);
    if (this.left === 0) this.finish();
    return this.state === 'head';
  }
  tail() {
    if (this.rest.length === 0) return false;
    this.on.body(this.rest);
    this.rest = EMPTY;
    return false;
  }
  size() {
    const end = lineEnd(this.rest, 0);
    if (end < 0) return false;
    this.left = Number.parseInt(decode(this.rest.subarray(0, end - 1)).text, 16);
    this.rest = this.rest.slice(end + 1);
    if (Number.isNaN(this.left)) return this.fail();
    this.state = this.left === 0 ? 'trailer' : 'chunk';
    return true;
  }
  chunk() {
    if (this.rest.length < this.left + 2) return false;
    this.on.body(this.rest.slice(0, this.left));
    this.rest = this.rest.slice(this.left + 2);
    this.state = 'size';
    return true;
  }
  trailer() {
    const end = lineEnd(this.rest, 0);
    if (end < 0) return false;
    const empty = end === 1;
    this.rest = this.rest.slice(end + 1);
    if (empty) this.finish();
    return true;
  }
}
module.exports = { Parser };
