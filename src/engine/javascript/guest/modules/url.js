// URL and URLSearchParams by the URL standard, for hosts that are names or IPv4 addresses; url.parse as far as it is used.
const errors = internal.core('errors');
const { inPath, inQuery, inHash, inUser } = internal.core('url-escape');
const { URLSearchParams } = internal.core('url-search');

const PORTS = { 'http:': '80', 'https:': '443', 'ftp:': '21', 'ws:': '80', 'wss:': '443', 'file:': '' };
function segments(path) {
  const parts = [];
  const given = path.split('/');
  given.forEach((part, at) => {
    const last = at === given.length - 1;
    if (part === '..' || /^(?:\.|%2e){2}$/i.test(part)) {
      parts.pop();
      if (last) parts.push('');
    } else if (part === '.' || /^%2e$/i.test(part)) {
      if (last) parts.push('');
    } else parts.push(part);
  });
  return parts.join('/');
}

function split(text, base) {
  const [, scheme, rest = text] = /^([a-z][a-z\d+.-]*):([^]*)$/i.exec(text) ?? [];
  const [, body = '', search = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(rest);
  if (scheme !== undefined) {
    const protocol = `${scheme.toLowerCase()}:`;
    if (!(protocol in PORTS) && !body.startsWith('//')) return { protocol, opaque: body, search, hash };
    const [, authority = '', path = ''] = /^\/*([^/\\]*)([^]*)$/.exec(body);
    if (protocol === 'file:')
      return { protocol, authority: '', path: body.replace(/^\/\/[^/]*/, '') || '/', search, hash };
    return { protocol, authority, path, search, hash };
  }
  if (!base) return undefined;
  if (body.startsWith('//')) return split(`${base.protocol}${text}`);
  const folder = base.pathname.slice(0, base.pathname.lastIndexOf('/') + 1);
  const path = body === '' ? base.pathname : body.startsWith('/') ? body : folder + body;
  const kept = body === '' && search === '' ? base.search : search;
  return { protocol: base.protocol, authority: base.host, user: base, path, search: kept, hash };
}

