// net: TCP over the network of the machine; what is sent is text.
const loop = internal.core('loop');
const errors = internal.core('errors');
const EventEmitter = internal.builtin('events');
const { Duplex } = internal.builtin('stream');

const servers = new Map();
const sockets = new Map();
let next = 1;

loop.on('connection', ({ server, ...facts }) => servers.get(server)?._accept(facts));
loop.on('connected', ({ id, error, ...facts }) => sockets.get(id)?._connected(error, facts));
loop.on('data', ({ id, text }) => sockets.get(id)?._receive(text));
loop.on('end', ({ id }) => sockets.get(id)?._receive(null));

class Socket extends Duplex {
  constructor(options = {}) {
    super({ ...options, decodeStrings: true });
    this.id = undefined;
    this.connecting = false;
    this.bytesWritten = 0;
    this.bytesRead = 0;
    for (const name of ['id', 'release'])
      Object.defineProperty(this, name, { value: undefined, writable: true, enumerable: false });
    this.allowHalfOpen = Boolean(options.allowHalfOpen);
  }
  _open(id, facts) {
    this.id = id;
    sockets.set(id, this);
    this.release = loop.hold();
    Object.assign(this, facts);
  }
  connect(...args) {
    const callback = typeof args.at(-1) === 'function' ? args.pop() : undefined;
    const options = typeof args[0] === 'object' ? args[0] : { port: args[0], host: args[1] };
    if (options.path !== undefined) internal.notSimulated('Unix sockets of node');
    if (callback) this.once('connect', callback);
    this.connecting = true;
    this._open(next++, {});
    Object.defineProperty(this, 'target', {
      value: { port: Number(options.port), host: options.host ?? 'localhost' },
      enumerable: false,
    });
    const left = internal.host('connect', this.id, this.target.host, this.target.port);
    if (left) internal.notSimulated(left);
    return this;
  }
  _connected(failure, facts) {
    this.connecting = false;
    if (failure) {
      this.destroy(
        failure.code === 'ENOTFOUND' || failure.code === 'EAI_AGAIN'
          ? lookupError(failure.code, this.target.host)
          : errors.network(failure.code, 'connect', { address: failure.address, port: this.target.port }),
      );
      return;
    }
    Object.assign(this, facts);
    this.emit('connect');
    this.emit('ready');
    this.waiting?.();
  }
  _closing(error) {
    return [Boolean(error)];
  }
  _read() {}
  _receive(text) {
    if (this.destroyed) return;
    if (text === null) {
      this.push(null);
      if (this._r.flowing === null && this.listenerCount('readable') === 0) this.resume();
      if (!this.allowHalfOpen) this.end();
      return;
    }
    this.bytesRead += text.length;
    this.push(text);
  }
  _write(chunk, encoding, done) {
    const send = () => {
      this.bytesWritten += chunk.length;
      internal.host('send', this.id, chunk.toString());
      done();
    };
    if (this.connecting) this.waiting = send;
    else send();
  }
  _final(done) {
    const end = () => {
      internal.host('end', this.id);
      done();
    };
    if (this.connecting) this.once('connect', end);
    else end();
  }
  _destroy(error, done) {
    this.release?.();
    if (this.id !== undefined) {
      sockets.delete(this.id);
      internal.host('close', this.id, Boolean(error));
    }
    done(error);
  }
  setTimeout(ms, callback) {
    clearTimeout(this.idle);
    if (callback) this.once('timeout', callback);
    if (ms > 0)
      Object.defineProperty(this, 'idle', {
        value: setTimeout(() => this.emit('timeout'), ms).unref(),
        configurable: true,
        writable: true,
        enumerable: false,
      });
    return this;
  }
  setNoDelay() {
    return this;
  }
  setKeepAlive() {
    return this;
  }
  ref() {
    this.release ??= loop.hold();
    return this;
  }
  unref() {
    this.release?.();
    return this;
  }
  address() {
    return { address: this.localAddress, family: 'IPv4', port: this.localPort };
  }
  destroySoon() {
    this.end();
  }
}

/** A name that nobody knows. */
function lookupError(code, host) {
  const error = new Error(`getaddrinfo ${code} ${host}`);
  return Object.assign(error, {
    errno: code === 'ENOTFOUND' ? -3008 : -3001,
    code,
    syscall: 'getaddrinfo',
    hostname: host,
  });
}

