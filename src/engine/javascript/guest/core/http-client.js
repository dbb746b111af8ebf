// ClientRequest; every request has a connection of its own.
const net = internal.builtin('net');
const EventEmitter = internal.builtin('events');
const errors = internal.core('errors');
const { IncomingMessage, OutgoingMessage } = internal.core('http-message');
const { Parser } = internal.core('http-parser');

class Agent extends EventEmitter {
  constructor(options = {}) {
    super();
    Object.assign(this, {
      options,
      maxSockets: options.maxSockets ?? Infinity,
      keepAlive: Boolean(options.keepAlive),
      sockets: {},
      requests: {},
      freeSockets: {},
    });
  }
  destroy() {}
}
const globalAgent = new Agent({ keepAlive: true });

function optionsOf(args) {
  const [first, second] = args;
  const { URL, urlToHttpOptions } = internal.builtin('url');
  const own = typeof second === 'object' && second !== null ? second : {};
  if (typeof first === 'string') return { ...urlToHttpOptions(new URL(first)), ...own };
  if (first instanceof URL) return { ...urlToHttpOptions(first), ...own };
  return { ...first };
}

class ClientRequest extends OutgoingMessage {
  constructor(...args) {
    super();
    const callback = args.find((arg) => typeof arg === 'function');
    const options = optionsOf(args.filter((arg) => typeof arg !== 'function'));
    if (options.protocol && options.protocol !== 'http:') {
      if (options.protocol === 'https:') internal.notSimulated('HTTPS of node');
      throw errors.coded(
        TypeError,
        'ERR_INVALID_PROTOCOL',
        `Protocol "${options.protocol}" not supported. Expected "http:"`,
      );
    }
    if (options.socketPath) internal.notSimulated('Unix sockets of node');
    if (callback) this.once('response', callback);
    this.method = (options.method ?? 'GET').toUpperCase();
    this.path = options.path || '/';
    this.host = options.hostname ?? options.host ?? 'localhost';
    this.port = Number(options.port || 80);
    for (const [name, value] of Object.entries(options.headers ?? {})) this.setHeader(name, value);
    if (!this.hasHeader('host')) this.setHeader('Host', this.port === 80 ? this.host : `${this.host}:${this.port}`);
    if (options.auth && !this.hasHeader('authorization'))
      this.setHeader('Authorization', `Basic ${btoa(options.auth)}`);
    this.shouldKeepAlive = false;
    Object.defineProperty(this, 'socket', { value: new net.Socket(), writable: true, enumerable: false });
    this._listen(options);
  }
  _listen({ timeout, signal }) {
    const { socket } = this;
    socket.connect({ host: this.host.replace(/^\[(.*)\]$/, '$1'), port: this.port });
    let response;
    const parser = new Parser({
      head: (first, headers, raw) => {
        const match = /^HTTP\/(1\.[01]) (\d{3})(?: (.*))?$/.exec(first);
        if (!match) return false;
        response = new IncomingMessage(socket);
        Object.assign(response, {
          httpVersion: match[1],
          statusCode: Number(match[2]),
          statusMessage: match[3] ?? '',
          headers,
          rawHeaders: raw,
          req: this,
        });
        return true;
      },
      bodyless: (first) => this.method === 'HEAD' || /^HTTP\/1\.\d (?:1\d\d|204|304)/.test(first),
      untilClose: () => true,
      body: (bytes) => response.push(internal.builtin('buffer').Buffer.from(bytes)),
      done: () => {
        response.complete = true;
        response.push(null);
        socket.end();
        this.complete = true;
      },
      bad: () => this._fail(errors.coded(Error, 'HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/')),
    });
    socket.on('data', (chunk) => {
      const before = response;
      parser.push(chunk);
      if (response && response !== before && !this.emit('response', response)) response.resume();
    });
    socket.on('end', () => {
      parser.close();
      if (!response) this._fail(hangUp());
    });
    socket.on('error', (error) => this._fail(error));
    socket.on('connect', () => this.emit('socket', socket));
    socket.on('close', () => process.nextTick(() => this.emit('close')));
    if (timeout) this.setTimeout(timeout);
    signal?.addEventListener('abort', () => this.destroy(internal.core('abort').abortError(signal.reason)));
  }
  _fail(error) {
    if (this.failed) return;
    Object.defineProperty(this, 'failed', { value: true, enumerable: false });
    this.socket.destroy();
    this.emit('error', error);
  }
  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    const failure = error ?? (this.complete ? undefined : hangUp());
    this.socket.destroy();
    if (failure) process.nextTick(() => this._fail(failure));
    return this;
  }
  abort() {
    this.destroy();
  }
  setTimeout(ms, callback) {
    if (callback) this.once('timeout', callback);
    const timer = setTimeout(() => !this.complete && this.emit('timeout'), ms).unref();
    this.socket.once('close', () => clearTimeout(timer));
    return this;
  }
  setNoDelay() {}
  setSocketKeepAlive() {}
  get isResponse() {
    return false;
  }
  _firstLine() {
    return `${this.method} ${this.path} HTTP/1.1`;
  }
  _hasBody() {
    return (
      !['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'].includes(this.method) ||
      this.hasHeader('content-length') ||
      this.hasHeader('transfer-encoding')
    );
  }
  _raw(text) {
    if (!this.socket.destroyed) this.socket.write(text);
  }
  _ended() {}
}

function hangUp() {
  return errors.coded(Error, 'ECONNRESET', 'socket hang up');
}
module.exports = { ClientRequest, Agent, globalAgent };
