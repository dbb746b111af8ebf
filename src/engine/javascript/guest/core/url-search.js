// URLSearchParams.
const { escapeIn } = internal.core('url-escape');

const decodeForm = (text) => {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (!/[\u0080-\u00ff]/.test(bytes)) return bytes;
  return /[^\u0000-\u00ff]/.test(bytes)
    ? decodeURIComponent(text.replaceAll('+', ' '))
    : internal.core('encoding').decode(Array.from(bytes, (char) => char.charCodeAt(0))).text;
};
const encodeForm = (text) => escapeIn(text, /[^A-Za-z0-9*._ -]/gu).replaceAll(' ', '+');

class URLSearchParams {
  #list = [];
  #changed;
  constructor(init = '', changed = undefined) {
    this.#changed = changed;
    if (typeof init === 'string') {
      for (const part of init.replace(/^\?/, '').split('&')) {
        if (part === '') continue;
        const at = part.indexOf('=');
        this.#list.push(
          at < 0 ? [decodeForm(part), ''] : [decodeForm(part.slice(0, at)), decodeForm(part.slice(at + 1))],
        );
      }
    } else if (typeof init?.[Symbol.iterator] === 'function')
      this.#list = Array.from(init, ([name, value]) => [String(name), String(value)]);
    else this.#list = Object.entries(init ?? {}).map(([name, value]) => [name, String(value)]);
  }
  #tell() {
    this.#changed?.(this.toString());
  }
  get size() {
    return this.#list.length;
  }
  append(name, value) {
    this.#list.push([String(name), String(value)]);
    this.#tell();
  }
  delete(name) {
    this.#list = this.#list.filter(([each]) => each !== name);
    this.#tell();
  }
  get(name) {
    return this.#list.find(([each]) => each === name)?.[1] ?? null;
  }
  getAll(name) {
    return this.#list.filter(([each]) => each === name).map(([, value]) => value);
  }
  has(name) {
    return this.#list.some(([each]) => each === name);
  }
  set(name, value) {
    const at = this.#list.findIndex(([each]) => each === name);
    if (at < 0) this.#list.push([String(name), String(value)]);
    else
      this.#list = this.#list
        .filter(([each], index) => index <= at || each !== name)
        .with(at, [String(name), String(value)]);
    this.#tell();
  }
  sort() {
    this.#list.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    this.#tell();
  }
  forEach(callback, self) {
    for (const [name, value] of this.#list) callback.call(self, value, name, this);
  }
  keys() {
    return this.#list.map(([name]) => name).values();
  }
  values() {
    return this.#list.map(([, value]) => value).values();
  }
  entries() {
    return this.#list.map(([name, value]) => [name, value]).values();
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toString() {
    return this.#list.map(([name, value]) => `${encodeForm(name)}=${encodeForm(value)}`).join('&');
  }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    if (this.#list.length === 0) return 'URLSearchParams {}';
    return `URLSearchParams { ${this.#list.map(([name, value]) => `${inspect(name)} => ${inspect(value)}`).join(', ')} }`;
  }
}

module.exports = { URLSearchParams };