class Server extends EventEmitter {
  constructor(options, listener = options) {
    super();
    this.listening = false;
    for (const [name, value] of [
      ['id', undefined],
      ['open', new Set()],
      ['release', undefined],
      ['closing', false],
      ['keep', true],
    ])
      Object.defineProperty(this, name, { value, writable: true, enumerable: false });
    if (typeof listener === 'function') this.on('connection', listener);
  }
  listen(...args) {
    const callback = typeof args.at(-1) === 'function' ? args.pop() : undefined;
    const given =
      typeof args[0] === 'object' && args[0] !== null
        ? args[0]
        : { port: args[0], host: typeof args[1] === 'string' ? args[1] : undefined };
    if (given.path !== undefined || (typeof given.port === 'string' && !/^\s*\d+\s*$/.test(given.port)))
      internal.notSimulated('Unix sockets of node');
    if (this.id !== undefined)
      throw errors.coded(
        Error,
        'ERR_SERVER_ALREADY_LISTEN',
        'Listen method has been called more than once without closing.',
      );
    const port = given.port === undefined || given.port === null ? 0 : Number(given.port);
    if (!(port >= 0 && port < 65536) || !Number.isInteger(port))
      throw errors.coded(
        RangeError,
        'ERR_SOCKET_BAD_PORT',
        `options.port should be >= 0 and < 65536. Received ${errors.received(given.port).replace(/^type number \((.*)\)$/, 'type number ($1)')}.`,
      );
    if (callback) this.once('listening', callback);
    const id = next++;
    const answer = internal.host('listen', id, given.host ?? null, port);
    if (answer.error) {
      const { code, address } = answer.error;
      const error = code === 'ENOTFOUND' ? lookupError(code, given.host) : listenError(code, address, port);
      process.nextTick(() => this.emit('error', error));
      return this;
    }
    this.id = id;
    servers.set(id, this);
    if (this.keep) this.release = loop.hold({ stays: true });
    Object.defineProperty(this, 'bound', { value: answer.address, enumerable: false, configurable: true });
    process.nextTick(() => {
      this.listening = true;
      this.emit('listening');
    });
    return this;
  }
  _accept({ id, ...facts }) {
    const socket = new Socket();
    socket._open(id, facts);
    this.open.add(socket);
    socket.once('close', () => {
      this.open.delete(socket);
      this._maybeClosed();
    });
    this.emit('connection', socket);
  }
  close(callback) {
    if (this.id === undefined) {
      if (callback) process.nextTick(callback, errors.coded(Error, 'ERR_SERVER_NOT_RUNNING', 'Server is not running.'));
      return this;
    }
    if (callback) this.once('close', callback);
    servers.delete(this.id);
    internal.host('unlisten', this.id);
    this.id = undefined;
    this.listening = false;
    this.closing = true;
    this.release?.();
    this._maybeClosed();
    return this;
  }
  /** A server is closed when its last connection is. */
  _maybeClosed() {
    if (!this.closing || this.open.size > 0) return;
    this.closing = false;
    process.nextTick(() => this.emit('close'));
  }
  address() {
    return this.bound ?? null;
  }
  getConnections(callback) {
    process.nextTick(callback, null, this.open.size);
  }
  ref() {
    this.keep = true;
    if (this.id !== undefined) this.release ??= loop.hold({ stays: true });
    return this;
  }
  unref() {
    this.keep = false;
    this.release?.();
    this.release = undefined;
    return this;
  }
  [Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]() {
    return new Promise((resolve) => this.close(resolve));
  }
}

function listenError(code, address, port) {
  const words = {
    EADDRINUSE: 'address already in use',
    EACCES: 'permission denied',
    EADDRNOTAVAIL: 'address not available',
  }[code];
  const error = new Error(`listen ${code}: ${words} ${address}:${port}`);
  return Object.assign(error, { code, errno: -errors.ERRNO[code][0], syscall: 'listen', address, port });
}

function connect(...args) {
  return new Socket(typeof args[0] === 'object' ? args[0] : {}).connect(...args);
}

const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const isIP = (text) => (V4.test(text) ? 4 : /^[\da-f:.]+$/i.test(text) && text.includes(':') ? 6 : 0);

module.exports = {
  Socket,
  Stream: Socket,
  Server,
  connect,
  createConnection: connect,
  createServer: (options, listener) => new Server(options, listener),
  isIP,
  isIPv4: (text) => isIP(text) === 4,
  isIPv6: (text) => isIP(text) === 6,
};
