// structuredClone.
function refuse(value) {
  const shown =
    typeof value === 'function' ? String(value) : typeof value === 'symbol' ? value.toString() : '#<Object>';
  throw new DOMException(`${shown} could not be cloned.`, 'DataCloneError');
}

function copy(value, seen) {
  if (typeof value === 'function' || typeof value === 'symbol') refuse(value);
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = (made) => {
    seen.set(value, made);
    return made;
  };
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof Map) {
    const made = keep(new Map());
    for (const [key, held] of value) made.set(copy(key, seen), copy(held, seen));
    return made;
  }
  if (value instanceof Set) {
    const made = keep(new Set());
    for (const held of value) made.add(copy(held, seen));
    return made;
  }
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (ArrayBuffer.isView(value)) return keep(new Uint8Array(value));
  if (value instanceof Promise || value instanceof WeakMap) refuse(value);
  const made = keep(
    Array.isArray(value)
      ? []
      : value instanceof Error
        ? new Error(value.message, value.cause === undefined ? {} : { cause: value.cause })
        : {},
  );
  for (const [key, held] of Object.entries(value)) made[key] = copy(held, seen);
  return made;
}
module.exports = { structuredClone: (value) => copy(value, new Map()) };
