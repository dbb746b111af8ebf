// Server and ServerResponse.
const net = internal.builtin('net');
const errors = internal.core('errors');
const { IncomingMessage, OutgoingMessage } = internal.core('http-message');
const { Parser } = internal.core('http-parser');
const { STATUS_CODES } = internal.core('http-words');

class ServerResponse extends OutgoingMessage {
  constructor(request) {
    super();
    this.statusCode = 200;
    this.statusMessage = undefined;
    Object.defineProperty(this, 'req', { value: request, enumerable: false, writable: true });
    for (const name of ['socket', 'connection'])
      Object.defineProperty(this, name, { value: request.socket, enumerable: false, writable: true });
    this.shouldKeepAlive = !/close/i.test(request.headers.connection ?? '') && request.httpVersion !== '1.0';
    this.finished = false;
  }
  get isResponse() {
    return true;
  }
  writeHead(code, message, headers = message) {
    if (this.headersSent)
      throw errors.coded(Error, 'ERR_HTTP_HEADERS_SENT', 'Cannot write headers after they are sent to the client');
    if (!(code >= 100 && code <= 999))
      throw errors.coded(RangeError, 'ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${code}`);
    this.statusCode = code;
    if (typeof message === 'string') this.statusMessage = message;
    if (Array.isArray(headers))
      for (let at = 0; at < headers.length; at += 2) this.setHeader(headers[at], headers[at + 1]);
    else if (typeof headers === 'object' && headers !== null)
      for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    return this;
  }
  writeContinue() {
    this._raw('HTTP/1.1 100 Continue\r\n\r\n');
  }
  assignSocket() {}
  _firstLine() {
    const message = this.statusMessage ?? STATUS_CODES[this.statusCode] ?? 'unknown';
    this.statusMessage = message;
    return `HTTP/1.1 ${this.statusCode} ${message}`;
  }
  _hasBody() {
    return this.req.method !== 'HEAD' && this.statusCode !== 204 && this.statusCode !== 304 && this.statusCode >= 200;
  }
  _raw(text) {
    if (!this.socket.destroyed) this.socket.write(text);
  }
  _ended() {
    this.finished = true;
    this.answered?.();
  }
}

/** The other side is gone: a request that was not read to its end is aborted. */
function closed(socket, current) {
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearTimeout(socket.keepTimer);
    const request = current();
    if (request && !request.complete) request.emit('aborted');
    request?.emit('close');
  });
}

/** Reads requests of one connection, one after the other. */
function serve(server, socket) {
  const waiting = [];
  let current;
  let reading;
  socket.busy = () => current !== undefined || waiting.length > 0;
  const answer = () => {
    current = waiting.shift();
    if (!current) return;
    const response = new ServerResponse(current);
    const request = current;
    response.answered = () => {
      current = undefined;
      process.nextTick(() => response.emit('close'));
      if (!response.shouldKeepAlive || server.closing) socket.end();
      else if (server.keepAliveTimeout > 0) idle();
      answer();
    };
    if (!server.emit('request', request, response)) socket.destroy();
  };
  const idle = () => {
    clearTimeout(socket.keepTimer);
    socket.keepTimer = setTimeout(() => !socket.busy() && socket.end(), server.keepAliveTimeout + 1000).unref();
  };
  const parser = new Parser({
    head(first, headers, raw) {
      const match = /^([A-Z-]+) (\S+) HTTP\/(1\.[01])$/.exec(first);
      if (!match) return false;
      if (match[3] === '1.1' && headers.host === undefined) return false;
      clearTimeout(socket.keepTimer);
      reading = new IncomingMessage(socket);
      Object.assign(reading, { method: match[1], url: match[2], httpVersion: match[3], headers, rawHeaders: raw });
      waiting.push(reading);
      if (headers.upgrade && server.listenerCount('upgrade') > 0) internal.notSimulated('upgraded connections of node');
      return true;
    },
    body: (bytes) => reading.push(internal.builtin('buffer').Buffer.from(bytes)),
    done() {
      reading.complete = true;
      reading.push(null);
      if (!current) answer();
    },
    bad() {
      const error = errors.coded(Error, 'HPE_INVALID_METHOD', 'Parse Error: Invalid method encountered');
      if (server.listenerCount('clientError') > 0) return server.emit('clientError', error, socket);
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      return undefined;
    },
  });
  const push = (chunk) => {
    parser.push(chunk);
    // A body that is long begins to be served before its end is there.
    if (!current && waiting.length > 0) answer();
  };
  socket.on('data', push);
  closed(socket, () => current);
  if (server.listenerCount('request') === 0) answer();
}

class Server extends net.Server {
  constructor(options, listener = options) {
    super();
    Object.assign(this, {
      timeout: 0,
      keepAliveTimeout: 5000,
      headersTimeout: 60_000,
      requestTimeout: 300_000,
      maxHeadersCount: null,
    });
    if (typeof options === 'object' && options !== null)
      Object.assign(this, { keepAliveTimeout: options.keepAliveTimeout ?? 5000 });
    if (typeof listener === 'function') this.on('request', listener);
    this.on('connection', (socket) => serve(this, socket));
  }
  setTimeout(ms, callback) {
    if (callback) this.on('timeout', callback);
    return this;
  }
  /** Since Node 19 closing a server closes its idle connections too. */
  close(callback) {
    super.close(callback);
    this.closeIdleConnections();
    return this;
  }
  closeIdleConnections() {
    for (const socket of this.open) if (!socket.busy?.()) socket.end();
  }
  closeAllConnections() {
    for (const socket of this.open) socket.destroy();
  }
}
module.exports = { Server, ServerResponse };
