// fetch, Headers, Request and Response over http.
class Headers {
  #map = new Map();
  constructor(init = {}) {
    const list =
      init instanceof Headers || typeof init?.[Symbol.iterator] === 'function' ? [...init] : Object.entries(init ?? {});
    for (const [name, value] of list) for (const each of [].concat(value)) this.append(name, each);
  }
  append(name, value) {
    const key = String(name).toLowerCase();
    this.#map.set(key, this.#map.has(key) ? `${this.#map.get(key)}, ${value}` : String(value).trim());
  }
  set(name, value) {
    this.#map.set(String(name).toLowerCase(), String(value));
  }
  get(name) {
    return this.#map.get(String(name).toLowerCase()) ?? null;
  }
  has(name) {
    return this.#map.has(String(name).toLowerCase());
  }
  delete(name) {
    this.#map.delete(String(name).toLowerCase());
  }
  getSetCookie() {
    return this.has('set-cookie') ? [this.get('set-cookie')] : [];
  }
  forEach(callback) {
    for (const [name, value] of this) callback(value, name, this);
  }
  keys() {
    return [...this].map(([name]) => name).values();
  }
  values() {
    return [...this].map(([, value]) => value).values();
  }
  entries() {
    return [...this.#map].toSorted(([one], [other]) => (one < other ? -1 : 1)).values();
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    return `Headers ${inspect(Object.fromEntries(this), options)}`;
  }
}

const { Buffer } = internal.builtin('buffer');
class Body {
  #bytes;
  bodyUsed = false;
  constructor(bytes) {
    this.#bytes = bytes;
  }
  async #take() {
    if (this.bodyUsed) throw new TypeError('Body is unusable');
    this.bodyUsed = true;
    return this.#bytes;
  }
  async text() {
    return (await this.#take()).toString();
  }
  async json() {
    return JSON.parse((await this.#take()).toString());
  }
  async arrayBuffer() {
    const bytes = await this.#take();
    return Uint8Array.from(bytes).buffer;
  }
  async bytes() {
    return Uint8Array.from(await this.#take());
  }
  get body() {
    return internal.notSimulated('streams of fetch of node');
  }
  clone() {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this);
  }
}

function bodyOf(body, headers) {
  const { URLSearchParams } = internal.builtin('url');
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (body instanceof URLSearchParams) {
    if (!headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
    return Buffer.from(body.toString());
  }
  if (typeof body === 'string' && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  return Buffer.from(body);
}

class Request extends Body {
  constructor(input, init = {}) {
    const from = input instanceof Request ? input : { url: String(input) };
    const headers = new Headers(init.headers ?? from.headers);
    const bytes = bodyOf(init.body ?? from.given, headers);
    super(bytes);
    const { URL } = internal.builtin('url');
    Object.assign(this, {
      url: new URL(from.url).href,
      method: (init.method ?? from.method ?? 'GET').toUpperCase(),
      headers,
      signal: init.signal ?? from.signal,
      redirect: init.redirect ?? 'follow',
    });
    Object.defineProperty(this, 'given', { value: bytes, enumerable: false });
  }
}

class Response extends Body {
  constructor(body, { status = 200, statusText = '', headers = {}, url = '', redirected = false } = {}) {
    const made = new Headers(headers);
    super(bodyOf(body, made));
    Object.assign(this, {
      status,
      statusText,
      headers: made,
      ok: status >= 200 && status < 300,
      url,
      redirected,
      type: 'default',
    });
  }
  static json(data, init = {}) {
    return new Response(JSON.stringify(data), {
      ...init,
      headers: { 'content-type': 'application/json', ...init.headers },
    });
  }
  static error() {
    return new Response(null, { status: 0 });
  }
  static redirect(url, status = 302) {
    return new Response(null, { status, headers: { location: url } });
  }
}

function exchange(request, url) {
  return new Promise((resolve, reject) => {
    const { signal, method, headers, given } = request;
    if (signal?.aborted) return reject(signal.reason);
    const sent = Object.fromEntries(headers);
    for (const [name, value] of Object.entries({
      accept: '*/*',
      'accept-language': '*',
      'sec-fetch-mode': 'cors',
      'user-agent': 'node',
      'accept-encoding': 'gzip, deflate',
    }))
      sent[name] ??= value;
    if (given.length > 0 || /^(?:POST|PUT|PATCH)$/.test(method)) sent['content-length'] = given.length;
    const made = internal.builtin('http').request(url, { method, headers: sent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ answer, bytes: Buffer.concat(parts) }));
      answer.on('error', reject);
    });
    made.on('error', (cause) => reject(Object.assign(new TypeError('fetch failed'), { cause })));
    signal?.addEventListener('abort', () => {
      made.destroy();
      reject(signal.reason);
    });
    made.end(given.length > 0 ? given : undefined);
    return undefined;
  });
}

async function fetch(input, init) {
  const request = new Request(input, init);
  let { url } = request;
  for (let hops = 0; hops < 20; hops++) {
    const { answer, bytes } = await exchange(request, url);
    const { statusCode, headers } = answer;
    if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location && request.redirect === 'follow') {
      url = new (internal.builtin('url').URL)(headers.location, url).href;
      if (statusCode === 303) request.method = 'GET';
      continue;
    }
    return new Response(bytes, {
      status: statusCode,
      statusText: answer.statusMessage,
      headers,
      url,
      redirected: hops > 0,
    });
  }
  throw new TypeError('fetch failed');
}
module.exports = { fetch, Headers, Request, Response };
