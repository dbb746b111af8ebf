// http over net: a parser for HTTP/1.1 and the classes around it (core/http-*.js).
const { Server, ServerResponse } = internal.core('http-server');
const { ClientRequest, Agent, globalAgent } = internal.core('http-client');
const { IncomingMessage, OutgoingMessage } = internal.core('http-message');
const { STATUS_CODES, METHODS } = internal.core('http-words');

function request(...args) {
  return new ClientRequest(...args);
}
function get(...args) {
  const made = new ClientRequest(...args);
  made.end();
  return made;
}

module.exports = {
  METHODS,
  STATUS_CODES,
  Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer: (options, listener) => new Server(options, listener),
  request,
  get,
  globalAgent,
  maxHeaderSize: 16_384,
  validateHeaderName(name) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      throw internal
        .core('errors')
        .coded(TypeError, 'ERR_INVALID_HTTP_TOKEN', `Header name must be a valid HTTP token ["${name}"]`);
  },
};
