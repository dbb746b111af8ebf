// querystring.
const escape = (value) => encodeURIComponent(value).replace(/[!'()*]/g, (char) => char);
function unescape(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
const plain = (value) => (['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? String(value) : '');

function stringify(object, separator = '&', equals = '=') {
  return Object.entries(object ?? {})
    .flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => `${escape(key)}${equals}${escape(plain(each))}`),
    )
    .join(separator);
}

function parse(text, separator = '&', equals = '=') {
  const result = Object.create(null);
  for (const part of String(text ?? '').split(separator)) {
    if (part === '') continue;
    const at = part.indexOf(equals);
    const key = unescape(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? '' : unescape(part.slice(at + equals.length));
    if (key in result) result[key] = [].concat(result[key], value);
    else result[key] = value;
  }
  return result;
}
module.exports = { stringify, parse, escape, unescape, encode: stringify, decode: parse };
