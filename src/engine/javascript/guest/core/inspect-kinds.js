// What util.inspect knows of each kind of object: its braces, what stands before them, its entries.
const { quoted } = internal.core('inspect-text');

/** Name of the constructor; null for objects without one. */
function constructorOf(value) {
  for (let at = value; at !== null; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof found === 'function' && found.name !== '') return found.name;
  }
  return null;
}

function tagOf(value, name) {
  const tag = value[Symbol.toStringTag];
  return typeof tag === 'string' && tag !== '' && tag !== name ? tag : '';
}

function prefix(name, fallback, { size, tag = '' } = {}) {
  const sized = size === undefined ? '' : `(${size})`;
  const lead = name === null ? `[${fallback}${sized}: null prototype]` : `${name}${sized}`;
  return `${lead} ${tag === '' ? '' : `[${tag}] `}`;
}

function more(left) {
  return `... ${left} more item${left > 1 ? 's' : ''}`;
}

function* elements(context, value, depth) {
  const shown = Math.min(value.length, context.maxArrayLength);
  let at = 0;
  let printed = 0;
  for (; at < value.length && printed < shown; printed++) {
    if (Object.hasOwn(value, at)) {
      yield context.property(context, { value, key: String(at), depth, element: true });
      at++;
      continue;
    }
    let hole = at;
    while (hole < value.length && !Object.hasOwn(value, hole)) hole++;
    yield `<${hole - at} empty item${hole - at > 1 ? 's' : ''}>`;
    at = hole;
  }
  if (at < value.length) yield more(value.length - at);
}

function* members(context, values, depth) {
  context.indent += 2;
  let count = 0;
  for (const value of values) {
    if (count++ >= context.maxArrayLength) break;
    yield context.format(context, value, depth);
  }
  context.indent -= 2;
  if (values.size > context.maxArrayLength) yield more(values.size - context.maxArrayLength);
}

function* pairs(context, map, depth) {
  context.indent += 2;
  let count = 0;
  for (const [key, value] of map) {
    if (count++ >= context.maxArrayLength) break;
    yield `${context.format(context, key, depth)} => ${context.format(context, value, depth)}`;
  }
  context.indent -= 2;
  if (map.size > context.maxArrayLength) yield more(map.size - context.maxArrayLength);
}

function functionText(value, name) {
  const source = Function.prototype.toString.call(value);
  if (source.startsWith('class') && source.endsWith('}')) {
    const parent = Object.getPrototypeOf(value)?.name;
    return `[class ${value.name === '' ? '(anonymous)' : value.name}${parent ? ` extends ${parent}` : ''}]`;
  }
  const type = /^(?:Async)?(?:Generator)?Function$/.test(name ?? '') ? name : 'Function';
  const tag =
    {
      AsyncFunction: 'AsyncFunction',
      GeneratorFunction: 'GeneratorFunction',
      AsyncGeneratorFunction: 'AsyncGeneratorFunction',
    }[value[Symbol.toStringTag]] ?? type;
  return value.name === '' || typeof value.name !== 'string' ? `[${tag} (anonymous)]` : `[${tag}: ${value.name}]`;
}

