// IncomingMessage and OutgoingMessage.
const errors = internal.core('errors');
const { Readable, Writable } = internal.builtin('stream');

class IncomingMessage extends Readable {
  constructor(socket) {
    super({ read() {} });
    Object.assign(this, {
      httpVersion: '1.1',
      httpVersionMajor: 1,
      httpVersionMinor: 1,
      complete: false,
      headers: {},
      rawHeaders: [],
      trailers: {},
      aborted: false,
      url: '',
      method: null,
      statusCode: null,
      statusMessage: null,
    });
    for (const name of ['socket', 'connection'])
      Object.defineProperty(this, name, { value: socket, enumerable: false, configurable: true, writable: true });
    this.autoDestroy = false;
  }
  get headersDistinct() {
    return Object.fromEntries(Object.entries(this.headers).map(([name, value]) => [name, [].concat(value)]));
  }
  destroy(error) {
    this.socket?.destroy(error);
    return super.destroy(error);
  }
  setTimeout(ms, callback) {
    this.socket.setTimeout(ms, callback);
    return this;
  }
}

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

class OutgoingMessage extends Writable {
  constructor() {
    super({ decodeStrings: true });
    for (const [name, value] of [
      ['fields', new Map()],
      ['sent', false],
      ['chunked', false],
      ['pending', []],
      ['autoDestroy', false],
    ])
      Object.defineProperty(this, name, { value, writable: true, enumerable: false });
    this.headersSent = false;
    this.sendDate = true;
    this.shouldKeepAlive = true;
  }
  setHeader(name, value) {
    if (this.headersSent)
      throw errors.coded(Error, 'ERR_HTTP_HEADERS_SENT', 'Cannot set headers after they are sent to the client');
    if (!TOKEN.test(String(name)))
      throw errors.coded(TypeError, 'ERR_INVALID_HTTP_TOKEN', `Header name must be a valid HTTP token ["${name}"]`);
    if (value === undefined)
      throw errors.coded(TypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', `Invalid value "undefined" for header "${name}"`);
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(String(value)))
      throw errors.coded(TypeError, 'ERR_INVALID_CHAR', `Invalid character in header content ["${name}"]`);
    this.fields.set(String(name).toLowerCase(), [String(name), value]);
    return this;
  }
  appendHeader(name, value) {
    const known = this.getHeader(name);
    return this.setHeader(name, known === undefined ? value : [].concat(known, value));
  }
  setHeaders(headers) {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }
  getHeader(name) {
    return this.fields.get(String(name).toLowerCase())?.[1];
  }
  hasHeader(name) {
    return this.fields.has(String(name).toLowerCase());
  }
  removeHeader(name) {
    if (this.headersSent)
      throw errors.coded(Error, 'ERR_HTTP_HEADERS_SENT', 'Cannot remove headers after they are sent to the client');
    this.fields.delete(String(name).toLowerCase());
  }
  getHeaderNames() {
    return [...this.fields.keys()];
  }
  getHeaders() {
    return Object.assign(
      Object.create(null),
      Object.fromEntries([...this.fields].map(([key, [, value]]) => [key, value])),
    );
  }
  destroy(error) {
    this.socket?.destroy(error);
    return super.destroy(error);
  }
  flushHeaders() {
    this._sendHead();
  }
  /** Lines of the head; what the message needs and nobody set is added. `known` is the length when all is there. */
  _headLines(first, known) {
    if (this.sendDate && !this.hasHeader('date') && this.isResponse)
      this.fields.set('date', ['Date', new Date().toUTCString()]);
    if (!this.hasHeader('connection')) {
      this.fields.set('connection', ['Connection', this.shouldKeepAlive ? 'keep-alive' : 'close']);
      if (this.shouldKeepAlive && this.isResponse) this.fields.set('keep-alive', ['Keep-Alive', 'timeout=5']);
    } else if (/close/i.test(String(this.getHeader('connection')))) this.shouldKeepAlive = false;
    if (this._hasBody() && !this.hasHeader('content-length') && !this.hasHeader('transfer-encoding')) {
      if (known === undefined) this.fields.set('transfer-encoding', ['Transfer-Encoding', 'chunked']);
      else this.fields.set('content-length', ['Content-Length', known]);
    }
    this.chunked = /chunked/i.test(String(this.getHeader('transfer-encoding') ?? ''));
    const lines = [...this.fields.values()].flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => `${name}: ${each}`),
    );
    return `${[first, ...lines].join('\r\n')}\r\n\r\n`;
  }
  _sendHead(known) {
    if (this.headersSent) return;
    this.headersSent = true;
    this._raw(this._headLines(this._firstLine(), known));
  }
  _write(chunk, encoding, done) {
    // Everything that is written in one go with end() has a length that is known.
    if (!this.headersSent && this.writableEnded && this._w.queue.length === 0) this._sendHead(chunk.length);
    else this._sendHead();
    if (this._hasBody())
      this._raw(this.chunked ? `${chunk.length.toString(16)}\r\n${chunk.toString()}\r\n` : chunk.toString());
    done();
  }
  write(...args) {
    if (!this.headersSent && !this.writableEnded && !this.ending) this._sendHead();
    return super.write(...args);
  }
  end(chunk, encoding, callback) {
    if (this.writableEnded) return this;
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function' && !this.headersSent) {
      this.ending = true;
      const length =
        typeof chunk === 'string'
          ? internal.builtin('buffer').Buffer.byteLength(chunk, typeof encoding === 'string' ? encoding : 'utf8')
          : chunk.length;
      this._sendHead(length);
    }
    return super.end(chunk, encoding, callback);
  }
  _final(done) {
    this._sendHead(0);
    if (this.chunked && this._hasBody()) this._raw('0\r\n\r\n');
    this._ended();
    done();
  }
  setTimeout(ms, callback) {
    if (callback) this.once('timeout', callback);
    return this;
  }
}
Object.defineProperty(OutgoingMessage.prototype, 'ending', { value: false, writable: true, enumerable: false });
module.exports = { IncomingMessage, OutgoingMessage };
