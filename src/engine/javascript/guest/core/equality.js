// Deep equality, loose and strict, as assert.deepEqual and util.isDeepStrictEqual have it.
function same(left, right, strict, seen = []) {
  if (strict ? Object.is(left, right) : left == right || (left !== left && right !== right)) return true; // eslint-disable-line eqeqeq
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (strict && Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
  if (Object.prototype.toString.call(left) !== Object.prototype.toString.call(right)) return false;
  if (seen.some(([one, other]) => one === left && other === right)) return true;
  const inner = [...seen, [left, right]];
  return sameInside(left, right, strict, inner) && sameKeys(left, right, strict, inner);
}

function sameInside(left, right, strict, seen) {
  if (Array.isArray(left)) return Array.isArray(right) && left.length === right.length;
  if (left instanceof Date) return left.getTime() === right.getTime();
  if (left instanceof RegExp) return String(left) === String(right) && left.lastIndex === right.lastIndex;
  if (left instanceof Error) return left.message === right.message && left.name === right.name;
  if (left instanceof Number || left instanceof String || left instanceof Boolean)
    return Object.is(left.valueOf(), right.valueOf());
  if (left instanceof Set)
    return (
      left.size === right.size &&
      [...left].every((value) => right.has(value) || [...right].some((other) => same(value, other, strict, seen)))
    );
  if (left instanceof Map)
    return (
      left.size === right.size &&
      [...left].every(([key, value]) => {
        if (right.has(key)) return same(value, right.get(key), strict, seen);
        return [...right].some(([other, held]) => same(key, other, strict, seen) && same(value, held, strict, seen));
      })
    );
  if (ArrayBuffer.isView(left))
    return left.byteLength === right.byteLength && left.every((value, at) => Object.is(value, right[at]));
  return true;
}

function sameKeys(left, right, strict, seen) {
  const keys = (value) => [
    ...Object.keys(value),
    ...(strict
      ? Object.getOwnPropertySymbols(value).filter((symbol) =>
          Object.prototype.propertyIsEnumerable.call(value, symbol),
        )
      : []),
  ];
  const [one, other] = [keys(left), keys(right)];
  return (
    one.length === other.length &&
    one.every((key) => Object.hasOwn(right, key) && same(left[key], right[key], strict, seen))
  );
}
module.exports = { same };