/** The stack of an error, in the name of its class, in brackets when there are no frames. */
function errorText(context, error, name) {
  let text = typeof error.stack === 'string' && error.stack !== '' ? error.stack : Error.prototype.toString.call(error);
  const own = name && name !== 'Error' ? name : String(error.name ?? 'Error');
  const [first] = text.split('\n', 1);
  if (own !== 'Error' && !first.includes(own)) text = text.replace(/^[A-Z]\w*(?= \[|:|$)/m, () => own);
  if (!text.includes('\n    at')) text = `[${text}]`;
  return context.indent === 0 ? text : text.replaceAll('\n', `\n${' '.repeat(context.indent)}`);
}

function errorKeys(error, keys, stack) {
  const shown = keys.filter(
    (key) => !(['name', 'message', 'stack'].includes(key) && stack.includes(String(error[key]))),
  );
  if (Object.hasOwn(error, 'cause') && !shown.includes('cause')) shown.push('cause');
  if (Array.isArray(error.errors) && !shown.includes('errors')) shown.push('errors');
  return shown;
}

function boxed(value) {
  for (const [type, Kind] of [
    ['Number', Number],
    ['Boolean', Boolean],
    ['String', String],
    ['BigInt', BigInt],
    ['Symbol', Symbol],
  ])
    if (value instanceof Kind && Object.prototype.toString.call(value) === `[object ${type}]`) {
      const inner = Kind.prototype.valueOf.call(value);
      return `[${type}: ${typeof inner === 'string' ? quoted(inner) : typeof inner === 'bigint' ? `${inner}n` : String(inner)}]`;
    }
  return undefined;
}

function promise(context, value) {
  const { state, value: inner } = internal.promise(value);
  return {
    braces: [`${prefix(constructorOf(value), 'Promise')}{`, '}'],
    short: 'Promise',
    *entries(depth) {
      if (state === 'pending') yield '<pending>';
      else {
        context.indent += 2;
        yield `${state === 'rejected' ? '<rejected> ' : ''}${context.format(context, inner, depth)}`;
        context.indent -= 2;
      }
    },
  };
}

function list(context, value, name) {
  const plain = name === 'Array' && tagOf(value, name) === '';
  const lead = plain ? '' : prefix(name, 'Array', { size: value.length, tag: tagOf(value, name) });
  return {
    list: true,
    braces: [`${lead}[`, ']'],
    short: name ?? 'Array',
    entries: value.length === 0 ? undefined : (depth) => elements(context, value, depth),
  };
}

function typed(context, value, name) {
  return {
    list: true,
    braces: [`${prefix(name, name, { size: value.length })}[`, ']'],
    short: name,
    entries: value.length === 0 ? undefined : (depth) => elements(context, value, depth),
  };
}

function other(context, value, name) {
  if (typeof value === 'function')
    return { whole: functionText(value, name), short: functionText(value, name).slice(1, -1) };
  if (value instanceof RegExp) return { whole: RegExp.prototype.toString.call(value), short: 'RegExp' };
  if (value instanceof Date) {
    const time = Date.prototype.getTime.call(value);
    return { whole: Number.isNaN(time) ? 'Invalid Date' : Date.prototype.toISOString.call(value), short: 'Date' };
  }
  if (value instanceof Error)
    return {
      whole: errorText(context, value, name),
      keys: (keys) => errorKeys(value, keys, errorText(context, value, name)),
      short: name ?? 'Error',
    };
  if (value instanceof Promise) return promise(context, value);
  if (value instanceof WeakMap || value instanceof WeakSet)
    return { braces: [`${prefix(name, 'WeakMap')}{`, '}'], short: name, entries: () => ['<items unknown>'] };
  const box = boxed(value);
  if (box !== undefined)
    return { whole: box, short: name, keys: (keys) => keys.filter((key) => !/^\d+$/.test(String(key))) };
  return undefined;
}

function buffers(context, value, name) {
  if (value instanceof ArrayBuffer) {
    const bytes = [...new Uint8Array(value)].slice(0, 50).map((byte) => byte.toString(16).padStart(2, '0'));
    return {
      braces: ['ArrayBuffer {', '}'],
      short: 'ArrayBuffer',
      entries: () => [`[Uint8Contents]: <${bytes.join(' ')}>`, `byteLength: ${value.byteLength}`],
    };
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return typed(context, value, name);
  return undefined;
}

/** The kind of an object: `whole` stands for it (or before its braces), `entries` are those that are no properties. */
function kinds(context, value) {
  const name = constructorOf(value);
  if (Array.isArray(value)) return list(context, value, name);
  if (value instanceof Set)
    return {
      braces: [`${prefix(name, 'Set', { size: value.size })}{`, '}'],
      short: name,
      entries: value.size === 0 ? undefined : (depth) => members(context, value, depth),
    };
  if (value instanceof Map)
    return {
      braces: [`${prefix(name, 'Map', { size: value.size })}{`, '}'],
      short: name,
      entries: value.size === 0 ? undefined : (depth) => pairs(context, value, depth),
    };
  const found = buffers(context, value, name) ?? other(context, value, name);
  if (found) return found;
  const tag = tagOf(value, name ?? '');
  if (tag === 'Module' && name === null) return { braces: ['[Module: null prototype] {', '}'], short: 'Module' };
  if (Object.prototype.toString.call(value) === '[object Arguments]')
    return { ...list(context, value, 'Array'), braces: ['[Arguments] [', ']'] };
  const bare = name === 'Object' && tag === '';
  return {
    braces: [`${bare ? '' : prefix(name, 'Object', { tag })}{`, '}'],
    short: name === null ? 'Object: null prototype' : tag === '' ? name : `${name} [${tag}]`,
  };
}

module.exports = { kinds };