function invalid(input, base) {
  const error = errors.coded(TypeError, 'ERR_INVALID_URL', 'Invalid URL');
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

class URL {
  #at = {};
  #params;
  constructor(input, base) {
    const text = String(input).trim();
    const parent = base === undefined ? undefined : new URL(base);
    const parts = split(text, parent);
    if (!parts) throw invalid(text, base);
    const { protocol, authority = '', path = '', search, hash, opaque } = parts;
    const [, user = '', host = authority] = /^(?:(.*)@)?(.*)$/.exec(authority);
    const [, name = host, port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(host) ?? [];
    const special = protocol in PORTS;
    if (special && protocol !== 'file:' && (name === '' || /[\s#%/<>?@\\^|]/.test(name))) throw invalid(text, base);
    if (host !== '' && !/^(\[[^\]]*\]|[^:]*)(?::\d*)?$/.test(host)) throw invalid(text, base);
    if (Number(port) > 65535) throw invalid(text, base);
    const [username = '', password = ''] = parts.user
      ? [parts.user.username, parts.user.password]
      : user.split(/:([^]*)/).map(inUser);
    this.#at = {
      protocol, username, password, hostname: special ? name.toLowerCase() : name,
      port: port === '' || port === PORTS[protocol] ? '' : String(Number(port)),
      pathname: opaque ?? (inPath(segments(special ? path.replaceAll('\\', '/') : path)) || (special ? '/' : '')),
      search: search === '?' ? '' : inQuery(search), hash: hash === '#' ? '' : inHash(hash), opaque: opaque !== undefined,
    }; // prettier-ignore
    if (special && !this.#at.pathname.startsWith('/')) this.#at.pathname = `/${this.#at.pathname}`;
  }
  static canParse(input, base) {
    try {
      return Boolean(new URL(input, base));
    } catch {
      return false;
    }
  }
  get href() {
    const { protocol, username, password, pathname, search, hash, opaque } = this.#at;
    if (opaque) return `${protocol}${pathname}${search}${hash}`;
    const user = username === '' && password === '' ? '' : `${username}${password === '' ? '' : `:${password}`}@`;
    return `${protocol}//${user}${this.host}${pathname}${search}${hash}`;
  }
  set href(text) {
    this.#at = new URL(text).#at;
    this.#params = undefined;
  }
  get host() {
    return this.#at.port === '' ? this.#at.hostname : `${this.#at.hostname}:${this.#at.port}`;
  }
  set host(text) {
    const [name, port = ''] = text.split(':');
    Object.assign(this.#at, { hostname: name, port: port === PORTS[this.#at.protocol] ? '' : port });
  }
  get origin() {
    return this.#at.protocol in PORTS && this.#at.protocol !== 'file:' ? `${this.#at.protocol}//${this.host}` : 'null';
  }
  get search() {
    return this.#at.search;
  }
  set search(text) {
    this.#at.search = text === '' || text === '?' ? '' : inQuery(text.startsWith('?') ? text : `?${text}`);
    this.#params = undefined;
  }
  get searchParams() {
    this.#params ??= new URLSearchParams(this.#at.search, (text) => (this.#at.search = text === '' ? '' : `?${text}`));
    return this.#params;
  }
  get hash() {
    return this.#at.hash;
  }
  set hash(text) {
    this.#at.hash = text === '' || text === '#' ? '' : inHash(text.startsWith('#') ? text : `#${text}`);
  }
  get port() {
    return this.#at.port;
  }
  set port(value) {
    this.#at.port = String(value) === PORTS[this.#at.protocol] ? '' : String(value);
  }
  get pathname() {
    return this.#at.pathname;
  }
  set pathname(text) {
    this.#at.pathname = inPath(segments(text.startsWith('/') ? text : `/${text}`));
  }
  get protocol() {
    return this.#at.protocol;
  }
  set protocol(text) {
    this.#at.protocol = `${text.replace(/:.*$/, '')}:`;
  }
  get hostname() {
    return this.#at.hostname;
  }
  set hostname(text) {
    this.#at.hostname = text;
  }
  get username() {
    return this.#at.username;
  }
  set username(text) {
    this.#at.username = inUser(text);
  }
  get password() {
    return this.#at.password;
  }
  set password(text) {
    this.#at.password = inUser(text);
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    const { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash } =
      this;
    return `URL ${inspect({ href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash }, options)}`;
  }
}

function parse(text, query = false) {
  const [, protocol = null, slashes, auth = null, host = null, pathname = null, search = null, hash = null] =
    /^([a-z][a-z\d+.-]*:)?(\/\/)?(?:([^@/?#]*)@)?([^/?#]*)?([^?#]*)?(\?[^#]*)?(#.*)?$/i.exec(slashesOr(text)) ?? [];
  const [hostname = null, port = null] = slashes && host ? host.split(':') : [];
  const path = slashes ? pathname || '/' : `${host ?? ''}${pathname ?? ''}` || null;
  const bare = search === null ? null : search.slice(1);
  return {
    protocol,
    slashes: slashes ? true : null,
    auth,
    host: slashes ? host : null,
    port,
    hostname,
    hash,
    search,
    query: query ? internal.builtin('querystring').parse(bare ?? '') : bare,
    pathname: path,
    path: `${path ?? ''}${search ?? ''}`,
    href: text,
  };
}
const slashesOr = (text) => (text.startsWith('/') && !text.startsWith('//') ? text : text);

function fileURLToPath(url) {
  const at = typeof url === 'string' ? new URL(url) : url;
  if (at.protocol !== 'file:')
    throw errors.coded(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  return decodeURIComponent(at.pathname);
}

module.exports = {
  URL,
  URLSearchParams,
  parse,
  format: (value) =>
    typeof value === 'string'
      ? value
      : (value.href ??
        `${value.protocol ?? ''}//${value.host ?? value.hostname ?? ''}${value.pathname ?? ''}${value.search ?? ''}`),
  resolve: (from, to) => new URL(to, from).href,
  fileURLToPath,
  pathToFileURL: (path) =>
    new URL(
      `file://${internal
        .builtin('path')
        .resolve(path)
        .split('/')
        .map((part) => encodeURIComponent(part).replaceAll('%40', '@'))
        .join('/')}`,
    ),
  domainToASCII: (text) => text.toLowerCase(),
  urlToHttpOptions: (url) => ({
    protocol: url.protocol,
    hostname: url.hostname,
    port: url.port === '' ? '' : Number(url.port),
    path: `${url.pathname}${url.search}`,
    pathname: url.pathname,
    search: url.search,
    href: url.href,
    hash: url.hash,
  }),
};
